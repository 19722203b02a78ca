package inject

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/html"
)

const (
	first  = `<script async="" src="./_vitrina/reload.js?state=T"></script>`
	second = `<script>{const{currentScript:s}=document,l=s.previousSibling;l.builtins={CSSStyleSheet,JSON,Map,Promise,Set,URL,WeakSet,WebSocket,fetch,performance,setTimeout};l.remove();s.remove()}</script>`
	line   = first + second
)

var (
	root     = Line{Target: "/", Query: "state=T"}
	htmlPage = Page{Type: "text/html", Charset: "utf-8"}
	xhtml    = Page{Type: "application/xhtml+xml"}
	svg      = Page{Type: "image/svg+xml"}
)

// The mark | is where the line belongs.
var htmlPages = map[string]string{
	"whole page":                `<!DOCTYPE html><html lang="es"><head>|<link href="x.css"></head><body>x</body></html>`,
	"meta and title stay first": "<!doctype html>\n<html>\n<head>\n<meta charset=utf-8>\n<title>a</title>\n|<base href=/x/></head>",
	"title with markup":         `<head><title><script>1</script></title>|<script>2</script></head>`,
	"no head":                   `<!doctype html><html>|<body>x</body></html>`,
	"end of head only":          `<!doctype html><html>|</head><body>x</body></html>`,
	"fragment":                  `|<p>x</p>`,
	"text alone":                "\n |x",
	"less than":                 "|< b",
	"nothing":                   `|`,
	"doctype alone":             `<!doctype html>|`,
	"comments first":            `<!-- <head> --><!doctype html><!-- </head> -->|<p>`,
	"XML declaration":           `<?xml version="1.0"?><!doctype html><html xmlns="http://www.w3.org/1999/xhtml"><head>|</head></html>`,
	"frames":                    `<html>|<frameset cols="*"><frame src="a.html"></frameset></html>`,
	"script that writes tags":   `<!doctype html>|<script>document.write("</body><head></head>")</script></body>`,
	"attribute that holds tags": `|<p title="<head></head></body>">x</p>`,
	"byte order mark":           "\xef\xbb\xbf<!doctype html>|<p>x",
	"comment that never closes": `<!doctype html>|<!-- x <head>`,
	"comment that ends in >":    `<!doctype html>|<!-- x >`,
	"short comments":            `<!--><!--->|<p>`,
	"comment that begins in !>": `<!doctype html>|<!--!>x`,
	"doctype that never closes": `|<!doctype html`,
	"title that never closes":   `<head>|<title>x`,
	"template":                  `<!doctype html>|<template><head></head></template>`,
	"noscript":                  `<head>|<noscript><link href=x></noscript></head>`,
	"plain text for ever":       `|<plaintext><head>`,
	"capital letters":           `<!DOCTYPE HTML><HTML><HEAD><META CHARSET=utf-8><TITLE>x</TITLE>|<SCRIPT></SCRIPT></HEAD>`,
	"not UTF-8":                 "<html><head><title>\xe1\xff</title>|<p>\xf1",
	"ISO-2022-JP":               "<html><head>|<title>\x1b$B</ti</title>\x1b(B</title><p>",
}

func put(t *testing.T, l Line, p Page, page string) string {
	t.Helper()
	insertion, found := l.Put(p, []byte(page), true)
	if found != Found {
		t.Fatalf("%q: %v", page, found)
	}
	return page[:insertion.At] + string(insertion.Text) + page[insertion.At:]
}

func TestTheLineHasAPlaceInHTML(t *testing.T) {
	for name, marked := range htmlPages {
		t.Run(name, func(t *testing.T) {
			page := strings.Replace(marked, "|", "", 1)
			got := put(t, root, htmlPage, page)
			if want := strings.Replace(marked, "|", line, 1); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if again := without([]byte(got)); string(again) != page {
				t.Errorf("without the line: %q, not %q", again, page)
			}
		})
	}
}

