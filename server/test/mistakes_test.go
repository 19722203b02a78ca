//go:build linux

package test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// The mistakes that learners make, and what is said of each in both languages; and scripts and
// pages near them that are right, of which nothing is said. Each file of mistakes/ is a site;
// before its files stand the requests and what is expected of them:
//
//	GET /cgi-bin/a.py | Name: value     a request, with fields
//	  note CODE                         a note that the exchange has, beside no others
//	  en TEXT                           a part of a note's sentence
//	  es TEXT
//	  page en TEXT                      a part of the page
//
// ‹0D› stands for a byte, SITE in a field for the site's address. A request with nothing behind it has no notes.
func TestMistakes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("mistakes/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no mistakes", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			root := folder(t, "")
			for _, each := range archive.Files {
				write(t, filepath.Join(root, filepath.FromSlash(each.Name)), withBytes(string(each.Data)))
			}
			requests := mistakesIn(t, string(archive.Comment))
			for _, locale := range []string{"en", "es"} {
				e := startEditor(t)
				e.initializeIn(locale, true)
				site := e.start(root)
				for _, request := range requests {
					request.check(t, e, site.URL, locale)
				}
			}
		})
	}
}

// mistake is a request and what is said of its answer.
type mistake struct {
	method, target string
	fields, notes  []string
	says, page     map[string][]string // by language
}

var byteSign = regexp.MustCompile(`‹([0-9A-F]{2})›`)

// withBytes puts the bytes into a text that stand in it as ‹0D›.
func withBytes(text string) string {
	return byteSign.ReplaceAllStringFunc(text, func(sign string) string {
		value, _ := strconv.ParseUint(byteSign.FindStringSubmatch(sign)[1], 16, 8)
		return string([]byte{byte(value)})
	})
}

func mistakesIn(t *testing.T, comment string) []*mistake {
	t.Helper()
	found := []*mistake{}
	for _, line := range strings.Split(comment, "\n") {
		text := strings.TrimSpace(line)
		word, rest, _ := strings.Cut(text, " ")
		switch {
		case text == "" || word == "#":
		case line == text: // a request
			parts := strings.Split(rest, " | ")
			found = append(found, &mistake{method: word, target: parts[0], fields: parts[1:], says: map[string][]string{}, page: map[string][]string{}})
		case word == "note":
			last := found[len(found)-1]
			last.notes = append(last.notes, rest)
		case word == "en" || word == "es":
			says := found[len(found)-1].says
			says[word] = append(says[word], rest)
		case word == "page":
			language, part, _ := strings.Cut(rest, " ")
			page := found[len(found)-1].page
			page[language] = append(page[language], part)
		default:
			t.Fatalf("%q is not understood", line)
		}
	}
	return found
}

func (m *mistake) check(t *testing.T, e *editor, url, locale string) {
	t.Helper()
	fields := []string{"Accept-Language: " + locale}
	for _, field := range m.fields {
		fields = append(fields, strings.ReplaceAll(field, "SITE/", url))
	}
	got := ask(t, url, m.method, m.target, "", fields...)
	x := e.exchange(m.target)
	codes, said := []string{}, []string{}
	for _, note := range x.Notes {
		if note.Code != "localRedirect" { // that is no fault
			codes = append(codes, note.Code)
		}
		said = append(said, note.Message)
	}
	slices.Sort(codes)
	if want := slices.Sorted(slices.Values(m.notes)); !slices.Equal(codes, want) {
		t.Errorf("%s %s: %q, not %q\n%s", m.method, m.target, codes, want, strings.Join(said, "\n"))
	}
	for _, part := range m.says[locale] {
		if !strings.Contains(strings.Join(said, "\n"), part) {
			t.Errorf("%s %s: no %q in\n%s", m.method, m.target, part, strings.Join(said, "\n"))
		}
	}
	for _, part := range m.page[locale] {
		if !strings.Contains(got.body, part) {
			t.Errorf("%s %s: no %q in\n%s", m.method, m.target, part, got.body)
		}
	}
	if os.Getenv("SHOW_MISTAKES") != "" {
		t.Logf("%s %s\n  note %s\n  %s %s", m.method, m.target, strings.Join(codes, "\n  note "), locale, strings.Join(said, "\n  "+locale+" "))
	}
}
