package errorpage

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
	return unicode.IsControl(c) || unicode.In(c, unicode.Bidi_Control, unicode.Zl, unicode.Zp) || c == '\u200b' || c == '\ufeff'
}
