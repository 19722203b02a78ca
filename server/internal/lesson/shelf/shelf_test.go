package shelf

import (
	"os"
	"path/filepath"
	"testing"
)

// A student's copy has the lesson and its site, and not the answers. The template has its test: that is
// what its reader is to change.
func TestWhatACopyHas(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		folder  string
		has     []string
		hasNone []string
	}{
		{"1-types", []string{"lesson.md", "lesson.es.md", "diary.txt", "html/cgi-bin/index.py"}, []string{"lesson.test", "answers"}},
		{Template, []string{"lesson.md", "lesson.es.md", "lesson.test", "html/index.html"}, nil},
	} {
		to := filepath.Join(t.TempDir(), "copy")
		if err := Copy(test.folder, to); err != nil {
			t.Fatal(err)
		}
		for _, name := range test.has {
			if _, err := os.Stat(filepath.Join(to, name)); err != nil {
				t.Errorf("%s: %v", test.folder, err)
			}
		}
		for _, name := range test.hasNone {
			if _, err := os.Lstat(filepath.Join(to, name)); err == nil {
				t.Errorf("the copy of %s has %s", test.folder, name)
			}
		}
	}
}
