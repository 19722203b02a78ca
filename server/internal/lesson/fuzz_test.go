package lesson

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Whatever is in a file: it is read, its problems lie in it, it leads nowhere that it must not, and it
// says the same as itself.
func FuzzParse(f *testing.F) {
	for _, c := range formCases {
		f.Add(front+"## One {#one}\n```choice\nQ?\n- [ ] zero\n- [x] one\n```\n```check\n"+c.english+"\n```\n```pista\n"+c.spanish+"\n---\n[a](/b) *c*\n```\n", 7, 3)
	}
	for _, each := range hostile() {
		f.Add(each[:min(len(each), 4096)], 1, 1)
	}
	f.Fuzz(func(t *testing.T, source string, line, column int) {
		for _, locale := range l10n.Locales {
			l, problems := Parse([]byte(source), locale)
			lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(source, "\uFEFF"), "\r\n", "\n"), "\r", "\n"), "\n")
			for _, each := range problems {
				if each.Line < 1 || each.Line > len(lines) || each.Column < 1 || each.Column > 1+units(lines[each.Line-1]) {
					t.Fatalf("a problem at %d:%d: %s", each.Line, each.Column, each.Code)
				}
				if text := each.In(locale); !utf8.ValidString(text) || len(text) > 4000 {
					t.Fatalf("%q", text)
				}
			}
			Complete(source, locale, locale, line, column)
			Hover(source, locale, locale, line, column)
			ParseTest([]byte(source), l)
			if Errors(problems) {
				continue
			}
			if differs := CompareTwins(l, l); len(differs) > 0 {
				t.Fatalf("it differs from itself: %+v", differs)
			}
			s := NewState()
			for _, c := range formCases[:5] {
				for _, x := range c.yes {
					s.AddExchange(l, x)
				}
			}
			holdsToRules(t, s.Show(l))
		}
	})
}

// holdsToRules looks at every block of a lesson.
func holdsToRules(t *testing.T, l *protocol.Lesson) {
	t.Helper()
	var look func(blocks []protocol.Block, depth int)
	look = func(blocks []protocol.Block, depth int) {
		if depth > maxDepth+2 {
			t.Fatal("blocks lie too deep in each other")
		}
		for _, each := range blocks {
			for _, span := range each.Spans {
				if (span.Href != "") != (span.Kind == protocol.SpanLink) || span.Href != "" && !strings.HasPrefix(strings.ToLower(span.Href), "http") && (!strings.HasPrefix(span.Href, "/") || strings.HasPrefix(span.Href, "//")) {
					t.Fatalf("%+v", span)
				}
			}
			look(each.Blocks, depth+1)
			for _, item := range each.Items {
				look(item, depth+1)
			}
		}
	}
	look(l.Intro, 0)
	for _, step := range l.Steps {
		look(step.Blocks, 0)
		look(step.Afterwards, 0)
		for _, hint := range step.Hints {
			look(hint, 0)
		}
	}
}

// hostile are files that nobody writes by mistake.
func hostile() []string {
	fill := func(text string) string { return front + strings.Repeat(text, (MaxFile-100)/len(text)) + "\n" }
	return []string{
		fill(">"), fill("> "), fill("- "), fill("- [ ] "), fill("["), fill("[a]("), fill("![a"), fill("*"), fill("**a "), fill("_a_*"), fill("`"), fill("` "), fill("``a` "), fill("<"), fill("<a "), fill("&"), fill("&amp;"),
		fill("\\"), fill("[a]: /b\n"), fill("[a][b]\n"), fill("1. a\n"), fill("\t"), fill("    "), fill("#"), fill("## a\n"), fill("a\n=\n"), fill("```check\n"), fill("```\n"), fill("- a\n  "), fill("> a\n>> b\n"), fill("]("), fill("<!--"), fill("a\n\n"),
		fill("*a **b "), fill("- - - a\n"), fill("> - > a\n"), fill("[a](b)\n"), fill("[a](b)\n\n"), fill("[a]: /b\n\n"), fill("[a][b]\n\n"), fill("> a\n\n"), fill(">\n> a\n>\n"), fill("*a*\n"), fill("**a\n"), fill("``a\n"), fill("<a\n"), fill("\x00"), fill("é"),
		front + "## a\n```check\n" + strings.Repeat("a GET of /* and was shown and ", 30) + "\n```\n",
		front + "## a\n```check\na GET of " + strings.Repeat("/*", 400) + " was shown\n```\n",
		front + "## a\n```check\na GET of /x had A: " + strings.Repeat("and had A: ", 80) + "\n```\n",
		front + "## a\n```check\n" + strings.Repeat("a GET of /x was shown\n", 10_000) + "```\n",
		front + "## a\n" + strings.Repeat("```hint\na GET of /x was shown\n---\na\n```\n", 6000),
	}
}

// No file takes long to read: a panel waits for it. One that cost the square of its length would go on
// until the tests are given up.
func TestHostileFilesAreRead(t *testing.T) {
	for _, each := range hostile() {
		l, _ := Parse([]byte(each), l10n.English)
		holdsToRules(t, NewState().Show(l))
	}
}
