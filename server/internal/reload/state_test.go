package reload

import (
	"slices"
	"testing"
	"time"
)

func TestWhatMakesAStateAnother(t *testing.T) {
	at := time.Now()
	folder := Part{Path: "cgi-bin/", Changed: at, Role: ScriptPart}
	page, other := Part{Path: "cgi-bin/a.py", Tag: "1", Role: Script}, Part{Path: "cgi-bin/b.py", Tag: "1"}
	for name, test := range map[string]struct {
		before, now State
		want        []string
	}{
		"the same":              {NewState(page, folder, other), NewState(page, folder, other), nil},
		"another content":       {NewState(page), NewState(Part{Path: "cgi-bin/a.py", Tag: "2"}), []string{"cgi-bin/a.py"}},
		"one more":              {NewState(page, folder), NewState(page, folder, other), []string{"cgi-bin/b.py"}},
		"one less":              {NewState(page, folder, other), NewState(page, folder), []string{"cgi-bin/b.py"}},
		"an empty folder more":  {NewState(page), NewState(page, folder), nil},
		"missing still":         {NewState(Part{Path: "x", Tag: Absent}), NewState(Part{Path: "x", Tag: Absent}), nil},
		"a listing, then index": {NewState(Part{Path: "docs/", Tag: "1"}), NewState(Part{Path: "docs/index.html", Tag: "1"}), []string{"docs/index.html", "docs/"}},
	} {
		got := []string{}
		for _, part := range test.now.since(test.before) {
			got = append(got, part.Path)
		}
		if !slices.Equal(got, test.want) && len(got)+len(test.want) > 0 {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	if gone := NewState(page, folder).since(NewState(page, folder, other)); gone[0].Tag != Absent || !gone[0].Changed.Equal(at) {
		t.Errorf("what is gone is %+v", gone)
	}
}

func TestWhichFilesMatterToAState(t *testing.T) {
	state := NewState(Part{Path: "docs/", Tag: "1"}, Part{Path: "a.html", Tag: "1"})
	for changed, want := range map[string]bool{"docs/x.txt": true, "docs/deep/y": true, "a.html": true, "docsx": false, "b.html": false} {
		if got := state.names(changed); got != want {
			t.Errorf("%s: %v", changed, got)
		}
	}
	if !NewState(Part{Path: "./", Tag: "1"}).names("x.txt") {
		t.Error("a file in the root matters not to its listing")
	}
	for path, want := range map[string]string{"./": "/", "docs/": "docs/", "a.html": "a.html"} {
		if got := because(loadAgain, "reload.listing", path); got.reason.Args["path"] != want || got.paths[0] != path {
			t.Errorf("the sentence on %s: %+v", path, got)
		}
	}
}
