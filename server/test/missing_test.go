//go:build linux

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// What is not there is answered with what was looked for, and with the names that resemble it.
func TestMissingFilesNameTheNearest(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, strings.NewReplacer(`\u0301`, "\u0301").Replace(`
-- index.html --
-- About.html --
-- Images/logo.PNG --
-- two words?.html --
-- .abuot.html --
-- sub/abuot.html --
-- cgi-bin/about.html --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
-- cgi-bin/hello.py --
#!/usr/bin/env python3
print("Content-Type: text/plain\n")
-- music/50% & more #1.txt --
-- a\u0301rbol.txt --
-- <b>bold<b>.txt --
`))
	site := e.start(root)
	for target, want := range map[string][]string{
		"/about.html":                  {"/cgi-bin/about.html", "/About.html"},
		"/about":                       {"/About.html"},
		"/INDEX":                       {"/index.html"},
		"/abuot.html":                  {"/About.html", "/sub/abuot.html"},
		"/hello.py":                    {"/cgi-bin/hello.py"},
		"/sub/logo.png":                {"/Images/logo.PNG"},
		"/50%25%20&%20more%20%231.txt": {"/music/50%25%20&%20more%20%231.txt"},
		"/%C3%A1rbol.txt":              {"/a%CC%81rbol.txt"},
		"/cgi-bin/helo.py":             {"/cgi-bin/hello.py"},
		"/cgi-bin/HELLO.py":            {"/cgi-bin/hello.py"},
		"/cgi-bin/hello":               {"/cgi-bin/hello.py"},
		"/cgi-bin/cgi-bin/hello.py":    {"/cgi-bin/hello.py"},
		"/cgi-bin/other.py":            {}, // a script folder has no listing
		"/images/Logo.png":             {"/Images/logo.PNG"},
		"/images/":                     {"/Images/"},
		"/two%20words.html":            {"/two%20words%3F.html"},
		"/bold.txt":                    {},
		"/b%3Ebold%3Cb":                {},
		"/index.html/":                 {"/index.html"},
		"/cgi-bim/about.html":          {"/cgi-bin/about.html", "/About.html"},
		"/nothing/like/this":           {},
	} {
		page := get(t, site.URL, target+"?page", "Accept: text/html")
		links := []string{}
		for _, a := range elements(t, page.body, "a") {
			links = append(links, a.attrs["href"])
		}
		if page.status != 404 || !slices.Equal(links, want) {
			t.Errorf("%s: %s%q, not %q", target, page.head, links, want)
		}
		for _, link := range links {
			if got := get(t, site.URL, link); got.status != 200 {
				t.Errorf("%s leads to %s", link, got.head)
			}
		}
		text := get(t, site.URL, target+"?text")
		if text.status != 404 || text.header.Get("Content-Type") != "text/plain; charset=utf-8" || strings.Contains(text.body, "Similar names that exist") != (len(want) > 0) {
			t.Errorf("%s: %s%s", target, text.head, text.body)
		}
	}
	if got := get(t, site.URL, "/50%25%20&%20more%20%231.txt?text"); !strings.Contains(got.body, "/music/50%25 & more %231.txt") {
		t.Errorf("as it has to be typed: %s", got.body)
	}
	if got := get(t, site.URL, "/%C3%A1rbol.txt?es", "Accept-Language: es"); !strings.Contains(got.body, "se pidió /%C3%A1rbol.txt y existe /a%CC%81rbol.txt") {
		t.Errorf("%s", got.body)
	}
	if got := get(t, site.URL, "/about?es", "Accept: text/html", "Accept-Language: es"); !strings.Contains(got.body, "Nombres parecidos que existen") || !strings.Contains(got.body, "no existe /about.") {
		t.Errorf("%s", got.body)
	}
	if got := get(t, site.URL, "/%3Cscript%3Ealert(1)%3C/script%3E%0A%E2%80%AE", "Accept: text/html"); strings.Contains(got.body, "<script") || strings.Contains(got.body, "\u202e") || !strings.Contains(got.body, "‹U") {
		t.Errorf("%s", got.body)
	}
	if got := get(t, site.URL, "/.well-known/nothing"); !strings.Contains(got.body, "There is no /.well-known/nothing in the served folder.") {
		t.Errorf("%s", got.body)
	}
	if x := e.exchange("/about?es"); x.Kind != protocol.KindError || noteCodes(x.Notes) != "notFound" {
		t.Errorf("%s %s", x.Kind, noteCodes(x.Notes))
	}
}

