package listen

import (
	"strconv"
	"strings"
)

// requestLine is the method and target of a request's head, as sent; empty where
// the head's first line is no request line.
func requestLine(head []byte) (method, target string) {
	line, _, _ := strings.Cut(string(head), "\n")
	words := strings.Split(strings.TrimRight(line, "\r"), " ")
	if len(words) != 3 {
		return "", ""
	}
	return words[0], words[1]
}

// requestFraming says how a request's content is delimited (RFC 9112, section 6.3).
func requestFraming(head []byte) framing {
	if coding, ok := field(head, "transfer-encoding"); ok {
		if strings.Contains(strings.ToLower(coding), "chunked") {
			return framing{kind: chunked}
		}
		return framing{kind: notHTTPAnyMore} // the server answers 501 and closes
	}
	return lengthFraming(head, framing{kind: noContent})
}

// responseFraming says how the content of the response to a method is delimited.
func responseFraming(head []byte, method string) framing {
	switch status := statusCode(head); {
	case status == 101:
		return framing{kind: notHTTPAnyMore}
	case status >= 100 && status < 200:
		return framing{kind: anotherHead}
	case method == "HEAD" || status == 204 || status == 304:
		return framing{kind: noContent}
	}
	if _, ok := field(head, "transfer-encoding"); ok {
		return framing{kind: chunked}
	}
	return lengthFraming(head, framing{kind: untilClose})
}

func lengthFraming(head []byte, otherwise framing) framing {
	value, ok := field(head, "content-length")
	if !ok {
		return otherwise
	}
	length, err := strconv.ParseInt(value, 10, 64)
	if err != nil || length < 0 {
		return framing{kind: notHTTPAnyMore}
	}
	return framing{kind: fixedLength, length: length}
}

func statusCode(head []byte) int {
	line, _, _ := strings.Cut(string(head), "\n")
	_, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimRight(rest, "\r"), " ")
	status, err := strconv.Atoi(code)
	if err != nil {
		return 0
	}
	return status
}

// field is the value of the first field line with a name, given in lower case.
func field(head []byte, name string) (string, bool) {
	for i, line := range strings.Split(string(head), "\n") {
		key, value, found := strings.Cut(line, ":")
		if i > 0 && found && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value), true
		}
	}
	return "", false
}
