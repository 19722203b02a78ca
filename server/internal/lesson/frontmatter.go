package lesson

import (
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/distance"
	"vitrina/server/internal/l10n"
)

// shownKeys are the names of what stands at the top of a file in each language, in the order in which they
// are shown.
var shownKeys = map[l10n.Locale][]string{
	l10n.English: {"title", "minutes", "opens", "needs", "predict"},
	l10n.Spanish: {"título", "minutos", "abre", "necesita", "predecir"},
}

// keyOf is the English name of one in either language; empty where it is none. An accent may be missing.
func keyOf(name string) string {
	name = strings.ToLower(name)
	if name == "titulo" {
		name = "título"
	}
	for _, keys := range shownKeys {
		if at := slices.Index(keys, name); at >= 0 {
			return shownKeys[l10n.English][at]
		}
	}
	return ""
}

// shownKey is a name in the language of a file.
func shownKey(key string, locale l10n.Locale) string {
	return shownKeys[locale][slices.Index(shownKeys[l10n.English], key)]
}

// fence begins and ends the front matter.
const fence = "---"

// Begins reports whether a text begins as a lesson does.
func Begins(source []byte) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(string(source[:min(len(source), 64)]), "\uFEFF"), "\n")
	return strings.TrimRight(first, " \t\r") == fence
}

// frontMatter reads the lines between the first two fences, and gives the number of lines that they are.
func (p *fileReader) frontMatter(lines []string) (count int) {
	if len(lines) == 0 || strings.TrimRight(lines[0], " \t\r") != fence {
		p.problem(1, 1, "lesson.noFrontMatter", "title", shownKey("title", p.lesson.Locale))
		return 0
	}
	if !closed(lines) {
		p.problem(1, 1, "lesson.frontMatterEnd")
		return len(lines) // all of it would be wrong
	}
	given := map[string]bool{}
	for i, line := range lines[1:] {
		at := i + 2
		line = strings.TrimRight(line, " \t\r")
		if line == fence {
			if !given["title"] {
				p.noTitle(1)
			}
			return at
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, colon := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		key := keyOf(name)
		word, rest, _ := strings.Cut(name, " ")
		switch {
		case !colon && keyOf(word) != "":
			p.problem(at, 1, "lesson.noColon", "line", strings.TrimSpace(word+": "+short(strings.TrimSpace(rest))))
			given[keyOf(word)] = true
		case key == "":
			p.problem(at, 1, "lesson.unknownKey", "key", short(name), "near", nearKey(name, p.lesson.Locale))
		case given[key]:
			p.problem(at, 1, "lesson.keyTwice", "key", short(name))
		default:
			given[key] = true
			p.frontMatterLine(at, key, strings.Trim(strings.TrimSpace(value), `"`))
		}
	}
	return len(lines)
}

// closed reports whether the front matter ends, before a step or a block begins: a line --- behind that is
// a hint's.
func closed(lines []string) bool {
	for _, line := range lines[1:] {
		switch line = strings.TrimRight(line, " \t\r"); {
		case line == fence:
			return true
		case strings.HasPrefix(line, "## "), strings.HasPrefix(line, "```"):
			return false
		}
	}
	return false
}

func (p *fileReader) noTitle(at int) {
	p.problem(at, 1, "lesson.noTitle", "title", shownKey("title", p.lesson.Locale))
}

func (p *fileReader) frontMatterLine(at int, key, value string) {
	switch key {
	case "title":
		if p.lesson.Title = value; value == "" {
			p.noTitle(at)
		}
	case "minutes":
		minutes, err := strconv.Atoi(value)
		if err != nil || minutes < 1 || minutes > 600 {
			p.problem(at, 1, "lesson.badMinutes", "value", short(value))
			return
		}
		p.lesson.Minutes = minutes
	case "opens":
		if !strings.HasPrefix(value, "/") || strings.HasPrefix(value, "//") || strings.ContainsAny(value, " \\\t") {
			p.problem(at, 1, "lesson.badOpens", "value", short(value))
			return
		}
		p.lesson.Opens = value
		p.link(value, at)
	case "needs":
		p.lesson.Needs = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
	case "predict":
		switch strings.ToLower(value) {
		case "yes", "sí", "si", "true":
		case "no", "false":
			p.lesson.Predict = false
		default:
			p.problem(at, 1, "lesson.badPredict", "key", shownKey("predict", p.lesson.Locale), "value", short(value))
		}
	}
}

// nearKey is the name that was surely meant; otherwise all that there are in a language.
func nearKey(name string, locale l10n.Locale) string {
	for _, each := range []l10n.Locale{locale, other(locale)} {
		for _, key := range shownKeys[each] {
			if distance.Edits(strings.ToLower(name), key, 2) <= 2 {
				return key
			}
		}
	}
	return strings.Join(shownKeys[locale], ", ")
}
