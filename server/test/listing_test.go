//go:build linux

package test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrina/server/internal/protocol"
)

// element is a tag of a page with its attributes and the text in it.
type element struct {
	tag   string
	attrs map[string]string
	text  string
}

// elements are a page's elements with one of the tags, in order.
func elements(t *testing.T, page string, tags ...string) []element {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	found := []element{}
	for node := range root.Descendants() {
		if node.Type != html.ElementNode || !slices.Contains(tags, node.Data) {
			continue
		}
		e := element{tag: node.Data, attrs: map[string]string{}}
		for _, attribute := range node.Attr {
			e.attrs[attribute.Key] = attribute.Val
		}
		for inner := range node.Descendants() {
			if inner.Type == html.TextNode {
				e.text += inner.Data
			}
		}
		found = append(found, e)
	}
	return found
}

// texts are the texts of a page's elements with a tag.
func texts(t *testing.T, page string, tag string) []string {
	t.Helper()
	all := []string{}
	for _, e := range elements(t, page, tag) {
		all = append(all, e.text)
	}
	return all
}

// listed is a folder with sizes and times that sort differently.
func listed(t *testing.T) string {
	t.Helper()
	root := folder(t, "")
	start := time.Date(2026, 11, 24, 12, 0, 0, 0, time.Local)
	for i, name := range []string{"b10.txt", "b9.txt", "B8.txt", "árbol.txt", "zebra.txt", "inner/x.txt", "Apuntes/x.txt"} {
		write(t, filepath.Join(root, "sub", name), strings.Repeat("x", []int{5, 1500, 2_345_678, 0, 999, 1, 1}[i]))
		top := filepath.Join(root, "sub", strings.Split(name, "/")[0])
		if err := os.Chtimes(top, start, start.Add(time.Duration(i*7%5)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// A large folder is shown in parts, which links lead through, in the order that was asked for.
func TestALargeFolderIsListedInParts(t *testing.T) {
	t.Parallel()
	root := folder(t, "")
	const files = 2345
	first := filepath.Join(root, "sub", "file-0.txt")
	write(t, first, "")
	for i := range files - 1 { // names of one file take a tenth of what files take
		if err := os.Link(first, filepath.Join(root, "sub", fmt.Sprintf("file-%d.txt", i+1))); err != nil {
			t.Fatal(err)
		}
	}
	s := serve(t, root)
	for _, c := range []struct {
		query, first, last string
		parts              []string
	}{
		{"", "file-0.txt", "file-2344.txt", []string{"1 to 1000 of 2345", "1001 to 2000 of 2345", "2001 to 2345 of 2345"}},
		{"?sort=size&order=desc", "file-0.txt", "file-2344.txt", []string{"1 to 1000 of 2345", "1001 to 2000 of 2345", "2001 to 2345 of 2345"}},
		{"?sort=name&order=desc", "file-2344.txt", "file-0.txt", []string{"1 to 1000 of 2345", "1001 to 2000 of 2345", "2001 to 2345 of 2345"}},
		{"?from=2000", "file-2000.txt", "file-2344.txt", []string{"2001 to 2345 of 2345"}},
		{"?from=99999", "file-0.txt", "file-2344.txt", []string{"1 to 1000 of 2345", "1001 to 2000 of 2345", "2001 to 2345 of 2345"}},
	} {
		names, shown := []string{}, []string{}
		for query := c.query; ; {
			got := get(t, s.url, "/sub/"+query, "Accept: text/html")
			with := map[string][]element{}
			for _, e := range elements(t, got.body, "bdi", "nav", "span", "a") {
				with[e.tag] = append(with[e.tag], e)
			}
			for _, e := range with["bdi"] {
				names = append(names, e.text)
			}
			if navs := with["nav"]; len(navs) != 2 || navs[0].attrs["aria-label"] != "Parts of this folder" {
				t.Fatalf("%s: %+v", query, navs)
			}
			shown = append(shown, with["span"][0].text)
			next := slices.IndexFunc(with["a"], func(a element) bool { return a.attrs["rel"] == "next" })
			if next < 0 {
				break
			}
			query = with["a"][next].attrs["href"]
			if !strings.Contains(strings.Join(got.header["Link"], ""), "<"+query+`>; rel="next"`) {
				t.Errorf("%s: %s", query, got.head)
			}
		}
		if names[0] != c.first || names[len(names)-1] != c.last || !slices.Equal(shown, c.parts) {
			t.Errorf("%s: %s to %s, %q", c.query, names[0], names[len(names)-1], shown)
		}
		if distinct := slices.Compact(slices.Sorted(slices.Values(names))); c.query != "?from=2000" && len(distinct) != files {
			t.Errorf("%s: %d names", c.query, len(distinct))
		}
	}
	rows := []struct{ Name string }{}
	got := get(t, s.url, "/sub/?from=1000", "Accept: application/json")
	if err := json.Unmarshal([]byte(got.body), &rows); err != nil || len(rows) != 1000 || rows[0].Name != "file-1000.txt" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if links := got.header["Link"]; !slices.Equal(links, []string{`<?sort=name&order=asc&from=0>; rel="prev"`, `<?sort=name&order=asc&from=2000>; rel="next"`}) {
		t.Errorf("%q", links)
	}
}

func TestListings(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(listed(t))
	for query, want := range map[string]string{
		"":                            "Apuntes/ inner/ árbol.txt B8.txt b9.txt b10.txt zebra.txt",
		"?sort=name&order=desc":       "inner/ Apuntes/ zebra.txt b10.txt b9.txt B8.txt árbol.txt",
		"?sort=size":                  "Apuntes/ inner/ árbol.txt b10.txt zebra.txt b9.txt B8.txt",
		"?sort=size&order=desc":       "Apuntes/ inner/ B8.txt b9.txt zebra.txt b10.txt árbol.txt",
		"?sort=modified":              "inner/ Apuntes/ b10.txt árbol.txt b9.txt zebra.txt B8.txt",
		"?sort=modified&order=desc":   "Apuntes/ inner/ B8.txt zebra.txt b9.txt árbol.txt b10.txt",
		"?sort=nonsense&order=upward": "Apuntes/ inner/ árbol.txt B8.txt b9.txt b10.txt zebra.txt",
		"?%%%":                        "Apuntes/ inner/ árbol.txt B8.txt b9.txt b10.txt zebra.txt",
	} {
		got := get(t, site.URL, "/sub/"+query, "Accept: text/html,application/xhtml+xml,*/*;q=0.8")
		if names := strings.Join(texts(t, got.body, "bdi"), " "); got.status != 200 || names != want {
			t.Errorf("%s: %s", query, names)
		}
		column, order, _ := strings.Cut(strings.TrimPrefix(query, "?sort="), "&order=")
		sorted := []string{}
		for i, th := range elements(t, got.body, "th") {
			name := []string{"name", "size", "modified"}[i]
			if th.attrs["aria-sort"] != "" {
				sorted = append(sorted, name+" "+th.attrs["aria-sort"])
			}
			link := "?sort=" + name + "&order=asc"
			if th.attrs["aria-sort"] == "ascending" {
				link = "?sort=" + name + "&order=desc"
			}
			if !slices.ContainsFunc(elements(t, got.body, "a"), func(a element) bool { return a.attrs["href"] == link && a.text == th.text }) {
				t.Errorf("%s: no link %s in %s", query, link, got.body)
			}
		}
		if !slices.Contains([]string{"name", "size", "modified"}, column) {
			column, order = "name", ""
		}
		if direction := map[string]string{"": "ascending", "desc": "descending"}[order]; len(sorted) != 1 || sorted[0] != column+" "+direction {
			t.Errorf("%s: sorted %v", query, sorted)
		}
	}
	got := get(t, site.URL, "/sub/?1", "Accept: text/html", "Accept-Language: es-MX")
	if sizes := strings.Join(texts(t, got.body, "data"), "|"); sizes != "0\u00a0B|2,35\u00a0MB|1,5\u00a0kB|5\u00a0B|999\u00a0B" {
		t.Errorf("sizes in Spanish: %q", sizes)
	}
	if got.header.Get("Content-Language") != "es" || !strings.Contains(got.body, "<h1>Contenido de /sub/</h1>") || got.header.Get("Content-Security-Policy") != "default-src 'none'; style-src 'unsafe-inline'" || strings.Contains(got.body, "<script") {
		t.Errorf("%s%s", got.head, got.body)
	}
	english := get(t, site.URL, "/sub/?2")
	if sizes := strings.Join(texts(t, english.body, "data"), "|"); sizes != "0\u00a0B|2.35\u00a0MB|1.5\u00a0kB|5\u00a0B|999\u00a0B" || !strings.Contains(english.header.Get("Vary"), "Accept") {
		t.Errorf("%s sizes in English: %q", english.head, sizes)
	}
	for i, when := range elements(t, english.body, "time") {
		moment, err := time.Parse(time.RFC3339, when.attrs["datetime"])
		if err != nil || moment.Local().Format("2006-01-02 15:04") != when.text {
			t.Errorf("the time %d is %+v: %v", i, when, err)
		}
	}
	if x := e.exchange("/sub/?2"); x.Kind != protocol.KindListing || len(x.Notes) != 0 {
		t.Errorf("%s %v", x.Kind, x.Notes)
	}
	head := ask(t, site.URL, "HEAD", "/sub/", "")
	if plain := get(t, site.URL, "/sub/"); head.status != 200 || head.body != "" || head.header.Get("Content-Length") != fmt.Sprint(len(plain.body)) || head.header.Get("Content-Type") != plain.header.Get("Content-Type") {
		t.Errorf("HEAD: %s", head.head)
	}
	if got := ask(t, site.URL, "OPTIONS", "/sub/", ""); got.status != 204 || got.header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("OPTIONS: %s", got.head)
	}
	if got := ask(t, site.URL, "POST", "/sub/", ""); got.status != 405 || got.header.Get("Allow") != "GET, HEAD, OPTIONS" {
		t.Errorf("POST: %s", got.head)
	}
	if got := get(t, site.URL, "/sub/inner/?x", "Accept: text/html"); !strings.Contains(got.body, `<a href="../">`) {
		t.Errorf("no way up: %s", got.body)
	}
	if got := get(t, site.URL, "/", "Accept: text/html"); strings.Contains(got.body, `"../"`) {
		t.Errorf("a way out: %s", got.body)
	}
}

// A program gets JSON, if it would rather have that than a page.
func TestListingsAsJSON(t *testing.T) {
	t.Parallel()
	root := listed(t)
	s := serve(t, root)
	for accept, wanted := range map[string]bool{
		"application/json": true, "application/json, text/plain, */*": true, "application/json;q=0.5, text/html;q=0.4": true, "*/*;q=0.1, application/json": true,
		"text/html, application/json": false, "application/json;q=0.4, text/html": false, "*/*": false, "application/*": false, "text/html": false, "application/json;q=0": false, "nonsense": false,
		"text/html;q=0, application/json;q=0.1": true, "application/json;q=high": false,
	} {
		got := get(t, s.url, "/sub/?sort=size&order=desc", "Accept: "+accept)
		if is := got.header.Get("Content-Type") == "application/json"; is != wanted || got.status != 200 || !strings.Contains(got.header.Get("Vary"), "Accept") {
			t.Errorf("%s: %s", accept, got.head)
		}
	}
	got := get(t, s.url, "/sub/?sort=size&order=desc", "Accept: application/json")
	var rows []struct {
		Name     string
		Folder   bool
		Size     *int64
		Modified time.Time
	}
	if err := json.Unmarshal([]byte(got.body), &rows); err != nil || len(rows) != 7 {
		t.Fatalf("%v %s", err, got.body)
	}
	info, err := os.Stat(filepath.Join(root, "sub", "B8.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if r := rows[2]; rows[0].Name != "Apuntes" || !rows[0].Folder || rows[0].Size != nil || r.Name != "B8.txt" || r.Folder || *r.Size != 2_345_678 || !r.Modified.Equal(info.ModTime()) {
		t.Errorf("%s", got.body)
	}
	if got := get(t, s.url, "/", "Accept: application/json"); got.status != 200 || !strings.HasPrefix(got.body, "[\n") {
		t.Errorf("%s%s", got.head, got.body)
	}
	empty := serve(t, folder(t, ""))
	if got := get(t, empty.url, "/", "Accept: application/json"); got.body != "[]\n" {
		t.Errorf("an empty folder: %q", got.body)
	}
	if got := get(t, empty.url, "/"); !strings.Contains(got.body, "This folder is empty.") {
		t.Errorf("an empty folder: %s", got.body)
	}
}

// Whatever a file is called, its name is text and nothing else, and the link leads to it.
func TestNamesOfEveryKind(t *testing.T) {
	t.Parallel()
	root := folder(t, "")
	names := []string{
		"a b.txt", " lead.txt", "50%.txt", "%41.txt", "%2e%2e.txt", "a#b.txt", "a?b=c.txt", "it's.txt", `"quoted".txt`, "a&b;c.txt", "a+b.txt", "a=b@c:d,e.txt", "emoji😀.txt", "👩‍👩‍👧.txt",
		"caf\u00e9.txt", "nin\u0303o.txt", "línea\nnueva.txt", "tab\there.txt", "<script>alert(1)<script>.txt", "x\" onmouseover=\"alert(1).txt", "{{.Title}}.txt",
		"javascript:alert(1)", "data:text,x", "http:", "...txt", "gpj.\u202etxt", "\u2066iso.txt", "zero\u200bwidth.txt", "\u007f.txt", "line\u2028separator.txt", "-rf.txt", "~.txt", "日本語.txt", "עברית.txt",
		strings.Repeat("ñ", 120) + ".txt", "index.html.txt", "CON.log.txt",
	}
	files := 0
	for _, name := range names {
		if !strings.HasPrefix(name, ".") {
			files++
		}
		write(t, filepath.Join(root, "f "+"#%?ñ", name), "content of "+name)
	}
	write(t, filepath.Join(root, "f "+"#%?ñ", "not UTF-8 \xff.txt"), "no request can name it")
	s := serve(t, root)
	top := elements(t, get(t, s.url, "/", "Accept: text/html").body, "a")
	base, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := base.Parse(top[len(top)-1].attrs["href"])
	if err != nil {
		t.Fatal(err)
	}
	got := get(t, s.url, inner.EscapedPath(), "Accept: text/html")
	for _, e := range elements(t, got.body, "script", "img", "iframe", "style", "b") {
		if e.tag != "style" {
			t.Errorf("a name became a tag: %+v", e)
		}
	}
	reached := map[string]bool{}
	for _, a := range elements(t, got.body, "a") {
		for name := range a.attrs {
			if name != "href" && name != "title" {
				t.Errorf("a name became an attribute: %+v", a)
			}
		}
		if !strings.HasPrefix(a.attrs["href"], "./") {
			continue
		}
		target, err := inner.Parse(a.attrs["href"]) // as a browser does
		if err != nil || target.Host != base.Host || target.Scheme != "http" {
			t.Errorf("%+v leads to %v: %v", a, target, err)
			continue
		}
		file := get(t, s.url, target.EscapedPath())
		name, is := strings.CutPrefix(file.body, "content of ")
		if file.status != 200 || !is {
			t.Errorf("%q: %s", a.attrs["href"], file.head)
		}
		reached[name] = true
		if strings.ContainsAny(a.text, "\n\t\u202e\u2066\u200b\u2028\x7f") {
			t.Errorf("%q is shown as it is", a.text)
		}
	}
	for _, name := range names {
		if !reached[name] && !strings.HasPrefix(name, ".") {
			t.Errorf("%q is not listed", name)
		}
	}
	if len(reached) != files {
		t.Errorf("%d of %d names", len(reached), files)
	}
	for _, want := range []string{"línea‹U+000A›nueva.txt", "gpj.‹U+202E›txt", "👩‍👩‍👧.txt"} {
		if !slices.Contains(texts(t, got.body, "bdi"), want) {
			t.Errorf("%s is not shown", want)
		}
	}
}

// A name that no address can have is not shown, and counted.
func TestListingsCountWhatTheyLeaveOut(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- some/a.txt --\n-- only/none --\n-- plain/a.txt --\n")
	for _, name := range []string{"some/latin-\xe9.txt", `some/back\slash.txt`, `only/back\slash.txt`} {
		write(t, filepath.Join(root, name), "")
	}
	if err := os.Remove(filepath.Join(root, "only/none")); err != nil {
		t.Fatal(err)
	}
	s := serve(t, root)
	for folder, want := range map[string]string{"/some/": "2", "/only/": "1", "/plain/": ""} {
		got := get(t, s.url, folder, "Accept: text/html", "Accept-Language: es").body
		if said := strings.Contains(got, "ninguna dirección lleva a ellos: "+want); said != (want != "") || strings.Contains(got, "slash.txt") {
			t.Errorf("%s: %s", folder, got)
		}
		if folder == "/only/" && strings.Contains(got, "está vacía") {
			t.Errorf("%s: %s", folder, got)
		}
	}
}
