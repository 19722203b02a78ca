//go:build linux

package test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"vitrina/server/internal/protocol"
)

// What changed between two answers is told by the files that they were made from, and by no other.
func TestEditsBetweenTwoAnswers(t *testing.T) {
	t.Parallel()
	const head = "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\n"
	const files = "-- p.html --\n<p>1\n-- other.html --\n1\n-- cgi-bin/a.sh --\n" + head + "cat ../data.txt\n" +
		"-- cgi-bin/beside.sh --\n" + head + "-- data.txt --\n1\n"
	text := func(s string) *string { return &s }
	for name, c := range map[string]struct {
		target string
		writes map[string]string
		want   []protocol.Edit
	}{
		"nothing":      {"/p.html", nil, nil},
		"a file":       {"/p.html", map[string]string{"p.html": "<p>2\n"}, []protocol.Edit{{Path: "p.html", Before: text("<p>1\n"), After: text("<p>2\n")}}},
		"another file": {"/p.html", map[string]string{"other.html": "2\n"}, nil},
		"a script": {
			"/cgi-bin/a.sh",
			map[string]string{"cgi-bin/a.sh": head + "echo\n"},
			[]protocol.Edit{{Path: "cgi-bin/a.sh", Before: text(head + "cat ../data.txt\n"), After: text(head + "echo\n")}},
		},
		"what a script reads": {
			"/cgi-bin/a.sh",
			map[string]string{"data.txt": "2\n"},
			[]protocol.Edit{{Path: "data.txt", Before: text("1\n"), After: text("2\n")}},
		},
		"what stands beside a script": {"/cgi-bin/a.sh", map[string]string{"cgi-bin/beside.sh": head + "echo\n"}, nil},
		"a file that was missing":     {"/new.html", map[string]string{"new.html": "new\n"}, []protocol.Edit{{Path: "new.html", Added: true, After: text("new\n")}}},
		"bytes that are no text":      {"/p.html", map[string]string{"p.html": "a\x00b"}, []protocol.Edit{{Path: "p.html", Before: text("<p>1\n")}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := folder(t, files)
			e := newEditor(t, true)
			site := e.start(root)
			get(t, site.URL, c.target)
			e.exchange(c.target)
			for file, content := range c.writes {
				write(t, filepath.Join(root, filepath.FromSlash(file)), content)
			}
			get(t, site.URL, c.target)
			var list protocol.ExchangeListResult
			eventually(t, func() bool {
				e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{}, &list)
				if len(list.Exchanges) != 2 || !list.Exchanges[1].Complete {
					return false
				}
				var after protocol.Exchange
				e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: list.Exchanges[1].ID}, &after)
				return after.Kind != protocol.KindScript || after.Script != nil && after.Script.ExitCode != nil
			}, func() string { return "the second answer is not recorded" })
			var result protocol.ExchangeEditsResult
			e.must(protocol.MethodExchangeEdits, protocol.ExchangeEditsParams{Before: list.Exchanges[0].ID, After: list.Exchanges[1].ID}, &result)
			if diff := cmp.Diff(c.want, []protocol.Edit(result.Edits), cmpopts.IgnoreFields(protocol.Edit{}, "Time"), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			for _, edit := range result.Edits {
				if since := time.Since(edit.Time); since < 0 || since > time.Minute {
					t.Errorf("%s was changed at %v", edit.Path, edit.Time)
				}
			}
		})
	}
}

// What is pinned outlives all that comes, and is left by exchange/clear.
func TestAPinnedExchangeIsNotForgotten(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, lesson))
	get(t, site.URL, "/index-1.html")
	pinned := e.exchange("/index-1.html")
	e.must(protocol.MethodExchangePin, protocol.ExchangePinParams{ID: pinned.ID, Pinned: true}, nil)
	get(t, site.URL, "/index.css")
	e.exchange("/index.css")
	e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{SiteID: site.ID}, nil)

	var list protocol.ExchangeListResult
	e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{}, &list)
	if len(list.Exchanges) != 1 || list.Exchanges[0].ID != pinned.ID || !list.Exchanges[0].Pinned {
		t.Errorf("what is left: %+v", list.Exchanges)
	}
	var body protocol.ExchangeBodyResult
	e.must(protocol.MethodExchangeBody, protocol.ExchangeBodyParams{ID: pinned.ID, Of: protocol.BodyOfResponse}, &body)
	if body.Body.Kept == 0 || body.Body.Kept != body.Body.Bytes {
		t.Errorf("its body: %+v", body.Body)
	}
	if r := e.call(protocol.MethodExchangePin, protocol.ExchangePinParams{ID: "999", Pinned: true}); r.Error == nil || r.Error.Data.Failure != protocol.FailureExchangeUnknown {
		t.Errorf("one that is not kept: %+v", r)
	}
}
