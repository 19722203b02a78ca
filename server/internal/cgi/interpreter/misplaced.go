package interpreter

import (
	"strings"

	"vitrina/server/internal/pattern"
)

// Misplaced is a line that is meant as a #! line and is none, or names no program.
type Misplaced struct {
	// Reason is the key of a text.
	Reason string
	Line   int // counts from 1
}

// Why a #! line is none: a system looks at the first two bytes of a file (execve(2)).
const (
	ShebangSpaced   = "shebangSpaced"   // there is a space before or within “#!”
	ShebangNotFirst = "shebangNotFirst" // empty lines or comments come before it
	ShebangHalf     = "shebangHalf"     // one of its two characters is missing
	ShebangSwapped  = "shebangSwapped"  // they are in the other order
	ShebangEmpty    = "shebangEmpty"    // it names no program
)

// half is a #! line with one of its characters: a comment may begin so, but not with a program's path.
var half = pattern.Lazy(`^[#!]/\S*bin/\w`)

var swapped = pattern.Lazy(`^!#\s*/\S*bin/\w`)

// FindMisplaced finds the #! line at the beginning of a file that is not where it counts.
// Only empty lines and comments may stand before it: elsewhere it is a part of the program.
func FindMisplaced(start string) (Misplaced, bool) {
	start = strings.TrimPrefix(start, "\ufeff")
	if words := Shebang(start); words != nil {
		return Misplaced{ShebangEmpty, 1}, len(words) == 0
	}
	if half().MatchString(start) {
		return Misplaced{ShebangHalf, 1}, true
	}
	if swapped().MatchString(start) {
		return Misplaced{ShebangSwapped, 1}, true
	}
	number := 0
	for line := range strings.Lines(start) {
		number++
		text := strings.TrimSpace(line)
		program, marked := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(text, "#")), "!")
		if marked && strings.HasPrefix(text, "#") && strings.HasPrefix(strings.TrimSpace(program), "/") {
			if number == 1 {
				return Misplaced{ShebangSpaced, number}, true
			}
			return Misplaced{ShebangNotFirst, number}, true
		}
		if text != "" && !strings.HasPrefix(text, "#") {
			break
		}
	}
	return Misplaced{}, false
}
