package lesson

import (
	"strconv"
	"strings"

	"vitrina/server/internal/distance"
)

// frontMatterKeys are the names of what stands at the top of a file, in both languages.
var frontMatterKeys = map[string]string{
	"title": "title", "minutes": "minutes", "opens": "opens", "needs": "needs", "predict": "predict",
	"título": "title", "titulo": "title", "minutos": "minutes", "abre": "opens", "necesita": "needs", "predecir": "predict",
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
		p.problem(1, 1, "lesson.noFrontMatter")
		return 0
	}
	given := map[string]bool{}
	for i, line := range lines[1:] {
		at := i + 2
		line = strings.TrimRight(line, " \t\r")
		if line == fence {
			if !given["title"] {
				p.problem(1, 1, "lesson.noTitle")
			}
			return at
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, _ := strings.Cut(line, ":")
		key := frontMatterKeys[strings.ToLower(strings.TrimSpace(name))]
		switch {
		case key == "":
			p.problem(at, 1, "lesson.unknownKey", "key", short(strings.TrimSpace(name)), "near", nearKey(name))
		case given[key]:
			p.problem(at, 1, "lesson.keyTwice", "key", key)
		default:
			given[key] = true
			p.frontMatterLine(at, key, strings.Trim(strings.TrimSpace(value), `"`))
		}
	}
	p.problem(1, 1, "lesson.frontMatterEnd")
	return len(lines)
}

func (p *fileReader) frontMatterLine(at int, key, value string) {
	switch key {
	case "title":
		if p.lesson.Title = value; value == "" {
			p.problem(at, 1, "lesson.noTitle")
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
			p.problem(at, 1, "lesson.badPredict", "value", short(value))
		}
	}
}

// nearKey is the name that was surely meant; otherwise all that there are.
func nearKey(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	for _, key := range []string{"title", "minutes", "opens", "needs", "predict", "título", "minutos", "abre", "necesita", "predecir"} {
		if distance.Edits(name, key, 2) <= 2 {
			return key
		}
	}
	return "title, minutes, opens, needs, predict"
}
