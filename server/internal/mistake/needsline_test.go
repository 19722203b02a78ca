package mistake

import (
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/pattern"
)

var speaksOfLine = pattern.Lazy(`\b(?:this|the) line\b|\bat this point\b|\bhere\b`)

// A text that speaks of “this line” is not said where there is no line.
func TestTextsThatSpeakOfTheLineNeedOne(t *testing.T) {
	always := map[string]bool{ // these are said only with a line, or do not mean it
		"arguments": true, "braces": true, "dollarMissing": true, "dotJoins": true, "localVariable": true, "spacesAroundEquals": true,
	}
	for language, rules := range languages {
		for _, each := range rules() {
			said := l10n.Text(l10n.English, "mistake."+each.key+".what", nil) + l10n.Text(l10n.English, "mistake."+each.key+".todo", nil)
			if speaksOfLine().MatchString(said) && !always[each.key] && !(Mistake{Key: each.key}).NeedsLine() {
				t.Errorf("%s: %s: %s", language, each.key, said)
			}
		}
	}
}
