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
	value, ok := field(head, "content-length")
	if !ok {
		return framing{kind: untilClose}
	}
	length, ok := contentLength(value)
	if !ok {
		return framing{kind: notHTTPAnyMore} // only a script that writes its own head does that
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
