package lesson

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"vitrina/server/internal/distance"
	"vitrina/server/internal/l10n"
)

// The fenced blocks that are not text, by the word behind the fence.
const (
	fenceCheck  = "check"
	fenceChoice = "choice"
	fenceHint   = "hint"
	fenceDone   = "done"
)

// fenceWords are those words in each language.
var fenceWords = map[l10n.Locale]map[string]string{
	l10n.English: {fenceCheck: "check", fenceChoice: "choice", fenceHint: "hint", fenceDone: "done"},
	l10n.Spanish: {fenceCheck: "comprueba", fenceChoice: "pregunta", fenceHint: "pista", fenceDone: "hecho"},
}

// fenceOf is the kind of a block, by the word behind its fence in either language; empty for text.
func fenceOf(word string) string {
	word = strings.ToLower(word)
	for _, words := range fenceWords {
		for kind, each := range words {
			if each == word {
				return kind
			}
		}
	}
	return ""
}

// otherWords are words that people write for a block and that are far from its own.
var otherWords = map[string]string{
	"question": "choice", "questions": "choice", "quiz": "choice",
	"comprobar": "comprueba", "comprobación": "comprueba", "comprobacion": "comprueba",
	"preguntar": "pregunta", "explicación": "hecho", "explicacion": "hecho", "terminado": "hecho",
}

// codeWords are languages of code whose names are near those of a block.
var codeWords = map[string]bool{"dot": true, "ini": true, "node": true, "none": true}

// meantFence is the block that a word behind a fence was surely meant to be; empty where it is code. Of
// short words only one letter may differ: many languages have such names.
func meantFence(word string) string {
	if codeWords[word] {
		return ""
	}
	if other := otherWords[word]; other != "" {
		return other
	}
	best, least := "", 3
	if len([]rune(word)) < 5 {
		least = 2
	}
	for _, locale := range l10n.Locales {
		for _, kind := range []string{fenceCheck, fenceChoice, fenceHint, fenceDone} {
			known := fenceWords[locale][kind]
			if edits := distance.Edits(word, known, 2); edits < least {
				best, least = known, edits
			}
		}
	}
	return best
}

// unclosed reports whether a fenced block lacks the fence that ends it: the file ends first, or another
// block of a step begins. In one of those no block may begin at all.
func (p *fileReader) unclosed(node *ast.FencedCodeBlock, first int, kind string) bool {
	opening := strings.TrimLeft(p.lines[first-1], " ")
	marks := opening[:len(opening)-len(strings.TrimLeft(opening, opening[:1]))]
	for _, line := range p.lines[first:] {
		text, begins := strings.CutPrefix(strings.TrimSpace(line), marks)
		if !begins || indent(line) > 3 {
			continue
		}
		text = strings.TrimLeft(text, marks[:1])
		if text == "" {
			return false
		}
		word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
		if kind != "" || fenceOf(word) != "" {
			return true
		}
	}
	return true
}
