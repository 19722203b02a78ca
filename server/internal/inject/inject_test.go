package inject

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const line = `<script async="" src="./_vitrina/reload.js?state=x"></script>`

func TestInject(t *testing.T) {
	// The mark | is where the line belongs.
	tests := map[string]string{
		"whole page":                `<!DOCTYPE html><html lang="es"><head>|<link href="x.css"></head><body>x</body></html>`,
		"meta and title stay first": "<!doctype html>\n<html>\n<head>\n<meta charset=utf-8>\n<title>a</title>\n|<base href=/x/></head>",
		"title with markup":         `<head><title><script>1</script></title>|<script>2</script></head>`,
		"no head":                   `<!doctype html><html>|<body>x</body></html>`,
		"end of head only":          `<!doctype html><html>|</head><body>x</body></html>`,
		"fragment":                  `|<p>x</p>`,
		"text alone":                "\n |x",
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
		"doctype that never closes": `|<!doctype html`,
		"title that never closes":   `<head>|<title>x`,
		"template":                  `<!doctype html>|<template><head></head></template>`,
		"noscript":                  `<head>|<noscript><link href=x></noscript></head>`,
		"plain text for ever":       `|<plaintext><head>`,
		"capital letters":           `<!DOCTYPE HTML><HTML><HEAD><META CHARSET=utf-8><TITLE>x</TITLE>|<SCRIPT></SCRIPT></HEAD>`,
		"not UTF-8":                 "<html><head><title>\xe1\xff</title>|<p>\xf1",
	}
	for name, marked := range tests {
		t.Run(name, func(t *testing.T) {
			page := strings.Replace(marked, "|", "", 1)
			got, injected := ReloadScript([]byte(page), "/", "state=x")
			want := strings.Replace(marked, "|", line, 1)
			if !injected || string(got) != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if again := Without(got); string(again) != page {
				t.Errorf("without the line: %q, not %q", again, page)
			}
		})
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
		plain := render(t, []byte(page))
		injected, _ := ReloadScript([]byte(page), "/", "state=x")
		with := render(t, injected)
		if without := strings.Replace(with, line, "", 1); without != plain {
			t.Errorf("%q is parsed as\n%s\nwithout the line\n%s", page, without, plain)
		}
	}
}

func render(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := html.Render(&out, root); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestInjectLeavesUTF16Alone(t *testing.T) {
	for _, page := range []string{"\xff\xfe<\x00p\x00>\x00", "\xfe\xff\x00<\x00p", "<\x00h\x00t\x00m\x00l\x00>\x00"} {
		if got, injected := ReloadScript([]byte(page), "/", "state=x"); injected || string(got) != page {
			t.Errorf("%q became %q", page, got)
		}
	}
}

func TestInjectDoesNotWriteIntoItsArgument(t *testing.T) {
	page := append(make([]byte, 0, 4096), "<p>x</p>"...)
	ReloadScript(page, "/", "state=x")
	if string(page) != "<p>x</p>" || strings.Contains(string(page[:cap(page)]), "script") {
		t.Error("the page's own bytes were changed")
	}
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
		got, _ := ReloadScript(nil, target, "state=x&method=POST")
		if !strings.Contains(string(got), `src="`+want+`reload.js?state=x&amp;method=POST"`) {
			t.Errorf("from %s: %s, want %s", target, got, want)
		}
	}
}
