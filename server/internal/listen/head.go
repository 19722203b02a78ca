package listen

import (
	"strconv"
	"strings"
)

// requestLine returns the method and target of a request's head, as sent. Of an invalid line
// it returns what stands in their places, to be shown.
func requestLine(head []byte) (method, target string) {
	line, _, _ := strings.Cut(string(head), "\n")
	words := strings.FieldsFunc(strings.TrimRight(line, "\r"), func(r rune) bool { return r == ' ' || r == '\t' })
	if len(words) == 0 || !isToken([]byte(words[0])) {
		return "", ""
	}
	if len(words) > 1 {
		target = words[1]
	}
	return words[0], target
}

// responseFraming returns how the content of the response to a method is delimited.
func responseFraming(head []byte, method string) framing {
	switch status := statusCode(head); {
	case status == 101:
		return framing{kind: notHTTP}
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
		return framing{kind: notHTTP} // only a script that writes its own head does that
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

// field returns the value of the first field line with a name, in any letter case.
func field(head []byte, name string) (string, bool) {
	for i, line := range strings.Split(string(head), "\n") {
		key, value, found := strings.Cut(line, ":")
		if i > 0 && found && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value), true
		}
	}
	return "", false
}
