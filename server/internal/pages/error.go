package pages

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/reason"
)

// Problem is the content of an error page.
type Problem struct {
	// Code names it: the texts are error.CODE.title, error.CODE.what and error.CODE.todo.
	// See l10n.ProblemKey for codes in two parts.
	Code string
	// Todo names the text that says what to do, error.CODE.todo.TODO, where the code has several.
	Todo string
	// Args are the values in the texts. Where they name a mistake (see l10n.Mistake), the page
	// says what happened by it, and what to do.
	Args map[string]string
	// Sections are further facts, each under a heading of its own.
	Sections []Section
	// Nearest are paths of this site that may have been meant; a folder's ends in a slash. Where
	// Args name what one of them differs in, the page says it (see l10n.Differs).
	Nearest []string
}

// Section is a fact with a heading.
type Section struct {
	// Heading is the key of a text.
	Heading string
	// Lines are shown as they are, in a fixed pitch.
	Lines []Line
}

// Line is a line of a section. Number 0 shows none; Marked is the one that matters.
type Line struct {
	Number int
	Text   string
	Marked bool
}

// Text makes lines of a text.
func Text(text string) []Line {
	lines := []Line{}
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		lines = append(lines, Line{Text: strings.TrimRight(line, "\r")})
	}
	return lines
}

type errorPage struct {
	Lang     l10n.Locale
	Style    template.CSS
	Status   string
	Title    string
	What     string
	Why      string
	Todo     string
	Near     string
	Nearest  []link
	Differs  string
	Sections []shownSection
	Script   *script // nil for none
}

// link is a path as it is shown, and as an address has it.
type link struct {
	Text string
	Href template.URL
}

type shownSection struct {
	Heading string
	Lines   []Line
}

// WriteError answers with a status and the page for a problem. HTML loads the script at an address;
// empty for none.
func WriteError(w http.ResponseWriter, r *http.Request, status int, problem Problem, source string) {
	locale := l10n.Match(r.Header.Get("Accept-Language"))
	args := map[string]string{}
	for name, value := range problem.Args {
		args[name] = visible(value)
	}
	say := func(key string) string { return l10n.Text(locale, key, args) }
	of := func(part string) string { return say(l10n.ProblemKey(locale, problem.Code, part)) }
	todo := of("todo")
	if problem.Todo != "" {
		todo = of("todo." + problem.Todo)
	}
	p := errorPage{
		Lang: locale, Style: style(), Status: strconv.Itoa(status) + " " + reason.Phrase(status),
		Title: of("title"), What: of("what"), Todo: todo,
	}
	if why, todo := l10n.Mistake(locale, args); why != "" {
		p.Why = why
		if problem.Todo == "" {
			p.Todo = todo
		}
	}
	for _, section := range problem.Sections {
		lines := slices.Clone(section.Lines)
		for i := range lines { // the page itself is UTF-8, whatever they are
			lines[i].Text = strings.ToValidUTF8(lines[i].Text, "�")
		}
		p.Sections = append(p.Sections, shownSection{say(section.Heading), lines})
	}
	for _, path := range problem.Nearest {
		escaped := (&url.URL{Path: path}).EscapedPath()
		p.Nearest = append(p.Nearest, link{visible(Typed(path)), template.URL(escaped)}) //nolint:gosec // it begins with one slash and is escaped
		p.Near = say("error.nearest")
		p.Differs = l10n.Differs(locale, args)
	}
	var body bytes.Buffer
	if wantsHTML(r) {
		p.Script = scriptFrom(source)
		if err := templates().ExecuteTemplate(&body, "error.html", p); err != nil {
			panic(err) // the template is our own and tested
		}
		sendHTML(w, r, status, locale, p.Script, body.Bytes())
		return
	}
	body.WriteString(p.Status + "\n\n" + p.Title + "\n" + p.What + "\n")
	if p.Why != "" {
		body.WriteString(p.Why + "\n")
	}
	body.WriteString(p.Todo + "\n")
	if len(p.Nearest) > 0 {
		body.WriteString("\n" + p.Near + "\n")
		for _, near := range p.Nearest {
			body.WriteString("  " + near.Text + "\n")
		}
		if p.Differs != "" {
			body.WriteString(p.Differs + "\n")
		}
	}
	for _, section := range p.Sections {
		body.WriteString("\n" + section.Heading + "\n")
		for _, line := range section.Lines {
			mark, number := "  ", ""
			if line.Marked {
				mark = "> "
			}
			if line.Number > 0 {
				number = strconv.Itoa(line.Number) + "  "
			}
			body.WriteString(mark + number + line.Text + "\n")
		}
	}
	sendText(w, r, status, "text/plain", locale, body.Bytes())
}

// Typed is a path as it has to be typed: some characters mean something else in an address, and
// others a browser escapes by itself (RFC 3986, sections 2.1, 3.4 and 3.5).
func Typed(path string) string { return typed.Replace(path) }

var typed = strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F")
