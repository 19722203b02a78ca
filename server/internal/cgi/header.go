package cgi

import (
	"bytes"
	"mime"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// Limits of a header block. Beyond them it is a fault, not an endless wait.
const (
	maxLine  = 64 << 10
	maxBlock = 256 << 10
)

// Field is a field that a script printed.
type Field struct {
	Name, Value string
}

// Header is the beginning of a script's output.
type Header struct {
	Fields []Field
	Status int    // 0 where the script named none
	Reason string // the words behind the Status number
	// Length is how many bytes of the output the block took, with its empty line.
	Length int
	// NotPassed are the names of fields that the script may not set.
	NotPassed []string
	// Violations are the rules of RFC 3875, section 6, that the header breaks.
	Violations []Violation
}

// Violation names a rule of RFC 3875 that a script broke. It is the code of the note on the
// exchange.
type Violation string

// The rules that scripts break.
const (
	NoHeader       Violation = "noHeader"      // the first line is no field: it is all content
	NoContentType  Violation = "noContentType" // content, and no Content-Type (section 6.3.1)
	NoEmptyLine    Violation = "noEmptyLine"   // no empty line between header and content
	BadStatus      Violation = "badStatus"     // a Status that is none from 200 to 599
	BadField       Violation = "badField"      // a field whose value cannot be sent
	NoOutput       Violation = "noOutput"      // nothing was printed at all
	HeaderTooLong  Violation = "headerTooLong"
	BadLength      Violation = "badLength"      // a Content-Length that is no number
	DuplicateField Violation = "duplicateField" // a second Content-Length or Content-Type
	WrongLength    Violation = "wrongLength"    // a Content-Length that is not the content's
	FieldNotPassed Violation = "fieldNotPassed" // a field about the connection (section 6.3.4)
	// TextBeforeHeader comes beside NoHeader, where the header is behind other text.
	TextBeforeHeader Violation = "textBeforeHeader"
)

// parseHeader reads the header block of an output. It returns false where more of
// the output is needed to tell; with end true the output is all there will be.
//
// The lenient rule: where the first line is no "Name: value" there is no block, and
// where a later line is none the block ends before it.
func parseHeader(output []byte, end bool) (Header, bool) {
	h := Header{}
	if len(output) == 0 {
		h.violates(NoOutput)
		return h, end
	}
	for {
		rest := output[h.Length:]
		i := bytes.IndexByte(rest, '\n')
		if i < 0 && !end && len(rest) <= maxLine && isFieldStart(rest) {
			return h, false
		}
		line, length := rest, len(rest)
		if i >= 0 {
			line, length = rest[:i], i+1
		}
		line = bytes.TrimSuffix(line, []byte("\r"))
		if len(line) == 0 && i >= 0 { // the empty line, or output that begins with one
			h.Length += length
			return h.finished(), true
		}
		name, value, ok := splitField(line)
		if !ok && h.Length == 0 && len(line) > 0 {
			h.violates(NoHeader)
			return h, true
		}
		if len(line) > maxLine || h.Length+length > maxBlock {
			h.violates(HeaderTooLong)
			return h, true
		}
		if !ok || len(line) == 0 {
			h.violates(NoEmptyLine)
			return h.finished(), true
		}
		h.add(name, value)
		h.Length += length
	}
}

func (h *Header) violates(what Violation) {
	if !h.Has(what) {
		h.Violations = append(h.Violations, what)
	}
}

func (h *Header) add(name, value string) {
	switch {
	case strings.EqualFold(name, "Status"):
		number, reason, _ := strings.Cut(value, " ")
		status, err := strconv.Atoi(number)
		if err != nil || status < 200 || status > 599 {
			h.violates(BadStatus)
			return
		}
		h.Status = status
		if reason = strings.TrimSpace(reason); httpguts.ValidHeaderFieldValue(reason) {
			h.Reason = reason
		}
	case !httpguts.ValidHeaderFieldValue(value):
		h.violates(BadField)
	case strings.EqualFold(name, "Content-Length") && !isDigits(value):
		h.violates(BadLength)
	case (strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Content-Type")) && h.has(name):
		h.violates(DuplicateField) // which of the two would count is anybody's guess (RFC 9110, section 5.2)
	case isServers(name):
		h.violates(FieldNotPassed)
		h.NotPassed = append(h.NotPassed, name)
	default:
		h.Fields = append(h.Fields, Field{name, value})
	}
}

// finished adds the violations that show at the end of the block.
func (h Header) finished() Header {
	if _, typed := h.Get("Content-Type"); !typed {
		_, redirects := h.Get("Location")
		if !redirects && h.Status != 204 && h.Status != 304 {
			h.violates(NoContentType)
		}
	}
	return h
}

// Get is the value of the first field with a name.
func (h Header) Get(name string) (string, bool) {
	for _, f := range h.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value, true
		}
	}
	return "", false
}

func (h Header) has(name string) bool {
	_, there := h.Get(name)
	return there
}

func isDigits(text string) bool {
	return text != "" && len(text) <= 18 && strings.Trim(text, "0123456789") == "" // 18: it fits an int64
}

// Has reports whether the script did that.
func (h Header) Has(what Violation) bool {
	for _, each := range h.Violations {
		if each == what {
			return true
		}
	}
	return false
}

// splitField splits "Name: value"; the name is a token (RFC 9110, section 5.6.2).
func splitField(line []byte) (name, value string, ok bool) {
	n, v, found := bytes.Cut(line, []byte(":"))
	if !found || !httpguts.ValidHeaderFieldName(string(n)) {
		return "", "", false
	}
	return string(n), strings.Trim(string(v), " \t"), true
}

// isFieldStart reports whether a line that has not ended yet can still become a field.
func isFieldStart(line []byte) bool {
	n, _, found := bytes.Cut(bytes.TrimSuffix(line, []byte("\r")), []byte(":"))
	return len(n) == 0 && !found || httpguts.ValidHeaderFieldName(string(n))
}

// isServers reports whether a field is about the connection or the framing of the
// message, which are the server's alone (RFC 9110, section 7.6.1; RFC 3875, section
// 6.3.4).
func isServers(name string) bool {
	switch strings.ToLower(name) {
	case "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade":
		return true
	}
	return false
}

// HasLateHeader reports whether content has a header block with a Content-Type in it, behind
// other text.
func HasLateHeader(content string) bool {
	for rest := content; ; {
		_, line, more := strings.Cut(rest, "\n")
		if !more {
			return false
		}
		rest = line
		header, _ := parseHeader([]byte(rest), true)
		named, typed := header.Get("Content-Type")
		if _, _, err := mime.ParseMediaType(named); typed && err == nil && strings.Contains(named, "/") && !header.Has(NoEmptyLine) {
			return true
		}
	}
}