func TestTheLineStandsBehindTheRootOfXML(t *testing.T) {
	tests := []struct {
		page   Page
		marked string
	}{
		{xhtml, `<html xmlns="http://www.w3.org/1999/xhtml">|<head><title>x</title></head></html>`},
		{xhtml, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!-- \xf1 -->\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"xhtml1.dtd\">\n<html\n lang=\"es\" >|\n<head/></html>"},
		{xhtml, `<!DOCTYPE html [<!ENTITY a "<html>"> <!-- ]> -->]><html title="&a; > &b;">|</html>`},
		{svg, `<svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">|<rect/></svg>`},
		{svg, `<?xml-stylesheet href="x.css"?><svg:svg xmlns:svg="http://www.w3.org/2000/svg" title='>svg'>|</svg:svg>`},
		{svg, `<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;">|</svg>`},
	}
	for _, test := range tests {
		got := put(t, root, test.page, strings.Replace(test.marked, "|", "", 1))
		want := strings.ReplaceAll(line, "<script", `<script xmlns="http://www.w3.org/1999/xhtml"`)
		if want = strings.Replace(test.marked, "|", want, 1); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if again := without([]byte(got)); string(again) != strings.Replace(test.marked, "|", "", 1) {
			t.Errorf("without the line: %q", again)
		}
	}
}

