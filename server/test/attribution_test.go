//go:build linux

package test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// attributed are the fields of a response, sorted by their names, each with all that is said of who
// set it. Connection is left out: the client of the tests asks for its end.
func attributed(x protocol.Exchange) []string {
	lines := []string{}
	for _, h := range x.Response.Headers {
		if h.Name == "Connection" && h.SetBy == protocol.SetByServer {
			continue
		}
		line := fmt.Sprintf("%s=%s", h.Name, h.SetBy)
		if h.Where != nil {
			line += fmt.Sprintf("@%s:%d", h.Where.Path, h.Where.Line)
		}
		if h.Setting != "" || h.Key != "" {
			line += " " + strings.TrimSpace(h.Setting+" "+h.Key)
		}
		lines = append(lines, line)
	}
	slices.SortStableFunc(lines, byName)
	return lines
}

// byName leaves fields of one name in the order of the wire.
func byName(a, b string) int {
	a, _, _ = strings.Cut(a, "=")
	b, _, _ = strings.Cut(b, "=")
	return strings.Compare(a, b)
}

// Each field of each kind of answer has its origin: the one who set it, and the line, the entry of
// a setting or the row of the type table by which.
func TestEveryFieldNamesWhoSetIt(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, strings.Join([]string{
		"-- page.html --\n<!doctype html>\n<title>x</title>\n",
		"-- varied/page.html --\n<!doctype html>\n<title>x</title>\n",
		"-- style.css --\np {}\n", "-- style.CSS --\np {}\n", "-- data.json --\n{}\n", "-- bundle.tar.own --\nx\n", "-- exact.css --\np {}\n", "-- unheard.of --\nx\n", "-- none.txt --\nx\n",
		"-- given/a.txt --\nabc\n", "-- list/a.txt --\nx\n", "-- own/404.html --\ngone\n",
		"-- cgi-bin/plain.sh --\n#!/bin/sh\necho 'Content-Type: text/plain'\necho 'X-One: 1'\necho 'X-Two: 2'\necho 'Set-Cookie: a=1'\necho 'Set-Cookie: b=2'\necho\necho x\n",
		"-- cgi-bin/length.sh --\n#!/bin/sh\necho 'Content-Length: 2'\necho 'ETag: \"a\"'\necho\necho x\n",
		"-- cgi-bin/server.sh --\n#!/bin/sh\necho 'Content-Type: text/plain'\necho 'Server: mine'\necho 'Date: Sun, 06 Nov 1994 08:49:37 GMT'\necho 'Connection: close'\necho\necho x\n",
		"-- cgi-bin/twice.sh --\n#!/bin/sh\nif [ -n \"$QUERY_STRING\" ]\nthen echo 'X-Branch: same'\nelse echo 'X-Branch: same'\nfi\necho 'Content-Type: text/plain'\necho\n",
		"-- cgi-bin/page.sh --\n#!/bin/sh\necho 'Content-Type: text/html'\necho 'content-length: 41'\necho 'Cache-Control: no-cache'\necho\necho '<!doctype html><title>x</title><p>hello'\necho\n",
		"-- cgi-bin/go.sh --\n#!/bin/sh\necho 'Location: http://127.0.0.1/x'\necho 'Set-Cookie: a=1'\necho\n",
		"-- cgi-bin/hand.sh --\n#!/bin/sh\necho 'Set-Cookie: a=1'\necho 'Location: /given/a.txt'\necho\n",
		"-- cgi-bin/fails.sh --\n#!/bin/sh\necho 'Content-Type: text/plain'\nexit 3\n",
		"-- cgi-bin/nph-own.sh --\n#!/bin/sh\nprintf 'HTTP/1.1 200 OK\\r\\nX-Own: 1\\r\\nContent-Length: 0\\r\\n\\r\\n'\n",
	}, "")), func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{
			"given/*": {"X-Given": "1", "Cache-Control": "max-age=5", "Set-Cookie": "s=1", "Access-Control-Allow-Origin": "*"}, "*.txt": {"X-Given": "overruled", "X-Text": "1"},
			"varied/**": {"Vary": "Accept", "ETag": `"v"`},
		}
		p.MIMETypes = map[string]string{".tar.own": "application/x-own", "/exact.css": "text/x-exact", ".txt": "text/x-plain", "/none.txt": ""}
	})
	const (
		navigates = "Sec-Fetch-Dest: document"
		ours      = "Cache-Control=server,Date=server,Server=server"
		sent      = "Accept-Ranges=server,Content-Length=file,ETag=file,Last-Modified=file," + ours
		byTable   = ",Content-Type=type table "
		printed   = "Date=server,Server=server,"
		given     = "Accept-Ranges=server,Access-Control-Allow-Origin=setting vitrina.headers given/*,Cache-Control=setting vitrina.headers given/*,Content-Length=file,Content-Type=setting vitrina.mimeTypes .txt,Date=server,ETag=file,Last-Modified=file,Server=server,X-Given=setting vitrina.headers given/*,X-Text=setting vitrina.headers *.txt"
		page      = "Cache-Control=server,Content-Language=server,Content-Length=server,Content-Type=server,Date=server,Server=server,X-Content-Type-Options=server"
	)
	for i, c := range []struct{ ask, field, want string }{
		{"GET /style.css", "", sent + byTable + ".css"},
		{"GET /style.CSS", "", sent + byTable + ".css"},
		{"HEAD /data.json", "", sent + byTable + ".json"},
		{"GET /unheard.of", "", sent},
		{"GET /bundle.tar.own", "", sent + ",Content-Type=setting vitrina.mimeTypes .tar.own"},
		{"GET /exact.css", "", sent + ",Content-Type=setting vitrina.mimeTypes /exact.css"},
		{"GET /none.txt", "", sent + ",X-Given=setting vitrina.headers *.txt,X-Text=setting vitrina.headers *.txt"},
		{"GET /page.html", navigates, strings.NewReplacer("ETag=file", "ETag=reload", "Content-Length=file", "Content-Length=reload").Replace(sent) + byTable + ".html,Vary=reload"},
		{"GET /varied/page.html", navigates, strings.NewReplacer("ETag=file", "ETag=setting vitrina.headers varied/**", "Content-Length=file", "Content-Length=reload").Replace(sent) + byTable + ".html,Vary=setting vitrina.headers varied/**,Vary=reload"},
		{"GET /style.css", "Range: bytes=0-1", sent + byTable + ".css,Content-Range=file"},
		{"GET /style.css", "Range: bytes=0-0,2-2", strings.Replace(sent, "Content-Length=file", "Content-Length=server", 1) + ",Content-Type=server"},
		{"GET /style.css", "Range: bytes=99-", page + ",Content-Range=file,ETag=file"},
		{"GET /style.css", "If-None-Match: *", ours + ",ETag=file"},
		{"GET /style.css", `If-Match: "other"`, page + ",ETag=file"},
		{"GET /given/a.txt", "", given + ",Set-Cookie=setting vitrina.headers given/*"},
		{"OPTIONS /given/a.txt", "", "Access-Control-Allow-Origin=setting vitrina.headers given/*,Allow=server,Date=server,Server=server"},
		{"GET /list/", "", page + ",Content-Security-Policy=server,Vary=server"},
		{"GET /list", "", "Cache-Control=server,Content-Length=server,Date=server,Location=server,Server=server"},
		{"GET /nothing", "", page},
		{"GET /nothing", "Accept: text/html", page + ",Content-Security-Policy=server"},
		{"POST /style.css", "", page + ",Allow=server"},
		{"GET /cgi-bin/plain.sh", "", printed + "Content-Type=script@cgi-bin/plain.sh:2,X-One=script@cgi-bin/plain.sh:3,X-Two=script@cgi-bin/plain.sh:4,Set-Cookie=script@cgi-bin/plain.sh:5,Set-Cookie=script@cgi-bin/plain.sh:6,Transfer-Encoding=server"},
		{"GET /cgi-bin/length.sh", "", printed + "Content-Length=script@cgi-bin/length.sh:2,ETag=script@cgi-bin/length.sh:3"},
		{"GET /cgi-bin/server.sh", "", "Content-Type=script@cgi-bin/server.sh:2,Server=script@cgi-bin/server.sh:3,Date=script@cgi-bin/server.sh:4,Transfer-Encoding=server"},
		{"GET /cgi-bin/twice.sh", "", printed + "X-Branch=script,Content-Type=script@cgi-bin/twice.sh:6,Content-Length=server"},
		{"GET /cgi-bin/page.sh", navigates, printed + "Content-Type=script@cgi-bin/page.sh:2,Cache-Control=script@cgi-bin/page.sh:4,content-length=reload,Vary=reload"},
		{"GET /cgi-bin/go.sh", "", printed + "Location=script@cgi-bin/go.sh:2,Set-Cookie=script@cgi-bin/go.sh:3,Content-Length=server"},
		{"GET /cgi-bin/hand.sh", "", given + ",Set-Cookie=script@cgi-bin/hand.sh:2,Set-Cookie=setting vitrina.headers given/*"},
		{"GET /cgi-bin/fails.sh", "", page},
		{"GET /cgi-bin/nph-own.sh", "", "X-Own=script,Content-Length=script"},
	} {
		method, target, _ := strings.Cut(c.ask, " ")
		target = fmt.Sprintf("%s?%d", target, i)
		fields := []string{}
		if c.field != "" {
			fields = append(fields, c.field)
		}
		answer := ask(t, site.URL, method, target, "", fields...)
		want := strings.Split(c.want, ",")
		slices.SortStableFunc(want, byName)
		got := attributed(e.exchange(target))
		if !slices.Equal(got, want) {
			t.Errorf("%s %s\n got  %s\n want %s\n%s", c.ask, c.field, strings.Join(got, ","), strings.Join(want, ","), answer.head)
		}
	}
}

