package pages

import (
	"fmt"
	"strings"
	"unicode"
)

// visible shows the characters of a name that would not be seen, or that would have
// others be seen in another order (Unicode Standard Annex 9, section 2; Unicode Technical
// Report 36, section 2.5), by their number.
func visible(name string) string {
	if strings.IndexFunc(name, hidden) < 0 {
		return name
	}
	var shown strings.Builder
	for _, c := range name {
		if hidden(c) {
			fmt.Fprintf(&shown, "\u2039U+%04X\u203a", c)
		} else {
			shown.WriteRune(c)
		}
	}
	return shown.String()
}

func hidden(c rune) bool {
	switch {
	case c == '\u200c' || c == '\u200d': // they join letters, and emoji, and are seen by that
		return false
	case unicode.IsControl(c) || unicode.In(c, unicode.Zl, unicode.Zp):
		return true
	case unicode.Is(unicode.Cf, c):
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, c)
	}
	return unicode.Is(unicode.Other_Default_Ignorable_Code_Point, c) && !unicode.Is(unicode.Mn, c) // fillers of Hangul
}
