package lesson

import (
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
)

const file = "---\ntitle: T\n---\n## One {#one}\n%text%\n```check\n%check%\n```\n```hint\n%condition%\n---\n%below%\n```\n```python\n%code%\n```\n"

// at is the file with a text in one of its places, and where it ends there.
func at(place, text string) (source string, line, column int) {
	for _, each := range []string{"text", "check", "condition", "below", "code"} {
		replacement := ""
		if each == place {
			replacement = text
		}
		if source == "" {
			source = file
		}
		if each == place {
			line = 1 + strings.Count(source[:strings.Index(source, "%"+each+"%")], "\n")
		}
		source = strings.Replace(source, "%"+each+"%", replacement, 1)
	}
	return source, line, 1 + units(text)
}

func TestWhatCanStandAtAPlace(t *testing.T) {
	for _, c := range []struct {
		place, text string
		locale      l10n.Locale
		label       string // one of them; "-" for none at all
		insert      string
		from        int
	}{
		{"check", "", "en", "a METHOD of TARGET", "a ${1:METHOD} of ${2:TARGET}", 1},
		{"check", "  the stu", "en", `the student chose "TEXT"`, `the student chose "${1:TEXT}"`, 3},
		{"check", "", "es", "una petición de DESTINO", "una petición de ${1:DESTINO}", 1},
		{"check", "the", "es", "the file FILE exists", "the file ${1:FILE} exists", 1},
		{"check", "then ", "en", "one", "one", 6},
		{"check", "a GET of /x ", "en", "was answered ANSWER", "was answered ${1:ANSWER}", 13},
		{"check", "a GET of /x was", "en", "was guessed", "was guessed", 13},
		{"check", "𝄞 GET", "en", "the student answered", "the student answered", 1},
		{"check", "a GET of /x had ETag ", "en", "and", "and ", 22},
		{"check", "a GET of /x had ETag ", "en", ", after an edit of FILE", ", after an edit of ${1:FILE}", 22},
		{"check", "a GET of /x had ETag and ", "en", "had no HEADER", "had no ${1:HEADER}", 26},
		{"check", "un GET de /x tenía ETag y ", "en", "se descargó", "se descargó", 27},
		{"condition", "a GET of /x ", "en", "was shown", "was shown", 13},
		{"below", "", "en", "-", "", 0},
		{"code", "", "en", "-", "", 0},
		{"text", "", "en", "```check", "```check\n$0\n```", 1},
		{"text", "``", "es", "```pista", "```pista\n${1}\n---\n${2}\n```", 1},
		{"text", "word", "en", "-", "", 0},
	} {
		source, line, column := at(c.place, c.text)
		items := Complete(source, c.locale, l10n.English, line, column)
		labels := []string{}
		found := false
		for _, each := range items {
			labels = append(labels, each.Label)
			if each.Label == c.label {
				found = true
				if each.Insert != c.insert || each.From != c.from || each.Documentation == "" {
					t.Errorf("%s %q: %s inserts %q from %d, want %q from %d", c.place, c.text, each.Label, each.Insert, each.From, c.insert, c.from)
				}
			}
		}
		if !found && c.label != "-" || c.label == "-" && len(items) > 0 {
			t.Errorf("%s %q: %q is not in %v", c.place, c.text, c.label, labels)
		}
	}
}

// What is completed can be read: each form, filled in.
func TestWhatIsCompletedCanBeRead(t *testing.T) {
	fill := strings.NewReplacer("METHOD", "GET", "TARGET", "/x", "ANSWER", "404", "HEADER", "ETag", "VALUE", "1", "TYPE", "text/html", "CODE", "noContentType", "FILE", "a.html", "N ", "3 ")
	for _, each := range forms {
		line := fill.Replace(each.shown(l10n.English))
		switch each.part {
		case subject:
			line += " was shown"
		case claim:
			line = "a GET of /x " + line
		case whole:
		}
		assertion, _, problem := parseLine(line, l10n.English, &Subject{Target: "/y"})
		if problem != nil {
			t.Errorf("%s: %s", line, problem.In(l10n.English))
			continue
		}
		if each.part != subject && assertion.Claims[0].Form != each.id {
			t.Errorf("%s is read as %s, not %s", line, assertion.Claims[0].Form, each.id)
		}
	}
}

func TestAnAssertionIsExplainedWhereItStands(t *testing.T) {
	line := "then one had no Content-Type and was guessed"
	for text, want := range map[string]struct {
		words    string
		from, to int
	}{
		"then o":                         {"`one`", 6, 9},
		"then one had no Con":            {"`had no HEADER`", 10, 29},
		line:                             {"`was guessed`", 34, 45},
		"then one had no Content-Type a": {"", 0, 0},
	} {
		source, at, _ := at("check", line)
		hover := Hover(source, l10n.English, l10n.English, at, 1+len(text))
		if !strings.HasPrefix(hover.Documentation, want.words) || (want.words == "") != (hover.Documentation == "") || hover.From != want.from || hover.To != want.to {
			t.Errorf("%q: %q from %d to %d", text, hover.Documentation, hover.From, hover.To)
		}
	}
	source, at, column := at("below", line)
	if hover := Hover(source, l10n.English, l10n.English, at, column); hover.Documentation != "" {
		t.Errorf("the text of a hint is explained: %s", hover.Documentation)
	}
}

// The documents list each form, with its words and what it means, in the order of the table.
func TestTheDocumentsListEachForm(t *testing.T) {
	for locale, page := range map[l10n.Locale]string{l10n.English: "../../../docs/lessons.md", l10n.Spanish: "../../../docs/lessons.es.md"} {
		rows := rowsOf(t, page)
		for _, each := range forms {
			row := [2]string{"`" + each.shown(locale) + "`", each.explained(locale)}
			if !slices.Contains(rows, row) {
				t.Errorf("%s lacks the row | %s | %s |", page, row[0], row[1])
			}
		}
	}
}