// A site's own page for what is missing is sent as such: with 404, whole, and under no
// condition.
func TestTheSitesOwnPageForWhatIsMissing(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, "-- index.html --\n-- sub/a.txt --\na\n-- .env --\nSECRET\n")
	const page = "<!doctype html><meta charset=utf-8><title>No</title><p>¡No está!</p>"
	write(t, filepath.Join(root, "404.html"), page)
	site := e.start(root)
	itself := get(t, site.URL, "/404.html")
	if itself.status != 200 || itself.body != page {
		t.Errorf("by its own name: %s", itself.head)
	}
	for i, c := range []struct{ method, path, field, notes string }{
		{"GET", "/missing", "X: 1", "ownNotFound"},
		{"GET", "/missing.png", "Accept: image/*", "ownNotFound"},
		{"GET", "/sub/missing/deep", "Range: bytes=0-3", "ownNotFound"},
		{"GET", "/missing", "Range: bytes=9999-", "ownNotFound"},
		{"GET", "/missing", "If-None-Match: " + itself.header.Get("ETag"), "ownNotFound"},
		{"GET", "/missing", "If-None-Match: *", "ownNotFound"},
		{"GET", "/missing", "If-Modified-Since: " + itself.header.Get("Last-Modified"), "ownNotFound"},
		{"GET", "/missing", `If-Match: "x"`, "ownNotFound"},
		{"HEAD", "/missing", "X: 1", "ownNotFound"},
		{"GET", "/.env", "X: 1", "ownNotFound hidden"},
	} {
		target := fmt.Sprintf("%s?%d", c.path, i)
		got := ask(t, site.URL, c.method, target, "", c.field)
		body := page
		if c.method == "HEAD" {
			body = ""
		}
		h := got.header
		if got.status != 404 || got.body != body || h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Content-Length") != fmt.Sprint(len(page)) ||
			h.Get("ETag")+h.Get("Last-Modified")+h.Get("Accept-Ranges")+h.Get("Content-Range") != "" {
			t.Errorf("%s %s: %s%s", target, c.field, got.head, got.body)
		}
		x := e.exchange(target)
		if x.Kind != protocol.KindError || noteCodes(x.Notes) != c.notes || x.File == nil || x.File.Path != "404.html" || !strings.Contains(x.Notes[0].Message, c.path) {
			t.Errorf("%s: %s %+v %+v", target, x.Kind, x.Notes, x.File)
		}
		for _, field := range x.Response.Headers {
			if field.Name == "Content-Type" && field.SetBy != protocol.SetByTypeTable {
				t.Errorf("%+v", field)
			}
		}
	}
	injected := get(t, site.URL, "/sub/missing?browser", "Sec-Fetch-Dest: document")
	if injected.status != 404 || !strings.Contains(injected.body, `src="../_vitrina/reload.js?state=`) || !strings.Contains(injected.body, "¡No está!") {
		t.Errorf("%s%s", injected.head, injected.body)
	}
	if got := ask(t, site.URL, "POST", "/missing", ""); got.status != 404 || strings.Contains(got.body, "¡No está!") {
		t.Errorf("POST: %s%s", got.head, got.body)
	}

	// The page loads again when the page for what is missing changes, and when the file is there.
	awaitWatching(t, e, root)
	open1 := open(t, site.URL, "/sub/missing?browser", "")
	write(t, filepath.Join(root, "404.html"), strings.Replace(page, "No", "Nope", 1))
	if m := open1.next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
	get(t, site.URL, "/sub/missing?browser", "Sec-Fetch-Dest: document")
	open2 := open(t, site.URL, "/sub/missing?browser", "")
	write(t, filepath.Join(root, "sub", "missing"), "now")
	if m := open2.next(); m.Type != "reload" {
		t.Errorf("%+v", m)
	}
	if err := os.Remove(filepath.Join(root, "404.html")); err != nil {
		t.Fatal(err)
	}
	if got := get(t, site.URL, "/sub/missin"); !strings.Contains(got.body, "/sub/missing") {
		t.Errorf("%s%s", got.head, got.body)
	}
}

// Below /_vitrina/ what is missing is said as elsewhere, but it is not the site's to answer.
func TestNothingBelowTheReservedPath(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- 404.html --\n<h1>Not ours</h1>\n-- _vitrina/x.html --\nx\n"))
	for language, says := range map[string]string{"en": "Vitrina's own pages, and /_vitrina/x.html is not one of them", "es": "las páginas propias de Vitrina, y /_vitrina/x.html no es una de ellas"} {
		for _, accept := range []string{"text/html", "*/*"} {
			got := get(t, site.URL, "/_vitrina/x.html", "Accept: "+accept, "Accept-Language: "+language)
			if got.status != 404 || !strings.Contains(strings.ReplaceAll(got.body, "&#39;", "'"), says) {
				t.Errorf("%s, %s: %s%s", language, accept, got.head, got.body)
			}
		}
	}
}
