//go:build linux

package test

import (
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// The lesson's four resources have the types that the lesson says, and what is
// recorded of them is what crossed the wire.
func TestTheLessonsTypes(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson))
	for target, want := range map[string]struct {
		contentType string // empty for none
		setBy       protocol.SetBy
		kind        protocol.Kind
	}{
		"/index-1.html":     {"text/html; charset=utf-8", protocol.SetByTypeTable, protocol.KindFile},
		"/index.css":        {"text/css; charset=utf-8", protocol.SetByTypeTable, protocol.KindFile},
		"/python-logo.png":  {"image/png", protocol.SetByTypeTable, protocol.KindFile},
		"/cgi-bin/index.py": {"", "", protocol.KindScript},
	} {
		t.Run(target, func(t *testing.T) {
			got := get(t, site.URL, target)
			if got.status != 200 || got.header.Get("Content-Type") != want.contentType {
				t.Errorf("the response:\n%s", got.head)
			}
			x := e.exchange(target)
			if x.Response.Head != got.head {
				t.Errorf("recorded:\n%s\nreceived:\n%s", x.Response.Head, got.head)
			}
			if !strings.HasPrefix(x.Request.Head, "GET "+target+" HTTP/1.1\r\nConnection: close\r\n") {
				t.Errorf("the request's head: %q", x.Request.Head)
			}
			if x.Kind != want.kind || x.Status != 200 || x.Bytes != int64(len(got.body)) {
				t.Errorf("the summary: %+v", x.ExchangeSummary)
			}
			if (x.ContentType == nil) != (want.contentType == "") || x.ContentType != nil && *x.ContentType != want.contentType {
				t.Errorf("the summary's type: %v", x.ContentType)
			}
			for _, h := range x.Response.Headers {
				if h.Name == "Content-Type" && h.SetBy != want.setBy {
					t.Errorf("Content-Type was set by %q", h.SetBy)
				}
			}
		})
	}
}

// A script is edited live: each request runs it as it is then, and the type is the
// script's own, with the line that prints it.
func TestTheLessonsScriptIsEdited(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, lesson)
	site := e.start(root)
	const page = `print("<!doctype html><h1>Hola</h1>")` + "\n"
	for i, step := range []struct{ source, contentType, note string }{
		{page, "", "noHeader"},
		{"print('Content-type: text/javascript')\nprint()\n" + page, "text/javascript", ""},
		{"print('Content-type: text/html')\nprint()\n" + page, "text/html", ""},
		{"print('X-Lesson: 1')\nprint()\n" + page, "", "noContentType"},
		{"print('Content-type: text/html')\n" + page, "text/html", "noEmptyLine"},
	} {
		write(t, root+"/cgi-bin/index.py", step.source)
		target := "/cgi-bin/index.py?step=" + string(rune('0'+i))
		got := get(t, site.URL, target)
		if got.status != 200 || got.header.Get("Content-Type") != step.contentType || strings.TrimSpace(got.body) != "<!doctype html><h1>Hola</h1>" {
			t.Errorf("step %d: %s%s", i, got.head, got.body)
		}
		x := e.exchange(target)
		if codes := noteCodes(x.Notes); codes != step.note {
			t.Errorf("step %d: notes %q, not %q", i, codes, step.note)
		}
		for _, note := range x.Notes {
			if !strings.Contains(note.Message, "cgi-bin/index.py") {
				t.Errorf("step %d: the note does not name the script: %q", i, note.Message)
			}
		}
		for _, h := range x.Response.Headers {
			if strings.EqualFold(h.Name, "Content-Type") && (h.SetBy != protocol.SetByScript || h.Where == nil || h.Where.Line != 1) {
				t.Errorf("step %d: %+v", i, h)
			}
		}
	}
}

func noteCodes(notes []protocol.Note) string {
	codes := []string{}
	for _, note := range notes {
		codes = append(codes, note.Code)
	}
	return strings.Join(codes, " ")
}