func TestTheLineIsInTheEncodingOfThePage(t *testing.T) {
	wide := func(text string, order binaryOrder) string {
		var out []byte
		for _, unit := range utf16.Encode([]rune(text)) {
			out = order(out, unit)
		}
		return string(out)
	}
	for name, test := range map[string]struct {
		page  Page
		order binaryOrder
		mark  string
	}{
		"mark, little end":           {htmlPage, little, "\ufeff"},
		"mark, big end":              {htmlPage, big, "\ufeff"},
		"label, little end":          {Page{"text/html", "UTF-16"}, little, ""},
		"label, big end":             {Page{"text/html", "utf-16be"}, big, ""},
		"a mark overrules the label": {Page{"text/html", "utf-16be"}, little, "\ufeff"},
		"picture":                    {svg, little, "\ufeff"},
	} {
		marked, want := "<!doctype html><title>ñ\U0001f600</title>|<p>ñ", line
		if test.page == svg {
			marked, want = `<?xml version="1.0" encoding="UTF-16"?><svg title="ñ">|</svg>`, strings.ReplaceAll(line, "<script", `<script xmlns="http://www.w3.org/1999/xhtml"`)
		}
		page := wide(test.mark+strings.Replace(marked, "|", "", 1), test.order)
		if got := put(t, root, test.page, page); got != wide(test.mark+strings.Replace(marked, "|", want, 1), test.order) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

type binaryOrder func([]byte, uint16) []byte

func little(to []byte, unit uint16) []byte { return append(to, byte(unit), byte(unit>>8)) }
func big(to []byte, unit uint16) []byte    { return append(to, byte(unit>>8), byte(unit)) }

func TestSomePagesHaveNoPlace(t *testing.T) {
	for _, test := range []struct {
		page Page
		text string
	}{
		{htmlPage, "<\x00h\x00t\x00m\x00l\x00>\x00"}, // UTF-16 that nothing declares
		{htmlPage, "<!-- \x1b$B --><!doctype html>"},
		{xhtml, `<html xmlns="http://www.w3.org/1999/xhtml"/>`},
		{xhtml, `<rss></rss>`},
		{xhtml, `<!DOCTYPE html`},
		{svg, `<svg viewBox="0 0 1 1" />`},
		{svg, `text`},
		{svg, ``},
	} {
		if at, found := root.Put(test.page, []byte(test.text), true); found != Nowhere {
			t.Errorf("%q: %v %v", test.text, at, found)
		}
	}
}

// However a page is cut into pieces, the line goes to the same place, and what is known to
// precede it is never held back.
func TestPiecesMakeTheSamePage(t *testing.T) {
	pages := map[string]Page{
		"\xff\xfe<\x00p\x00>\x00x\x00":                              htmlPage,
		`<?xml version="1.0"?><!-- x --><html a="b>c">|</html>`:     xhtml,
		`<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0">|</svg>x`: svg,
	}
	for _, marked := range htmlPages {
		pages[strings.Replace(marked, "|", "", 1)] = htmlPage
	}
	for page, kind := range pages {
		want := put(t, root, kind, page)
		for size := 1; size <= len(page)+1; size++ {
			s, got := stream(kind), ""
			for at := 0; at < len(page); at += size {
				got += string(s.Next([]byte(page[at:min(at+size, len(page))]), false))
			}
			got += string(s.Next(nil, true))
			if added, known := s.Added(); got != want || !known || added != len(want)-len(page) {
				t.Errorf("%q in pieces of %d: %q, want %q", page, size, got, want)
			}
		}
	}
}

func FuzzPieces(f *testing.F) {
	for _, marked := range htmlPages {
		f.Add(marked, 3, true)
	}
	f.Add(`<?xml version="1.0"?><html><head/></html>`, 5, false)
	f.Fuzz(func(t *testing.T, page string, size int, isHTML bool) {
		kind := xhtml
		if isHTML {
			kind = htmlPage
		}
		size = max(1, size%64)
		insertion, found := root.Put(kind, []byte(page), true)
		if found == Unknown || insertion.At > len(page) {
			t.Fatalf("%v %v", insertion.At, found)
		}
		s, got := stream(kind), ""
		for at := 0; at < len(page); at += size {
			got += string(s.Next([]byte(page[at:min(at+size, len(page))]), false))
		}
		got += string(s.Next(nil, true))
		want := page
		if found == Found {
			want = page[:insertion.At] + string(insertion.Text) + page[insertion.At:]
		}
		if len(page) < nulSearch && !strings.Contains(page, "\x00") && got != want {
			t.Errorf("%q in pieces of %d: %q, want %q", page, size, got, want)
		}
	})
}

func stream(p Page) *Stream {
	return &Stream{Decide: func(start []byte, whole bool) (Insertion, Finding) { return root.Put(p, start, whole) }}
}

func TestWhatPrecedesTheLineIsPassedOnAtOnce(t *testing.T) {
	for _, test := range []struct{ piece, want string }{
		{"<!doctype html><title>x</title>", "<!doctype html><title>x</title>"},
		{"<html><head>\n<meta charset=utf-8>\n<tit", "<html><head>\n<meta charset=utf-8>\n"},
		{"<html><!-- ", "<html>"},
		{"<p>x", line + "<p>x"},
		{"x", line + "x"},
		{"<", ""},
	} {
		if got := string(stream(htmlPage).Next([]byte(test.piece), false)); got != test.want {
			t.Errorf("%q: %q, want %q", test.piece, got, test.want)
		}
	}
	if got := stream(htmlPage).Next(bytes.Repeat([]byte("<!--"), 1+maxUndecided/4), false); len(got) <= maxUndecided {
		t.Errorf("%d bytes of an endless comment are passed on", len(got))
	}
}

// The encoding that a page declares stays within what browsers search for it.
func TestADeclaredEncodingStaysWithinReach(t *testing.T) {
	fill := func(n int) string { return `<link href="` + strings.Repeat("x", n) + `">` }
	for _, test := range []struct {
		before string // what stands before the declaration
		first  bool   // the line goes before it
	}{
		{fill(10), true}, {fill(950), false}, {fill(1100), true}, {"<base href=x>" + fill(950), true}, {fill(940) + "<body>", true},
	} {
		page := test.before + "<meta charset=latin1><p>"
		insertion, _ := root.Put(Page{Type: "text/html"}, []byte(page), true)
		if got := insertion.At == 0; got != test.first || !got && page[insertion.At:] != "<p>" {
			t.Errorf("%.20s… %d", page, insertion.At)
		}
	}
}

func TestNoDeclarationIsSearchedBeyondItsReach(t *testing.T) {
	page := "<!--" + strings.Repeat("x", 2*prescan) + "-->|<link><meta charset=latin1>"
	if got := put(t, root, Page{Type: "text/html"}, strings.Replace(page, "|", "", 1)); got != strings.Replace(page, "|", line, 1) {
		t.Errorf("%.20s… %s", got, got[2*prescan:])
	}
}

// The parser of browsers must build the same document as without the line, in the same mode.
func TestInjectDisturbsNothing(t *testing.T) {
	pages := []string{
		`<!doctype html><html><head><title>a</title></head><body class=x><p>x</body></html>`,
		`<!doctype html><p>x`,
		`<p>x<p>y`,
		`text`,
		`<!-- c --><!doctype html><html><head></head><frameset><frame></frameset></html>`,
		`<!doctype html><body><script>"</body>"</script>`,
		`<table><tr><td>x`,
		`<HEAD><!-- a --><META charset=utf-8><STYLE>p{}</STYLE>`,
	}
	for _, page := range pages {
		plain := render(t, page)
		if without := strings.Replace(render(t, put(t, root, htmlPage, page)), line, "", 1); without != plain {
			t.Errorf("%q is parsed as\n%s\nwithout the line\n%s", page, without, plain)
		}
	}
}

func render(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := html.Render(&out, root); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTheLineLeadsToTheRoot(t *testing.T) {
	tests := map[string]string{
		"/":                     "./_vitrina/",
		"/index.html":           "./_vitrina/",
		"/a/":                   "../_vitrina/",
		"/a/b.html":             "../_vitrina/",
		"/a/b/c.html?x=/y/z":    "../../_vitrina/",
		"/a//b.html":            "../../_vitrina/",
		"/cgi-bin/x.py/extra/p": "../../../_vitrina/",
		"/a%2fb.html":           "./_vitrina/",
	}
	for target, want := range tests {
		if got := put(t, Line{Target: target}, htmlPage, ""); !strings.Contains(got, `src="`+want+`reload.js"`) {
			t.Errorf("from %s: %s, want %s", target, got, want)
		}
	}
}

func TestALineThatStaysIsOneScript(t *testing.T) {
	if got := put(t, Line{Target: "/", Query: "state=T&method=POST", Staying: true}, htmlPage, ""); got != `<script async="" src="./_vitrina/reload.js?state=T&amp;method=POST"></script>` || len(without([]byte(got))) > 0 {
		t.Error(got)
	}
}

func TestPoliciesOfAPageAreThoseOfItsHead(t *testing.T) {
	const meta, first = `<meta http-equiv="content-security-policy" content="%s">`, `<meta HTTP-EQUIV=Content-Security-Policy content="script-src 'none'">`
	for _, test := range []struct {
		page Page
		text string
		want []Policy
	}{
		{htmlPage, "<title>x</title>\n\n" + first + "<script>\n</script>\n" + meta, []Policy{{"script-src 'none'", first, 3, 18}, {"%s", meta, 5, 18 + len(first) + 19}}},
		{htmlPage, "<script>'" + meta + "'</script><!-- " + meta + " -->", nil},
		{htmlPage, "<p>" + meta, nil},
		{htmlPage, "<template>" + meta, nil},
		{htmlPage, "<noscript>" + meta + "</noscript>", nil},
		{htmlPage, `<meta http-equiv=refresh content="1"><meta name=x content=y>`, nil},
		{xhtml, `<html xmlns="http://www.w3.org/1999/xhtml"><head>` + meta, []Policy{{"%s", meta, 1, 49}}},
		{svg, "<svg>" + meta, nil},
	} {
		if got := Policies(test.page, []byte(test.text)); !slices.Equal(got, test.want) {
			t.Errorf("%q: %v, want %v", test.text, got, test.want)
		}
	}
}

// injected is the line that Put puts into pages whose encoding is based on ASCII.
var injected = sync.OnceValue(func() *regexp.Regexp {
	const open = `<script( xmlns="http://www\.w3\.org/1999/xhtml")?`
	return regexp.MustCompile(open + ` async="" src="(\./|(\.\./)+)_vitrina/reload\.js(\?[^"]*)?"></script>` +
		`(` + open + `>` + regexp.QuoteMeta(takeAway) + `</script>)?`)
})

// without is a page, or the start of one, as it was before the line was put in. Pages in UTF-16
// stay as they are.
func without(page []byte) []byte {
	if !bytes.Contains(page, []byte("_vitrina/reload.js")) {
		return page
	}
	at := injected().FindIndex(page)
	if at == nil {
		return page
	}
	return append(bytes.Clone(page[:at[0]]), page[at[1]:]...)
}
