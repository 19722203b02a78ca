package blame

import (
	"os"
	"strings"
)

// Source is a script's lines.
type Source []string

// maxSource is how much of a script is read.
const maxSource = 1 << 20

// ReadSource reads a script; it is nil where the file cannot be read or is too long to be one.
func ReadSource(file string) Source {
	info, err := os.Stat(file)
	if err != nil || info.Size() > maxSource {
		return nil
	}
	source, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(source), "\r\n", "\n"), "\n"), "\n")
}

// LineOfText is the number of the one line that has a line of output as a literal; 0 where
// none has, or several have.
func (s Source) LineOfText(printed string) int {
	text := strings.TrimSpace(printed)
	return s.only(func(line string) bool { return text != "" && hasLiteral(line, text) })
}

// LineOfField is the number of the one line that prints a field: that has it, as it was
// printed, as a literal, or else its name alone, since a script may put the value together
// from parts. It is 0 where there is none, or where several could have printed it.
func (s Source) LineOfField(name, value string) int {
	before, value := strings.ToLower(name)+":", strings.ToLower(value)
	rest := func(line string) (string, bool) { // what follows the name
		at := strings.Index(strings.ToLower(line), before)
		if at < 0 || isComment(line[:at]) {
			return "", false
		}
		return strings.ToLower(strings.TrimLeft(line[at+len(before):], " \t")), true
	}
	if whole := s.only(func(line string) bool {
		after, named := rest(line)
		after, found := strings.CutPrefix(after, value)
		return named && found && endsLiteral(after)
	}); whole > 0 {
		return whole
	}
	return s.only(func(line string) bool {
		_, named := rest(line)
		return named
	})
}

// only is the number of the one line for which something holds; 0 where it holds for none or
// for several.
func (s Source) only(holds func(line string) bool) int {
	found := 0
	for i, line := range s {
		if !holds(strings.TrimSpace(line)) {
			continue
		}
		if found > 0 {
			return 0
		}
		found = i + 1
	}
	return found
}

// hasLiteral reports whether a line has a text as a literal: between quotes, as a whole line
// of a longer one, or as the words of a shell's echo.
func hasLiteral(line, text string) bool {
	line = strings.ReplaceAll(line, `\"`, `"`)
	if line == text || line == "echo "+text {
		return true
	}
	for rest := line; ; {
		before, after, found := strings.Cut(rest, text)
		switch {
		case !found:
			return false
		case before != "" && strings.ContainsAny(before[len(before)-1:], "\"'`") && endsLiteral(after):
			return true
		}
		rest = rest[len(before)+1:]
	}
}

// endsLiteral reports whether a literal, or a line of its text, is over.
func endsLiteral(after string) bool {
	return after == "" || strings.ContainsAny(after[:1], "\"'`\\")
}

// isComment reports whether what stands before a text on its line makes a comment of it, in
// one of the languages that scripts are written in. It may take a literal for one.
func isComment(before string) bool {
	for _, mark := range []string{"#", "//", "/*", "--", "<!--"} {
		if strings.Contains(before, mark) {
			return true
		}
	}
	return strings.HasPrefix(before, "* ") // within /* … */
}
