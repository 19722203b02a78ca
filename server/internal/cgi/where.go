package cgi

import (
	"os"
	"strings"
)

// maxSource is how much of a script is read to find the line that prints a field.
const maxSource = 1 << 20

// ReadSource is the script's lines, for looking up where something comes from; nil
// where the file cannot be read or is too long to be a script.
func ReadSource(file string) []string {
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

// LineOfText is the number of the first line that holds a text that was printed, as it
// would stand in a literal; 0 where none does.
func LineOfText(lines []string, printed string) int {
	text := strings.TrimSpace(printed)
	for i, line := range lines {
		if text != "" && strings.Contains(strings.ReplaceAll(line, `\"`, `"`), text) {
			return i + 1
		}
	}
	return 0
}

// LineOf is the number of the first line, after the line after, whose text has the
// field as it was printed, else one that has its name followed by a colon; 0 where
// there is none, since a script may put a field together from parts.
func LineOf(lines []string, f Field, after int) int {
	name := strings.ToLower(f.Name) + ":"
	value := strings.ToLower(f.Value)
	likely := 0
	for i, line := range lines {
		text := strings.ToLower(strings.TrimSpace(line))
		at := strings.Index(text, name)
		if i+1 <= after || at < 0 || strings.HasPrefix(text, "#") || strings.HasPrefix(text, "//") {
			continue
		}
		if strings.HasPrefix(strings.TrimLeft(text[at+len(name):], " \t"), value) {
			return i + 1
		}
		if likely == 0 {
			likely = i + 1
		}
	}
	return likely
}
