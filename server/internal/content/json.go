package content

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// printedDict is how Python, and not JSON, writes a value: print(data) in place of
// print(json.dumps(data)).
var printedDict = pattern.Lazy(`^\s*[\[{]\s*'|[:\[,]\s*(True|False|None)\s*[,\]}]`)

// jsonNote looks whether JSON can be read (RFC 8259).
func (r Response) jsonNote(kind string) *protocol.Note {
	if !mediatype.IsJSON(kind) || !r.Whole || isUTF16(r.Content) {
		return nil
	}
	if bytes.HasPrefix(r.Content, []byte("\xff\xfe")) || bytes.HasPrefix(r.Content, []byte("\xfe\xff")) {
		return note("jsonUTF16", protocol.SeverityError)
	}
	text := bytes.TrimPrefix(r.Content, []byte("\xef\xbb\xbf")) // browsers take the mark off
	if len(bytes.TrimSpace(text)) == 0 {
		return note("jsonEmpty", protocol.SeverityError)
	}
	var value json.RawMessage
	err := json.Unmarshal(text, &value)
	var wrong *json.SyntaxError
	if !errors.As(err, &wrong) || strings.Contains(wrong.Error(), "exceeded max depth") { // a limit of Go's, and of no browser
		return nil
	}
	before := text[:min(max(wrong.Offset-1, 0), int64(len(text)))]
	line := strconv.Itoa(1 + bytes.Count(before, []byte("\n")))
	switch {
	case text[0] == '<':
		return note("jsonIsHTML", protocol.SeverityError)
	case r.TypeBy == protocol.SetByScript && printedDict().Match(text):
		return note("jsonFromPython", protocol.SeverityError, "line", line)
	}
	invalid := note("jsonInvalid", protocol.SeverityError, "line", line, "text", lineAt(text, len(before)))
	if fault := jsonFault(text, len(before), wrong); fault != "" {
		invalid.Args["mistake"] = fault
	}
	if r.TypeBy == protocol.SetByScript {
		printedOtherwise(text, invalid.Args)
	}
	return invalid
}

// lineAt is the line around a place in a text, shortened for a sentence.
func lineAt(text []byte, at int) string {
	start := 1 + bytes.LastIndexByte(text[:at], '\n')
	line, _, _ := bytes.Cut(text[start:], []byte("\n"))
	return shortened(strings.TrimSpace(string(line)))
}

// shortened is a text as a sentence shows it.
func shortened(text string) string {
	const most = 60
	shown := []rune(strings.ToValidUTF8(text, "�"))
	if len(shown) > most {
		return string(shown[:most]) + "…"
	}
	return string(shown)
}
