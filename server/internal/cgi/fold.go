package cgi

import (
	"mime"
	"strings"
)

// openField is the field that was read last: folded lines may continue it.
type openField struct {
	Field
	first  string // the value of its first line
	folded string // the first of the lines that continue it
	end    int    // of its first line, in the output
}

func (f openField) there() bool { return f.Name != "" }

// fold takes a line that continues the field. Clients take a line end with the space behind it
// for a space (RFC 9112, section 5.2).
func (f *openField) fold(line []byte) {
	more := strings.Trim(string(line), " \t")
	if f.folded == "" {
		f.folded = more
	}
	f.Value = strings.TrimLeft(f.Value+" "+more, " ")
}

func (f openField) unfolded() openField {
	return openField{Field: Field{f.Name, f.first}, first: f.first, end: f.end}
}

// continues reports whether a line continues the field before it (RFC 3875, section 6.3, has no
// such lines, but other servers take them). What begins with a tag is content, and so is what
// leaves the field without meaning. What is a field itself has a space too many.
func (f openField) continues(line []byte) bool {
	text := strings.TrimLeft(string(line), " \t")
	if !f.there() || len(text) == len(line) || text == "" || text[0] == '<' {
		return false
	}
	if name, value, ok := splitField([]byte(text)); ok && isSurelyField(name, value) {
		return false
	}
	switch strings.ToLower(f.Name) {
	case "status", "location", "content-length": // no space is in them that a line could end at
		return false
	case "content-type":
		_, _, err := mime.ParseMediaType(f.Value + " " + text)
		return err == nil
	}
	return true
}

// isFoldStart reports whether a line that has not ended yet can still continue a field.
func isFoldStart(line []byte) bool {
	text := strings.TrimLeft(string(line), " \t")
	return len(text) < len(line) && (text == "" || text[0] != '<')
}
