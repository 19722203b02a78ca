package site

import (
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/watch"
)

// changes gets the ids of sites that are described in another way.
type changes struct {
	noEvents
	ids chan string
}

func (c changes) Changed(siteID string) { c.ids <- siteID }

// A site says why changes are noticed late, for as long as they are.
func TestASiteSaysWhyFilesArePolled(t *testing.T) {
	told := changes{ids: make(chan string, 10)}
	root := t.TempDir()
	s := startIn(t, root, Options{Events: told}, defaultTimeouts())
	t.Cleanup(func() { _ = s.Close() })
	if s.Describe().Watching != nil {
		t.Fatalf("%+v", s.Describe().Watching)
	}
	for _, test := range []struct {
		cause error
		words []string
	}{
		{&watch.EventlessError{Path: "drive", Filesystem: "nfs"}, []string{filepath.Join(root, "drive"), "nfs", "una vez por segundo"}},
		{&watch.LimitError{Limit: "fs.inotify.max_user_watches", Value: 8192, Remedy: "sudo sysctl"}, []string{"fs.inotify.max_user_watches", "8192", "sudo sysctl"}},
	} {
		s.reload.polls(test.cause)
		if id := <-told.ids; id != "s1" {
			t.Errorf("told of %q", id)
		}
		note := l10n.Site(l10n.Spanish, s.Describe()).Watching
		if note == nil {
			t.Fatalf("%v is not said", test.cause)
		}
		for _, word := range test.words {
			if !strings.Contains(note.Message, word) {
				t.Errorf("%q does not name %s", note.Message, word)
			}
		}
	}
	s.reload.polls(nil)
	if <-told.ids; s.Describe().Watching != nil {
		t.Errorf("still said: %+v", s.Describe().Watching)
	}
}