// The line of a script is named only where no other line, file or program can have printed the field.
func TestALineIsNamedOnlyWhereItSurelyPrintedTheField(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, strings.Join([]string{
		"-- cgi-bin/comment.php --\n<?php\n/*\nheader('Content-type: text/html; charset=UTF-8');\n*/\necho '<p>x';\n",
		"-- cgi-bin/branch.php --\n<?php\nif (isset($_GET['j'])) { header('Content-type: text/html; charset=UTF-8'); }\necho '<p>x';\n",
		"-- cgi-bin/ran.php --\n<?php\nheader('Content-Type: text/css');\n",
		"-- cgi-bin/imports.py --\nimport helper\ndef head():\n    print('Content-Type: text/html')\n    print()\nhelper.head()\n",
		"-- cgi-bin/helper.py --\ndef head():\n    print('Content-Type: text/html')\n    print()\n",
		"-- cgi-bin/alone.py --\nimport json\nprint('Content-Type: text/html')\nprint()\n",
	}, "")))
	for target, want := range map[string]string{
		"comment.php": "", "branch.php": "", "ran.php": "cgi-bin/ran.php:2", "imports.py": "", "alone.py": "cgi-bin/alone.py:2",
	} {
		get(t, site.URL, "/cgi-bin/"+target)
		where := ""
		for _, h := range e.exchange("/cgi-bin/" + target).Response.Headers {
			if strings.EqualFold(h.Name, "Content-Type") && h.Where != nil {
				where = fmt.Sprintf("%s:%d", h.Where.Path, h.Where.Line)
			}
		}
		if where != want {
			t.Errorf("%s: %q, not %q", target, where, want)
		}
	}
}
