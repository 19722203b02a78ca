package lesson

import (
	"strings"

	"vitrina/server/internal/l10n"
)

// element is a part of a template: words of which one alternative fits, or a slot.
type element struct {
	words [][]string
	slot  string
}

// elementsOf reads a template. A colon is a word of its own.
func elementsOf(template string) []element {
	elements := []element{}
	for rest := strings.TrimSpace(template); rest != ""; rest = strings.TrimLeft(rest, " ") {
		switch rest[0] {
		case '(':
			inside, behind, _ := strings.Cut(rest[1:], ")")
			alternatives := element{}
			for alternative := range strings.SplitSeq(inside, "|") {
				alternatives.words = append(alternatives.words, strings.Fields(alternative))
			}
			elements, rest = append(elements, alternatives), behind
		case '{':
			slot, behind, _ := strings.Cut(rest[1:], "}")
			elements, rest = append(elements, element{slot: slot}), behind
		case ':', ',':
			elements, rest = append(elements, element{words: [][]string{{rest[:1]}}}), rest[1:]
		default:
			end := strings.IndexAny(rest, " :,({")
			if end < 0 {
				end = len(rest)
			}
			elements, rest = append(elements, element{words: [][]string{{rest[:end]}}}), rest[end:]
		}
	}
	return elements
}

// shownAs writes a template with its first alternatives, and something in the place of each slot.
func shownAs(template string, slot func(name string) string) string {
	shown := ""
	for _, each := range elementsOf(template) {
		text := ""
		if each.slot != "" {
			text = slot(each.slot)
		} else {
			text = strings.Join(each.words[0], " ")
		}
		if shown != "" && text != ":" {
			shown += " "
		}
		shown += text
	}
	return strings.TrimPrefix(strings.ReplaceAll(shown, " , ", ", "), " ")
}

// failure is how far a template fitted, and what would have had to follow.
type failure struct {
	at   int // the word
	want string
	// slot is the slot that was to be filled; empty where words were to follow.
	slot string
}

// match holds the words of a line, from one on, against a template.
func match(template string, words []word, from int, line string, locale l10n.Locale) (end int, slots map[string]string, failed *failure) {
	at := from
	for i, each := range elementsOf(template) {
		if each.slot == "" {
			next, fits := matchWords(each.words, words, at)
			if !fits {
				best := furthest(each.words, words, at)
				return at, slots, &failure{at: best.at, want: strings.TrimSpace(strings.Join(best.left, " ") + " " + shownFrom(template, i+1, locale))}
			}
			at = next
			continue
		}
		next, value, fits := fill(each.slot, words, at, line, locale)
		if !fits {
			return at, slots, &failure{at: at, want: shownFrom(template, i, locale), slot: each.slot}
		}
		if slots == nil {
			slots = map[string]string{}
		}
		slots[each.slot], at = value, next
	}
	return at, slots, nil
}

func matchWords(alternatives [][]string, words []word, from int) (end int, fits bool) {
	for _, alternative := range alternatives {
		if furthestIn(alternative, words, from) == from+len(alternative) {
			return from + len(alternative), true
		}
	}
	return from, false
}

// reach is how far an alternative fits, and what of it is left.
type reach struct {
	at   int
	left []string
}

// furthest is how far the alternative goes that fits longest.
func furthest(alternatives [][]string, words []word, from int) reach {
	most := reach{from, alternatives[0]}
	for _, alternative := range alternatives {
		if at := furthestIn(alternative, words, from); at > most.at {
			most = reach{at, alternative[at-from:]}
		}
	}
	return most
}

func furthestIn(wanted []string, words []word, from int) int {
	for i, each := range wanted {
		if from+i >= len(words) || words[from+i].quoted || !strings.EqualFold(words[from+i].text, each) {
			return from + i
		}
	}
	return from + len(wanted)
}

// shownFrom is the rest of a template, from an element on.
func shownFrom(template string, from int, locale l10n.Locale) string {
	shown := ""
	for _, each := range elementsOf(template)[from:] {
		text := slotNames[locale][each.slot]
		if each.slot == "" {
			text = strings.Join(each.words[0], " ")
		}
		if shown != "" && text != ":" {
			shown += " "
		}
		shown += text
	}
	return shown
}
