package cgi

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// Limits of a header block. Beyond them it is a fault, not an endless wait.
const (
	maxLine  = 64 << 10
	maxBlock = 256 << 10
)

// Header is the beginning of a script's output.
type Header struct {
	Fields []Field
	Status int    // 0 where the script named none
	Reason string // the words behind the Status number
	// Length is how many bytes of the output the block took, with its empty line.
	Length int
	// NotPassed are the names of fields that the script may not set.
	NotPassed []string
	// Dropped are the names of fields that were printed and cannot be sent: they are not missing.
	Dropped []string
	// Violations are the rules of RFC 3875, section 6, that the header breaks.
	Violations []Violation
	// Quoted are the lines of the header that break them, where it is a line that does.
	Quoted map[Violation]string
}

// traceback is the line that Python's module cgitb puts before the header of its page, on purpose:
// it hides what the script printed before. It is not a field, and not a fault of the script.
const traceback = "<!--: spam"

// parseHeader reads the header block of an output. It returns false where more of
// the output is needed to tell; with end true the output is all there will be.
//
// The lenient rule: where the first line is not "Name: value" there is no block, and
// where a later line is none the block ends before it. All CRs at the end of a line
// belong to the line's end: Windows' text mode makes CR CR LF of CR LF.
func parseHeader(output []byte, end bool) (Header, bool) {
	return new(headerParser).parse(output, end)
}

// headerParser reads a header block that arrives in pieces. It goes on where it stopped.
type headerParser struct {
	header Header
	last   openField
	at     int
}

// parse is parseHeader for an output that is longer each time.
func (p *headerParser) parse(output []byte, end bool) (Header, bool) {
	h, last := p.header, p.last
	if len(output) == 0 {
		h.violates(NoOutput, "")
		return h, end
	}
	for at := p.at; ; {
		rest := output[at:]
		i := bytes.IndexByte(rest, '\n')
		if i < 0 && !end && len(rest) <= maxLine && !emptyByCR(rest) && (isFieldStart(rest) || last.there() && isFoldStart(rest)) {
			p.header, p.last, p.at = h, last, at
			return h, false
		}
		whole, length := rest, len(rest)
		if i >= 0 {
			whole, length = rest[:i], i+1
		}
		line := bytes.TrimRight(whole, "\r")
		name, value, ok := splitField(line)
		fold := !ok && last.continues(line)
		switch {
		case ok && endsLinesWithCR(line, i < 0):
			h.close(last)
			h.Length = at
			first, _, _ := strings.Cut(string(line), "\r")
			h.violates(BareCR, first) // what is missing may be in the other lines
			return h, true
		case len(line) == 0 && i >= 0: // the empty line, or output that begins with one
			h.close(last)
			h.checkEnd(whole, line)
			h.Length = at + length
			return h.finished(), true
		case string(line) == traceback:
			h.close(last)
			last = openField{}
			h.forgetContent()
		case !ok && !fold && at == 0 && len(line) > 0:
			h.violates(NoHeader, "")
			return h, true
		case !ok && !fold: // what folded lines seemed to be was content, too
			h.close(last.unfolded())
			h.Length = at
			if last.folded != "" {
				h.Length = last.end
			}
			h.violates(NoEmptyLine, "")
			return h.finished(), true
		case len(line) > maxLine || at+length > maxBlock:
			h.violates(HeaderTooLong, "")
			return h, true
		case fold:
			last.fold(line)
		default:
			h.close(last)
			h.checkEnd(whole, line)
			last = openField{Field: Field{name, value}, first: value, end: at + length}
		}
		at += length
	}
}

// emptyByCR reports whether an empty line of CR alone is in a text. CRs before a LF are of its line end.
func emptyByCR(text []byte) bool {
	for {
		_, after, found := bytes.Cut(text, []byte("\r\r"))
		if text = bytes.TrimLeft(after, "\r"); !found || len(text) > 0 && text[0] != '\n' {
			return found
		}
	}
}

