package blame

import (
	"slices"
	"strings"
)

// LineOfField is the line of Fields for one field.
func (s Source) LineOfField(name, value string) int { return s.Fields().Line(name, value) }

// Fields are the lines of a script that may print fields.
type Fields struct {
	lines   Source // the others are empty
	anyName bool   // one of them prints names that are put in when it runs
	php     bool   // PHP itself prints a type where the script prints none
	others  func() []Fields
}

// With are the fields, told that the script may go on in other files, which may print some of them.
func (f Fields) With(others func() []Fields) Fields {
	f.others = others
	return f
}

// Fields finds the lines that may print fields, once for all fields of a header.
func (s Source) Fields() Fields {
	f := Fields{lines: s.withoutComments(), php: s.isPHP(), others: func() []Fields { return nil }}
	for i, line := range f.lines {
		if !strings.Contains(line, ":") {
			f.lines[i] = ""
		}
		f.anyName = f.anyName || printsAnyName(line)
	}
	return f
}

// Line is the number of the one line that can have printed a field: it has the name at the
// beginning of a literal, and what stands behind it can have become the value. It is 0 where there
// is none, or where several could have printed it. A line that spells the name as it was printed
// goes before those that spell it otherwise.
func (f Fields) Line(name, value string) int {
	if name == "" || f.anyName || f.php && isDefaultOfPHP(name, value) {
		return 0
	}
	if line := f.line(name, value); line > 0 || !f.php || name != "Content-type" {
		return line
	}
	own, _, _ := strings.Cut(value, ";charset=") // which PHP adds to a type without one
	return f.line(name, own)
}

func (f Fields) line(name, value string) int {
	found := f.lines.linesOfField(name, value, strings.Index)
	if len(found) == 0 {
		found = f.lines.linesOfField(name, value, indexInAnyCase)
	}
	if len(found) != 1 || slices.ContainsFunc(f.others(), func(other Fields) bool { return other.canPrint(name, value) }) {
		return 0
	}
	return found[0]
}

// canPrint reports whether one of the lines can have printed a field.
func (f Fields) canPrint(name, value string) bool {
	return f.anyName || len(f.lines.linesOfField(name, value, indexInAnyCase)) > 0
}

// isDefaultOfPHP reports whether a field is as PHP prints it where the script sets no type
// (default_mimetype and default_charset, as php-cgi writes them). header() with the same letters cannot
// be told from it; with others it can.
func isDefaultOfPHP(name, value string) bool {
	return name == "Content-type" && (value == "text/html" || strings.HasPrefix(value, "text/html; charset="))
}

// indexInAnyCase is where a name stands in a line, whatever the case of its letters. The line is
// searched as it is: in lower case it may be longer or shorter, since some letters have another
// length then, and a byte that is not a letter at all becomes three.
func indexInAnyCase(line, name string) int {
	const small = 'a' - 'A' // the bit that a small letter of ASCII has more
	for at := range len(line) - len(name) + 1 {
		if line[at]|small == name[0]|small && strings.EqualFold(line[at:at+len(name)], name) {
			return at
		}
	}
	return -1
}

// linesOfField are the numbers of the lines that can have printed a field; index finds its name.
func (s Source) linesOfField(name, value string, index func(line, name string) int) []int {
	found := []int{}
	for i, line := range s {
		if line == "" {
			continue
		}
		line = strings.TrimSpace(line)
		for rest := line; ; {
			at := index(rest, name)
			if at < 0 {
				break
			}
			before := line[:len(line)-len(rest)+at]
			rest = rest[at+len(name):]
			if after, colon := strings.CutPrefix(rest, ":"); colon && beginsLiteral(before) && canBecome(after, value, line) {
				found = append(found, i+1)
				break
			}
		}
	}
	return found
}

// withoutComments are the lines, those of comments, of Python's docstrings and of what cannot run empty.
func (s Source) withoutComments() Source {
	code := make(Source, len(s))
	closing, before := "", ""
	for i, line := range s.withoutBlocks() {
		text := strings.TrimSpace(line)
		switch {
		case closing != "":
			if strings.Contains(text, closing) {
				closing = ""
			}
			continue
		case beginsComment(text):
			continue
		case isDocstring(text, before):
			if quotes := text[:3]; !strings.Contains(text[3:], quotes) {
				closing = quotes
			}
			continue
		case text != "":
			before = text
		}
		code[i] = line
	}
	return code
}

// isDocstring reports whether a line begins a text that is a statement of its own in Python, which
// does nothing. before is the line of code before it.
func isDocstring(text, before string) bool {
	own := before == "" || !strings.ContainsAny(before[len(before)-1:], "(,=+\\")
	return own && (strings.HasPrefix(text, `"""`) || strings.HasPrefix(text, "'''"))
}

// beginsLiteral reports whether what stands before a text on its line leaves that text at the
// beginning of a line of output: nothing, a quote, a line end, or the shell's echo. What begins a
// comment does not.
func beginsLiteral(before string) bool {
	if isComment(before) {
		return false
	}
	bare := strings.TrimRight(before, " \t")
	return bare == "" || strings.HasSuffix(bare, `\n`) || strings.ContainsAny(bare[len(bare)-1:], "\"'`{(|") ||
		bare == "echo" || strings.HasPrefix(bare, "echo -") && !strings.ContainsAny(bare, `"'`)
}

// canBecome reports whether what stands behind a field's name in its literal can have become a
// value: it is the value, or goes on with it up to something that is put in when the script runs.
func canBecome(after, value, line string) bool {
	after = strings.TrimLeft(after, " \t")
	value = strings.TrimSpace(value)
	n := 0
	for n < len(after) && n < len(value) && after[n] == value[n] && !isPutIn(after[n:]) {
		n++
	}
	rest, over := after[n:], n == len(value)
	switch {
	case rest == "":
		return over
	case strings.HasPrefix(rest, `\n`), strings.HasPrefix(rest, `\r`):
		return over
	case isPutIn(rest), rest[0] == '\\':
		return true
	case !strings.ContainsAny(rest[:1], "\"'`"):
		return over && strings.ContainsAny(rest[:1], "|)}") // the end of a literal with other quotes
	case over || n == 0: // the value is another literal, or a variable behind the quote
		return over || !closes(rest[1:], line) || n == 0
	}
	return !closes(rest[1:], line)
}

// isPutIn reports whether a text begins with what languages put values in by.
func isPutIn(text string) bool {
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "$") || strings.HasPrefix(text, "%") || strings.HasPrefix(text, "#{") || strings.HasPrefix(text, "@")
}

// closes reports whether the statement ends behind a literal, so that nothing is put behind it.
func closes(behind, line string) bool {
	behind = strings.TrimSpace(behind)
	if behind == "" { // a bracket that is still open goes on in the next line
		return strings.Count(line, "(") <= strings.Count(line, ")")
	}
	return behind[0] == ')' || behind[0] == ';' || behind[0] == '#'
}

// printsAnyName reports whether a line prints fields by names that are put in when it runs.
func printsAnyName(line string) bool {
	for _, pattern := range []string{"}: {", "%s: %s", `+ ": " +`, `+ ': ' +`, `. ": " .`, `. ': ' .`, `, ": ",`, "}: #{", "}: ${"} {
		if strings.Contains(line, pattern) {
			return true
		}
	}
	return false
}
