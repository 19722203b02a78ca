//go:build linux

package test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"vitrina/server/internal/protocol"
)

// The mistakes that learners make, and what is said of each in both languages; and scripts and
// pages near them that are right, of which nothing is said. Each file of mistakes/ is a site;
// before its files stand the requests and what is expected of them:
//
//	GET /cgi-bin/a.py | Name: value     a request, with fields
//	  body TEXT                         its content
//	  note CODE                         a note that the exchange has, beside no others
//	  en TEXT                           a part of a note's sentence
//	  es TEXT
//	  page en TEXT                      a part of the page
//	  diagnostic LINE CODE              what the editor shows in the script, beside nothing else
//	  diagnostic en TEXT                a part of its sentence
//	  fix PRINTED | MEANT               what it offers to exchange there
//	  check LINE CODE                   what vitrina check says of the script, beside nothing else
//	  check en TEXT                     a part of its sentence
//
// ‹0D› stands for a byte, SITE in a field for the site's address. A request with nothing behind it has no notes.
// A file fixed/NAME is the file NAME after the editor's quick fix, which extension/test applies. Here it is right.
// Where an error page of Vitrina's answers, a part of it is expected in both languages; and all that
// vitrina check says of a script.
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
			requests := mistakesIn(t, string(archive.Comment))
			for _, each := range archive.Files {
				name := each.Name
				if script, fixed := strings.CutPrefix(name, "fixed/cgi-bin/"); fixed {
					name = "cgi-bin/fixed-" + script
					requests = append(requests, &mistake{method: "GET", target: "/" + name})
				}
				write(t, filepath.Join(root, filepath.FromSlash(name)), withBytes(string(each.Data)))
			}
			compareChecked(t, root, requests)
			s := serve(t, root) // a script runs once, and is told in both languages
			panels := map[string]*editor{"en": panelOf(t, s, "en"), "es": panelOf(t, s, "es")}
			for _, request := range requests {
				request.ask(t, s.url, panels)
			}
		})
	}
}

// mistake is a request and what is said of its answer.
type mistake struct {
	method, target, body string
	fields, notes        []string
	// By language.
	says, page map[string][]string
	// Each is a line and a code, or a language and a text.
	diagnostics, checked []string
	fixes                []string
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
		if text == "" || word == "#" {
			continue
		}
		if line == text { // a request
			parts := strings.Split(rest, " | ")
			found = append(found, &mistake{method: word, target: parts[0], fields: parts[1:], says: map[string][]string{}, page: map[string][]string{}})
			continue
		}
		last := found[len(found)-1]
		switch word {
		case "body":
			last.body = withBytes(rest)
		case "note":
			last.notes = append(last.notes, rest)
		case "en", "es":
			last.says[word] = append(last.says[word], rest)
		case "page":
			language, part, _ := strings.Cut(rest, " ")
			last.page[language] = append(last.page[language], part)
		case "diagnostic":
			last.diagnostics = append(last.diagnostics, rest)
		case "fix":
			last.fixes = append(last.fixes, withBytes(rest))
		case "check":
			last.checked = append(last.checked, rest)
		default:
			t.Fatalf("%q is not understood", line)
		}
	}
	return found
}

// ask makes the request, and compares the page, the notes and what the editor is told.
func (m *mistake) ask(t *testing.T, url string, panels map[string]*editor) {
	t.Helper()
	page := m.send(t, url, "en")
	x := panels["en"].exchange(m.target)
	exchanges := map[string]protocol.Exchange{"en": x, "es": {}}
	es := exchanges["es"]
	panels["es"].must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: x.ID}, &es)
	exchanges["es"] = es
	for locale, x := range exchanges {
		m.compareNotes(t, x, locale)
		m.compareTold(t, panels[locale], x, locale)
	}
	m.show(t, x, es, page)
	m.contains(t, "the page", page, m.page["en"])
	switch {
	case len(m.page["es"]) > 0:
		m.contains(t, "the page", m.send(t, url, "es"), m.page["es"])
	case x.Kind == protocol.KindError && strings.HasPrefix(page, strconv.Itoa(x.Status)+" "): // as Vitrina's pages do
		t.Errorf("%s %s: an error page answers, of which nothing is expected\n%s", m.method, m.target, page)
	}
}

// send sends the request, and returns the content of the answer in a language. A busy machine may hold a script up between
// its head and its failure, for longer than the head waits: where a page is expected, it is asked again after an empty one.
func (m *mistake) send(t *testing.T, url, locale string) string {
	t.Helper()
	fields := []string{"Accept-Language: " + locale}
	for _, field := range m.fields {
		fields = append(fields, strings.ReplaceAll(field, "SITE/", url))
	}
	if m.body != "" {
		fields = append(fields, "Content-Length: "+strconv.Itoa(len(m.body)))
	}
	page := ""
	eventually(t, func() bool {
		page = ask(t, url, m.method, m.target, m.body, fields...).body
		return page != "" || len(m.page[locale]) == 0
	}, func() string { return m.method + " " + m.target + ": the page is empty" })
	return page
}

