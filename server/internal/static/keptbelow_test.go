//go:build linux || darwin

package static

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// lookBelow looks below data, where nothing is called ignored.
func lookBelow(files *Files) []Tagged {
	return files.TagsBelow("data", func(name string, _ bool) bool { return filepath.Base(name) == "ignored" }, 20)
}

// listedOnce is a folder that was looked at until it is not listed any more.
func listedOnce(t *testing.T) (top string, files *Files) {
	t.Helper()
	top = t.TempDir()
	if err := os.MkdirAll(filepath.Join(top, "data", "deep", "ignored"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.txt", "deep/b.txt", "deep/ignored/c.txt"} {
		save(t, filepath.Join(top, "data", name), name, time.Now().Add(-time.Hour))
	}
	files = rooted(t, top)
	listed := 0
	files.OnOpening(func(string, string) func() {
		listed++
		return func() {}
	})
	for began := time.Now(); time.Since(began) < 2*time.Minute; time.Sleep(5 * time.Millisecond) {
		before := listed
		if lookBelow(files); listed == before {
			return top, files
		}
	}
	t.Fatal("it is listed each time")
	return "", nil
}

func TestWhatIsKeptOfAFolder(t *testing.T) {
	_, files := listedOnce(t)
	paths := []string{}
	for _, each := range lookBelow(files) {
		paths = append(paths, each.Path)
		if !each.Plain {
			t.Errorf("%s: a link", each.Path)
		}
	}
	if want := []string{"data/", "data/a.txt", "data/deep/", "data/deep/b.txt"}; !slices.Equal(paths, want) {
		t.Errorf("%v", paths)
	}
	if fewer := files.TagsBelow("data", func(string, bool) bool { return false }, 3); len(fewer) != 3 {
		t.Errorf("%d of at most 3", len(fewer))
	}
}

// Any change shows at once.
func TestAFolderThatChangedIsListedAgain(t *testing.T) {
	for what, change := range map[string]func(data string) error{
		"a file more":         func(data string) error { return os.WriteFile(data+"/deep/more.txt", nil, 0o600) },
		"a file less":         func(data string) error { return os.Remove(data + "/deep/b.txt") },
		"other content":       func(data string) error { return os.WriteFile(data+"/a.txt", []byte("b.txt"), 0o600) },
		"a folder more":       func(data string) error { return os.Mkdir(data+"/deep/more", 0o700) },
		"a link more":         func(data string) error { return os.Symlink("a.txt", data+"/link.txt") },
		"a link in its place": func(data string) error { return relink(data+"/a.txt", "deep/b.txt") },
		"another folder": func(data string) error {
			return errors.Join(os.Rename(data, data+"-before"), os.MkdirAll(data+"/deep", 0o700))
		},
		"a link to the folder": func(data string) error {
			return errors.Join(os.Rename(data, data+"-before"), os.Symlink("data-before", data))
		},
		"no folder":                     func(data string) error { return os.RemoveAll(data) },
		"a folder that may not be read": func(data string) error { return os.Chmod(data+"/deep", 0) },
	} {
		t.Run(what, func(t *testing.T) {
			top, files := listedOnce(t)
			if err := change(filepath.Join(top, "data")); err != nil {
				t.Fatal(err)
			}
			now, anew := lookBelow(files), lookBelow(New(files.root, files.types, nil))
			for _, found := range [][]Tagged{now, anew} {
				for i := range found {
					found[i].Changed, found[i].Plain = time.Time{}, false
				}
			}
			if !slices.Equal(now, anew) {
				t.Errorf("%+v, and looked at anew %+v", now, anew)
			}
			_ = os.Chmod(filepath.Join(top, "data", "deep"), 0o700) // for the cleanup, where it is there
		})
	}
}

// What a link leads to may come later, while nothing changes in the folder.
func TestALinkMayLeadSomewhereLater(t *testing.T) {
	top := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(top, "data"), 0o700), os.Symlink("../later.txt", filepath.Join(top, "data", "link.txt"))); err != nil {
		t.Fatal(err)
	}
	files := rooted(t, top)
	for began := time.Now(); time.Since(began) < 100*time.Millisecond; time.Sleep(time.Millisecond) { // the folder's times tell it from later ones by then
		lookBelow(files)
	}
	save(t, filepath.Join(top, "later.txt"), "later", time.Now().Add(-time.Hour))
	if found := lookBelow(files); len(found) != 2 || found[1].Path != "data/link.txt" {
		t.Errorf("%+v", found)
	}
}
