package record

import (
	"encoding/base64"
	"strconv"
	"strings"

	"vitrina/server/internal/protocol"
)

// parseHead reads the field lines of a head in their order and letter case
// (RFC 9112, section 5). A folded line continues the value before it (section 5.2).
// Lines that are no fields are left to the head itself to show.
func parseHead(head []byte) []protocol.Header {
	headers := []protocol.Header{}
	for i, line := range strings.Split(printable(string(head)), "\n") {
		line = strings.TrimRight(line, "\r")
		if i == 0 || line == "" { // the start line, and the empty one at the end
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
func statusOf(head []byte) int {
	line, _, _ := strings.Cut(string(head), "\n")
	words := strings.SplitN(line, " ", 3)
	if len(words) < 2 {
		return 0
	}
	status, err := strconv.Atoi(strings.TrimSpace(words[1]))
	if err != nil {
		return 0
	}
	return status
}

// printable makes bytes from the network fit for JSON: what is not UTF-8 becomes U+FFFD.
func printable(s string) string { return strings.ToValidUTF8(s, "\ufffd") }

func base64Of(p []byte) string { return base64.StdEncoding.EncodeToString(p) }
