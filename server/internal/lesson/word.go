package lesson

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word of a line, a text in quotes, or a comma or colon at the end of one.
type word struct {
	text string
	// start and end are offsets in the line, in bytes, with the quotes.
	start, end int
	quoted     bool
}

// closing are the quotes that end a text, by those that begin one.
var closing = map[rune]rune{'"': '"', '`': '`', '“': '”', '«': '»'}

// wordsOf parts a line. An unclosed quote is told by its offset, which is else -1.
func wordsOf(line string) (words []word, unclosed int) {
	for at := 0; at < len(line); {
		r, size := utf8.DecodeRuneInString(line[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		if end := closing[r]; end != 0 {
			length := strings.IndexRune(line[at+size:], end)
			if length < 0 {
				return words, at
			}
			start := at
			at += size + length + utf8.RuneLen(end)
			words = append(words, word{text: line[start+size : start+size+length], start: start, end: at, quoted: true})
			continue
		}
		start := at
		for at < len(line) {
			r, size = utf8.DecodeRuneInString(line[at:])
			if unicode.IsSpace(r) {
				break
			}
			if end := closing[r]; end != 0 && at > start && line[at-1] == '=' { // name="a value"
				length := strings.IndexRune(line[at+size:], end)
				if length < 0 {
					return words, at
				}
				at += size + length + utf8.RuneLen(end)
				continue
			}
			at += size
		}
		words = append(words, punctuated(line, start, at)...)
	}
	return words, -1
}

// punctuated is a word, and the comma or colon that ends it as a word of its own.
func punctuated(line string, start, end int) []word {
	text := line[start:end]
	if last := text[len(text)-1]; len(text) > 1 && (last == ',' || last == ':') {
		return []word{{text: text[:len(text)-1], start: start, end: end - 1}, {text: string(last), start: end - 1, end: end}}
	}
	return []word{{text: text, start: start, end: end}}
}
