package lesson

import (
	"strconv"
	"unicode"
)

// maxShown is how much of a text of a file a sentence shows.
const maxShown = 80

// short is a text as a sentence shows it: on one line, and not too much of it.
func short(text string) string {
	shown := []rune{}
	for _, r := range text {
		if len(shown) == maxShown {
			return string(shown) + "…"
		}
		if !unicode.IsPrint(r) {
			r = ' '
		}
		shown = append(shown, r)
	}
	return string(shown)
}

func number(n int) string { return strconv.Itoa(n) }
