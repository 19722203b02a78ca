package reference

import (
	"net/url"
	"testing"
)

// The line is the one in which a source names the address that was asked for.
func TestLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		kind        Kind
		text, asked string
		want        int
	}{
		{"a link", Page, "<p>\n<a href=a.html>a</a>", "/sub/a.html", 2},
		{"from the top", Page, "<p>\n<img src=\"/a.png\">", "/a.png", 2},
		{"from the folder above", Page, "<img src='../a.png'>", "/a.png", 1},
		{"with the host", Page, "<img src=http://h:1/a.png>", "/a.png", 1},
		{"of another host", Page, "<img src=http://g:1/a.png>", "/a.png", 0},
		{"a tag of several lines", Page, "<img\nalt=a\nsrc=a.png>", "/sub/a.png", 3},
		{"a tag that names it twice", Page, "\n<img\nalt=a.png\nsrc=a.png>", "/sub/a.png", 2},
		{"lines of Windows", Page, "<p>\r\n<p>\r\n<img src=a.png>", "/sub/a.png", 3},
		{"escaped", Page, "<img src='a b.png'>", "/sub/a%20b.png", 1},
		{"an entity", Page, "<img src='a.png?b=1&amp;c=2'>", "/sub/a.png?b=1&c=2", 1},
		{"another query", Page, "<img src='a.png?b=1'>", "/sub/a.png", 0},
		{"a fragment", Page, "<a href='a.html#part'>", "/sub/a.html", 1},
		{"a backslash", Page, `<img src="img\a.png">`, "/sub/img/a.png", 1},
		{"spaces around", Page, "<img src=' a.png '>", "/sub/a.png", 1},
		{"other letter case", Page, "<img src=A.png>", "/sub/a.png", 0},
		{"a base", Page, "<base href=/x/>\n<img src=a.png>", "/x/a.png", 2},
		{"the first of two", Page, "<img src=a.png>\n<img src=a.png>", "/sub/a.png", 1},
		{"in a comment", Page, "<!--\n<img src=a.png>-->", "/sub/a.png", 0},
		{"in a text", Page, "<p>src=a.png", "/sub/a.png", 0},
		{"behind a comment", Page, "<!--\n-->\n<img src=a.png>", "/sub/a.png", 3},
		{"a form with fields", Page, "<form action=a.py>", "/sub/a.py?name=Ana", 1},
		{"a button's", Page, "<button formaction=a.py>", "/sub/a.py", 1},
		{"srcset", Page, "<img srcset='a.png 1x,\nb.png 2x'>", "/sub/b.png", 2},
		{"srcset without sizes", Page, "<img srcset='a.png, b.png'>", "/sub/b.png", 1},
		{"refresh", Page, "<meta http-equiv=refresh content='0; url=a.html'>", "/sub/a.html", 1},
		{"refresh without url=", Page, "<meta http-equiv=refresh content='0; a.html'>", "/sub/a.html", 1},
		{"refresh with more behind it", Page, "<meta http-equiv=refresh content='0, URL = \"a.html?x=1\" x'>", "/sub/a.html?x=1", 1},
		{"refresh of nothing", Page, "<meta http-equiv=refresh content='url=a.html'>", "/sub/a.html", 0},
		{"a style attribute", Page, "<p>\n<p style='background: url(a.png)'>", "/sub/a.png", 2},
		{"a style element", Page, "<style>\np { background: url(a.png) }</style>", "/sub/a.png", 2},
		{"a script element", Page, "<script>\nfetch('a.json')</script>", "/sub/a.json", 2},
		{"text behind a script", Page, "<script></script>'a.json'", "/sub/a.json", 0},
		{"a citation", Page, "<q cite=a.html>", "/sub/a.html", 0},
		{"url", Style, "p {\nbackground: url( a.png ) }", "/sub/a.png", 2},
		{"url in quotes", Style, "p { background: URL(\n'a.png') }", "/sub/a.png", 2},
		{"import", Style, "@import 'a.css';", "/sub/a.css", 1},
		{"import by url", Style, "@import url(a.css);", "/sub/a.css", 1},
		{"a text", Style, "p { content: 'a.css' }", "/sub/a.css", 0},
		{"a comment", Style, "/* url(a.png) */", "/sub/a.png", 0},
		{"an open url", Style, "p { background: url(", "/sub/", 0},
		{"a module", Script, "\nimport { a } from './a.js';", "/sub/a.js", 2},
		{"twice", Script, "fetch('a.json');\nfetch('a.json');", "/sub/a.json", 0},
		{"a comment and a call", Script, "// 'a.json'\nfetch(`a.json`);", "/sub/a.json", 2},
		{"with something put in", Script, "fetch(`${a}.json`);", "/sub/$%7Ba%7D.json", 0},
	} {
		at, asked := &url.URL{Scheme: "http", Host: "h:1", Path: "/sub/page"}, parse(t, "http://h:1"+c.asked)
		if got := (Source{c.kind, []byte(c.text), at}).Line(asked); got != c.want {
			t.Errorf("%s: %d, not %d", c.name, got, c.want)
		}
	}
}

// A path of a computer is one wherever a page loads something or leads somewhere.
func TestLocal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		page, address string
		line          int
	}{
		{"<p>\n<img src='file:///C:/a.png'>", "file:///C:/a.png", 2},
		{`<img src="C:\Users\Ana\a.png">`, `C:\Users\Ana\a.png`, 1},
		{"<img src=D:/a.png>", "D:/a.png", 1},
		{"<a href=' FILE:///home/a.html'>", "FILE:///home/a.html", 1},
		{"<style>\np { background: url(file:///a.png) }</style>", "file:///a.png", 2},
		{"<p>file:///a.png C:\\a.png", "", 0},
		{"<!-- <img src=file:///a.png> -->", "", 0},
		{"<img src=http://h/a.png><a href=mailto:a@b.example><a href=C:a>", "", 0},
		{"<script>open('C:/a.png')</script>", "", 0},
		{"<img alt='file:///a.png' src=profile.png>", "", 0},
	} {
		if line, address := Local([]byte(c.page)); line != c.line || address != c.address {
			t.Errorf("%s: %d %q", c.page, line, address)
		}
	}
}

func parse(t *testing.T, address string) *url.URL {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}