// endsLinesWithCR reports whether a field is several lines, which CR alone ends, as on an old Macintosh:
// one of them is empty, or no LF comes at all. A CR elsewhere is a character that no field has.
func endsLinesWithCR(line []byte, last bool) bool {
	return emptyByCR(line) || last && bytes.IndexByte(line, '\r') >= 0
}

// violates notes the breach of a rule, once, with the line of the header that breaks it.
func (h *Header) violates(what Violation, line string) {
	if h.Has(what) {
		return
	}
	h.Violations = append(h.Violations, what)
	if line != "" {
		if h.Quoted == nil {
			h.Quoted = map[Violation]string{}
		}
		h.Quoted[what] = line
	}
}

// checkEnd looks at how a line of the header ends.
func (h *Header) checkEnd(whole, line []byte) {
	if bytes.HasSuffix(whole, []byte("\r\r")) {
		h.violates(DoubledCR, string(line))
	}
}

// close adds a field that no further line continues.
func (h *Header) close(f openField) {
	if !f.there() {
		return
	}
	if f.folded != "" {
		h.violates(FoldedField, f.folded)
	}
	h.add(f.Name, f.Value)
}

func (h *Header) add(name, value string) {
	line := name + ": " + value
	switch {
	case strings.EqualFold(name, "Status"):
		h.addStatus(value)
	case !httpguts.ValidHeaderFieldValue(value):
		h.violates(BadField, line)
		h.Dropped = append(h.Dropped, name)
	case strings.EqualFold(name, "Content-Length") && !isDigits(value):
		h.violates(BadLength, line)
	case isOnce(name) && h.has(name):
		// Which of the two would count is anybody's guess (RFC 3875, section 6.3; RFC 9110, section 5.2).
		used, _ := h.Get(name)
		h.violates(DuplicateField, name+": "+used)
	case isServers(name):
		h.violates(FieldNotPassed, line)
		h.NotPassed = append(h.NotPassed, name)
	default:
		if strings.EqualFold(name, "Content-Type") && !isMediaType(value) {
			h.violates(BadType, line)
		}
		h.Fields = append(h.Fields, Field{name, value})
	}
}

// forgetContent forgets what was said of the content before a page that takes its place.
func (h *Header) forgetContent() {
	h.Fields = slices.DeleteFunc(h.Fields, func(f Field) bool {
		return strings.EqualFold(f.Name, "Content-Type") || strings.EqualFold(f.Name, "Content-Length")
	})
}

// needed are the fields without which a status does not do what it is for.
var needed = []struct {
	field string
	by    []int
	rule  Violation
}{
	{"WWW-Authenticate", []int{401}, NoChallenge},
	{"Location", []int{301, 302, 303, 307, 308}, NoLocation},
	{"Allow", []int{405}, NoAllow},
}

// fieldOf is the field that a rule is about.
func fieldOf(rule Violation) string {
	for _, each := range needed {
		if each.rule == rule {
			return each.field
		}
	}
	return ""
}

// finished adds the violations that show at the end of the block.
func (h Header) finished() Header {
	if !h.printed("Content-Type") && !h.printed("Location") && !slices.Contains(bare, h.Status) {
		h.violates(NoContentType, "")
	}
	h.checkLocation()
	for _, needed := range needed {
		if slices.Contains(needed.by, h.Status) && !h.printed(needed.field) {
			h.violates(needed.rule, h.statusField())
		}
	}
	return h
}

// statusField is the Status as it was printed, but for the spaces in it.
func (h Header) statusField() string {
	return strings.TrimSpace("Status: " + strconv.Itoa(h.Status) + " " + h.Reason)
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

// printed reports whether the script printed a field, whether it can be sent or not.
func (h Header) printed(name string) bool {
	return h.has(name) || slices.ContainsFunc(h.Dropped, func(dropped string) bool { return strings.EqualFold(dropped, name) })
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
