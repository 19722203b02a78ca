package http1

import (
	"strconv"
	"strings"
)

// requestLine returns the method and target of a request's head, as sent. Of an invalid line
// it returns what stands in their places, to be shown.
func requestLine(head string) (method, target string) {
	line, _, _ := strings.Cut(head, "\n")
	words := strings.FieldsFunc(strings.TrimRight(line, "\r"), func(r rune) bool { return r == ' ' || r == '\t' })
	if len(words) == 0 || !isToken(words[0]) {
		return "", ""
	}
	if len(words) > 1 {
		target = words[1]
	}
	return words[0], target
}

// responseFraming returns how the content of the response to a method is delimited.
func responseFraming(head, method string) framing {
	switch status := statusCode(head); {
	case status == 101:
		return framing{kind: notHTTP}
	case status >= 100 && status < 200:
		return framing{kind: anotherHead}
	case method == "HEAD" || status == 204 || status == 304:
		return framing{kind: noContent}
	}
	if codings := fieldValues(head, "transfer-encoding"); len(codings) > 0 {
		if endsChunked(codings) {
			return framing{kind: chunked}
		}
		return framing{kind: noLength} // RFC 9112, section 6.3, rule 4
	}
	lengths := fieldValues(head, "content-length")
	if len(lengths) == 0 {
		return framing{kind: noLength}
	}
	length, ok := contentLength(lengths[0])
	if !ok { // only a script that writes its own head does that: what it sends is recorded all the same
		return framing{kind: noLength}
	}
	return framing{kind: fixedLength, length: length}
}

// endsChunked reports whether the last of the codings of a message is chunked. A list may have
// empty elements (RFC 9110, section 5.6.1.2).
func endsChunked(fields []string) bool {
	last := ""
	for _, each := range strings.Split(strings.Join(fields, ","), ",") {
		if each = strings.Trim(each, " \t\r"); each != "" {
			last = each
		}
	}
	return isChunked(last)
}

func statusCode(head string) int {
	line, _, _ := strings.Cut(head, "\n")
	_, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimRight(rest, "\r"), " ")
	status, err := strconv.Atoi(code)
	if err != nil {
		return 0
	}
	return status
}

// fieldValues are the values of the field lines with a name, in any letter case.
func fieldValues(head, name string) []string {
	values := []string{}
	for i, line := range strings.Split(head, "\n") {
		key, value, found := strings.Cut(line, ":")
		if i > 0 && found && strings.EqualFold(strings.TrimSpace(key), name) {
			values = append(values, strings.TrimSpace(value))
		}
	}
	return values
}
