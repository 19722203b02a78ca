package record

import (
	"encoding/base64"
	"maps"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
)

// parseHead reads the field lines of a head in their order and letter case
// (RFC 9112, section 5). A folded line continues the value before it (section 5.2).
// Lines that are not fields are left to the head itself to show.
func parseHead(head string) []protocol.Header {
	_, lines, _ := strings.Cut(Text(head), "\n") // behind the start line
	return parseFields(lines)
}

func parseFields(lines string) []protocol.Header {
	headers := []protocol.Header{}
	for line := range strings.SplitSeq(lines, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" { // the one at the end
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			if n := len(headers); n > 0 {
				headers[n-1].Value += " " + strings.Trim(line, " \t")
			}
			continue
		}
		if name, value, found := strings.Cut(line, ":"); found {
			headers = append(headers, protocol.Header{Name: name, Value: strings.Trim(value, " \t")})
		}
	}
	return headers
}

// statusOf is the status code of a response's head, 0 where it has none.
func statusOf(head string) int {
	line, _, _ := strings.Cut(head, "\n")
	_, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(rest, " ")
	status, err := strconv.Atoi(strings.TrimSpace(code))
	if err != nil {
		return 0
	}
	return status
}

// contentTypeOf is the first Content-Type of a head; nil where it has none.
func contentTypeOf(head string) *string {
	_, lines, _ := strings.Cut(head, "\n")
	for len(lines) > 0 {
		line, rest, _ := strings.Cut(lines, "\n")
		name, value, found := strings.Cut(line, ":")
		if !found || !strings.EqualFold(name, "Content-Type") {
			lines = rest
			continue
		}
		if rest != "" && (rest[0] == ' ' || rest[0] == '\t') { // it goes on
			value = parseFields(lines)[0].Value
		} else {
			value = strings.Trim(strings.TrimRight(value, "\r"), " \t")
		}
		if !utf8.ValidString(head) {
			value = latin1(value)
		}
		return &value
	}
	return nil
}

// Text reads a head, or a part of it, as text. What is not UTF-8 is read as ISO-8859-1, in which
// each byte is one letter, as HTTP long had it (RFC 9110, section 5.5): no byte is lost.
func Text(head string) string {
	if utf8.ValidString(head) {
		return head
	}
	return latin1(head)
}

// TextOf are values as text, read as the head beside which they are shown.
func TextOf(values map[string]string) map[string]string {
	read := maps.Clone(values)
	for name, value := range values {
		read[name] = Text(value)
	}
	return read
}

func latin1(bytes string) string {
	text := make([]rune, len(bytes))
	for i := range len(bytes) {
		text[i] = rune(bytes[i])
	}
	return string(text)
}

func base64Of(p []byte) string { return base64.StdEncoding.EncodeToString(p) }