// compareNotes compares the notes of the exchange: all codes, and parts of the sentences.
func (m *mistake) compareNotes(t *testing.T, x protocol.Exchange, locale string) {
	t.Helper()
	codes, said := codesOf(x), saidOf(x)
	if want := slices.Sorted(slices.Values(m.notes)); !slices.Equal(codes, want) {
		t.Errorf("%s %s: %q, not %q\n%s", m.method, m.target, codes, want, said)
	}
	m.contains(t, "the notes", said, m.says[locale])
}

// codesOf are the codes of an exchange's notes on faults.
func codesOf(x protocol.Exchange) []string {
	codes := []string{}
	for _, note := range x.Notes {
		if note.Code != "localRedirect" { // that is not a fault
			codes = append(codes, note.Code)
		}
	}
	slices.Sort(codes)
	return codes
}

func saidOf(x protocol.Exchange) string {
	said := []string{}
	for _, note := range x.Notes {
		said = append(said, note.Message)
	}
	return strings.Join(said, "\n")
}

// compareTold compares what the editor shows in the script.
func (m *mistake) compareTold(t *testing.T, panel *editor, x protocol.Exchange, locale string) {
	t.Helper()
	if len(m.diagnostics) == 0 {
		return
	}
	told := await(panel, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return p.ExchangeID == x.ID })
	m.compare(t, "the editor", told.Diagnostics, m.diagnostics, locale)
	fixes := []string{}
	for _, d := range told.Diagnostics {
		if d.Meant != "" {
			fixes = append(fixes, d.Printed+" | "+d.Meant)
		}
	}
	if !slices.Equal(fixes, m.fixes) {
		t.Errorf("%s %s: the editor may exchange %q, not %q", m.method, m.target, fixes, m.fixes)
	}
}

// show writes down what was said, where SHOW_MISTAKES asks for it: for a new entry.
func (m *mistake) show(t *testing.T, en, es protocol.Exchange, page string) {
	t.Helper()
	if os.Getenv("SHOW_MISTAKES") != "" {
		t.Logf("%s %s\n  note %s\n  en %s\n  es %s\n  page en %q", m.method, m.target, strings.Join(codesOf(en), "\n  note "), saidOf(en), saidOf(es), page)
	}
}

// compareChecked compares all that vitrina check says with what is expected of it.
func compareChecked(t *testing.T, root string, requests []*mistake) {
	t.Helper()
	for _, locale := range []string{"en", "es"} {
		for script, problems := range checked(t, root, locale) {
			all := mistake{method: "check", target: script}
			for _, m := range requests {
				if target, _, _ := strings.Cut(m.target, "?"); target == "/"+script {
					all.checked = append(all.checked, m.checked...)
				}
			}
			all.compare(t, "the check", problems, all.checked, locale)
		}
	}
}

// checked is what vitrina check says of each script of a folder.
func checked(t *testing.T, root, locale string) map[string][]protocol.Diagnostic {
	t.Helper()
	check := exec.Command(binary, "check", "--json", root)
	check.Env = append(check.Environ(), "LC_ALL="+locale+"_XX.UTF-8")
	out, _ := check.Output() // it exits with 1 where a script cannot run
	var result protocol.ScriptCheckResult
	if err := json.Unmarshal(out, &result); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	problems := map[string][]protocol.Diagnostic{}
	for _, script := range result.Scripts {
		problems[script.Path] = script.Problems
	}
	return problems
}

// compare compares diagnostics with what is expected of them: all places and codes, and parts of
// their texts.
func (m *mistake) compare(t *testing.T, who string, told []protocol.Diagnostic, expected []string, locale string) {
	t.Helper()
	got, said, want := []string{}, "", []string{}
	for _, d := range told {
		got = append(got, strconv.Itoa(d.Line)+" "+d.Code)
		said += d.Message + "\n"
	}
	parts := []string{}
	for _, each := range expected {
		switch language, part, _ := strings.Cut(each, " "); language {
		case locale:
			parts = append(parts, part)
		case "en", "es":
		default:
			want = append(want, each)
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s %s: %s says %q, not %q\n%s", m.method, m.target, who, got, want, said)
	}
	m.contains(t, who, said, parts)
}

func (m *mistake) contains(t *testing.T, where, text string, parts []string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%s %s: no %q in %s\n%s", m.method, m.target, part, where, text)
		}
	}
}
