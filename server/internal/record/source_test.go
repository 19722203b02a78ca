package record

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

func text(s string) *string { return &s }

func TestEditsAreChangesOfWhatBothAnswersWereMadeFrom(t *testing.T) {
	now := time.Now()
	old, saved := now.Add(-time.Hour), now.Add(time.Hour)
	for name, c := range map[string]struct {
		before, after []Source
		target        string // of the later one
		want          []protocol.Edit
	}{
		"nothing is known": {nil, nil, "/p", nil},
		"the same": {
			[]Source{{"a", "1", old, []byte("x")}}, []Source{{"a", "1", old, []byte("x")}}, "/p", nil,
		},
		"one of two changed": {
			[]Source{{"a", "1", old, []byte("x")}, {"b", "1", old, []byte("y")}},
			[]Source{{"a", "1", old, []byte("x")}, {"b", "2", saved, []byte("z")}},
			"/p",
			[]protocol.Edit{{Path: "b", Time: saved, Before: text("y"), After: text("z")}},
		},
		"both, by name": {
			[]Source{{"b", "1", old, nil}, {"a", "1", old, []byte("x")}},
			[]Source{{"b", "2", saved, nil}, {"a", "2", saved, []byte("y")}},
			"/p",
			[]protocol.Edit{{Path: "a", Time: saved, Before: text("x"), After: text("y")}, {Path: "b", Time: saved}},
		},
		"a new file": {
			nil,
			[]Source{{"a", "1", saved, []byte("x")}},
			"/p",
			[]protocol.Edit{{Path: "a", Time: saved, Added: true, After: text("x")}},
		},
		"an old file that the earlier answer did not need": {nil, []Source{{"a", "1", old, []byte("x")}}, "/p", nil},
		"a new file of another target":                     {nil, []Source{{"a", "1", saved, []byte("x")}}, "/q", nil},
		"one that the later answer does not need":          {[]Source{{"a", "1", old, []byte("x")}}, nil, "/p", nil},
	} {
		t.Run(name, func(t *testing.T) {
			store := NewStore(DefaultLimits())
			before := store.Begin("s1", "GET", "/p", "", now, now)
			before.AddSources(c.before...)
			after := begin(store, "s1", c.target)
			after.AddSources(c.after...)
			got, ok := store.Edits(before.ID(), after.ID())
			if !ok {
				t.Fatal("they are not kept")
			}
			if c.want == nil {
				c.want = []protocol.Edit{}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTextsOfSourcesAreBounded(t *testing.T) {
	store := NewStore(Limits{Exchanges: 100, Body: 10, Bodies: 20, Heads: 1 << 20})
	long := strings.Repeat("x", 64<<10)
	source := func(n int) Source { return Source{"a", fmt.Sprint(n), time.Now(), []byte(long)} }
	first := begin(store, "s1", "/p")
	first.AddSources(source(0))
	store.Pin(first.ID(), true)
	second := begin(store, "s1", "/p")
	second.AddSources(source(1))
	var last *Exchange
	for n := 2; n < 90; n++ {
		last = begin(store, "s1", "/p")
		last.AddSources(source(n))
	}
	if store.texts > maxTexts {
		t.Errorf("%d bytes are kept", store.texts)
	}
	edits, _ := store.Edits(first.ID(), last.ID())
	if len(edits) != 1 || edits[0].Before == nil || edits[0].After == nil {
		t.Errorf("since the pinned one: %v", edits)
	}
	edits, _ = store.Edits(second.ID(), last.ID())
	if len(edits) != 1 || edits[0].Before != nil || edits[0].After == nil {
		t.Errorf("since one whose text made room: %v", edits)
	}

	store.Pin(first.ID(), false)
	store.Clear("")
	if len(store.versions) != 0 || len(store.withText) != 0 || store.texts != 0 {
		t.Errorf("after Clear: %d versions, %d texts, %d bytes", len(store.versions), len(store.withText), store.texts)
	}
}
