package lesson

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

func (p *fileReader) heading(node *ast.Heading) {
	at := p.lineOf(max(node.Pos(), 0))
	title := strings.TrimSpace(Plain(inlines(node, p.source)))
	title, id, is := named(title)
	if bare := bareID(title); !is && bare != "" {
		p.problem(at, 1, "lesson.noHash", "found", "{"+bare+"}", "meant", "{#"+bare+"}")
	}
	if is && !validID(id) {
		p.problem(at, 1, "lesson.badID", "id", short(id))
		id = ""
	}
	if node.Level == 1 {
		p.problem(at, 1, "lesson.heading")
		return
	}
	if id == "" {
		id = idOf(title)
	}
	switch {
	case title == "" || id == "":
		p.problem(at, 1, "lesson.noHeading")
		return
	case len(p.lesson.Steps) == MaxSteps:
		p.problem(at, 1, "lesson.tooManySteps", "most", number(MaxSteps))
		return
	case p.lesson.Step(id) != nil:
		p.problem(at, 1, "lesson.idTwice", "id", id)
	}
	p.lesson.Steps = append(p.lesson.Steps, Step{ID: id, Title: title, At: at})
	p.step, p.same = &p.lesson.Steps[len(p.lesson.Steps)-1], nil
}

// named parts a heading from the name of its step, in braces at its end.
func named(heading string) (title, id string, is bool) {
	title, behind, is := cutLast(heading, "{#")
	id, ends := strings.CutSuffix(behind, "}")
	if !is || !ends || strings.ContainsAny(id, "{}") {
		return heading, "", false
	}
	return strings.TrimSpace(title), id, true
}

// bareID is the name of a step in braces without #; empty where there is none.
func bareID(title string) string {
	_, behind, is := cutLast(title, "{")
	if id, ends := strings.CutSuffix(behind, "}"); is && ends && validID(id) {
		return id
	}
	return ""
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

// maxID is the length of a step's id.
const maxID = 64

func validID(id string) bool {
	for _, r := range id {
		if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return id != "" && len(id) <= maxID
}

// idOf is an id made from a heading.
func idOf(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	id := strings.Join(words, "-")
	for len(id) > maxID {
		_, size := utf8.DecodeLastRuneInString(id)
		id = id[:len(id)-size]
	}
	return id
}
