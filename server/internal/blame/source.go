package blame

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

// Source is a script's lines.
type Source []string

const (
	// maxSource is how much of a script is read.
	maxSource = 1 << 20
	// start is how much of it shows whether it is text.
	start = 512
)

// ReadSource reads a script; it is nil where the file cannot be read, is too long to be one, or is a
// program that was compiled.
func ReadSource(file string) Source {
	source, _ := ReadScript(file)
	return source
}

// ReadScript is ReadSource, and reports whether the file is a program that was compiled.
func ReadScript(file string) (source Source, compiled bool) {
	f, err := os.Open(file)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	content := make([]byte, start)
	n, err := io.ReadFull(f, content)
	content = content[:n]
	switch {
	case err != nil && err != io.EOF && err != io.ErrUnexpectedEOF:
		return nil, false
	case isCompiled(content):
		return nil, true
	case err != nil: // that was all
		return SourceOf(content), false
	}
	rest, err := io.ReadAll(io.LimitReader(f, maxSource))
	if err != nil || len(content)+len(rest) > maxSource {
		return nil, false
	}
	return SourceOf(append(content, rest...)), false
}

// SourceOf is what a script of this content has for lines: none where it was compiled.
func SourceOf(content []byte) Source {
	if isCompiled(content) {
		return nil
	}
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n"), "\n")
}

// isCompiled reports whether content begins with bytes that no line of text has.
func isCompiled(content []byte) bool {
	return bytes.IndexByte(content[:min(len(content), start)], 0) >= 0
}

// LineOfText is the number of the one line that has a line of output as a literal; 0 where
// none has, or several have.
func (s Source) LineOfText(printed string) int {
	text := strings.TrimSpace(printed)
	return s.withoutBlocks().only(func(line string) bool { return text != "" && hasLiteral(line, text) })
}

// LineOfCommand is the only line of a shell script that calls a command with a word; 0 where none
// does, or several.
func (s Source) LineOfCommand(command, word string) int {
	called := regexp.MustCompile(`(?:^|[\s;&|($\x60])` + regexp.QuoteMeta(command) + `\s`)
	return s.withoutComments().only(func(line string) bool {
		return called.MatchString(line) && strings.Contains(line, word)
	})
}

// LineOfPrinted is the number of the one line that prints a line of output, which may be a field;
// 0 where none has it, or several have.
func (s Source) LineOfPrinted(printed string) int {
	if name, value, found := strings.Cut(printed, ":"); found {
		if line := s.LineOfField(strings.TrimSpace(name), strings.TrimSpace(value)); line > 0 {
			return line
		}
	}
	return s.LineOfText(printed)
}

// any reports whether something holds for a line.
func (s Source) any(holds func(line string) bool) bool { return slices.ContainsFunc(s, holds) }

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
		bare := strings.TrimRight(before, " \t") // the text may begin with spaces
		switch {
		case !found:
			return false
		case bare != "" && strings.ContainsAny(bare[len(bare)-1:], "\"'`") && endsLiteral(after):
			return true
		}
		rest = rest[len(before)+1:]
	}
}

// endsLiteral reports whether a literal, or a line of its text, is over.
func endsLiteral(after string) bool {
	return after == "" || strings.ContainsAny(after[:1], "\"'`\\")
}

// commentMarks begin comments, in one of the languages that scripts are written in.
var commentMarks = []string{"#", "//", "/*", "--", "<!--"}

// isComment reports whether what stands before a text on its line makes a comment of it. It may
// take a literal for one.
func isComment(before string) bool {
	for _, mark := range commentMarks {
		if strings.Contains(before, mark) {
			return true
		}
	}
	return strings.HasPrefix(before, "* ") // within /* … */
}

// beginsComment reports whether a line is a comment.
func beginsComment(line string) bool {
	for _, mark := range commentMarks {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return strings.HasPrefix(line, "* ")
}
