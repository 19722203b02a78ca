//go:build linux || darwin

package static

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whatever happens to a file that is kept, or on the way to it, the answer is the one of a server
// that keeps none.
func TestAKeptFileIsNeverAnsweredFromWhatItWas(t *testing.T) {
	for name, change := range map[string]func(top, outside string) error{
		"nothing": func(string, string) error { return nil },
		"written": func(top, _ string) error { return os.WriteFile(top+"/pub/a.txt", []byte("new"), 0o600) },
		"written, and dated back": func(top, _ string) error {
			before, err := os.Stat(top + "/pub/a.txt")
			if err != nil {
				return err
			}
			return errors.Join(os.WriteFile(top+"/pub/a.txt", []byte("new"), 0o600), os.Chtimes(top+"/pub/a.txt", before.ModTime(), before.ModTime()))
		},
		"grown":         func(top, _ string) error { return os.WriteFile(top+"/pub/a.txt", []byte("old and more"), 0o600) },
		"truncated":     func(top, _ string) error { return os.Truncate(top+"/pub/a.txt", 0) },
		"cut":           func(top, _ string) error { return os.Truncate(top+"/pub/a.txt", 1) },
		"removed":       func(top, _ string) error { return os.Remove(top + "/pub/a.txt") },
		"renamed":       func(top, _ string) error { return os.Rename(top+"/pub/a.txt", top+"/pub/b.txt") },
		"replaced":      func(top, _ string) error { return os.Rename(top+"/other/a.txt", top+"/pub/a.txt") },
		"not readable":  func(top, _ string) error { return os.Chmod(top+"/pub/a.txt", 0) },
		"linked to":     func(top, _ string) error { return os.Link(top+"/pub/a.txt", top+"/pub/b.txt") },
		"a link inside": func(top, _ string) error { return relink(top+"/pub/a.txt", "../other/a.txt") },
		"a link out":    func(top, outside string) error { return relink(top+"/pub/a.txt", outside+"/a.txt") },
		"a link to itself, moved out": func(top, outside string) error {
			return errors.Join(os.Rename(top+"/pub/a.txt", outside+"/moved.txt"), os.Symlink(outside+"/moved.txt", top+"/pub/a.txt"))
		},
		"a folder": func(top, _ string) error {
			return errors.Join(os.Remove(top+"/pub/a.txt"), os.Mkdir(top+"/pub/a.txt", 0o700))
		},
		"a FIFO": func(top, _ string) error {
			return errors.Join(os.Remove(top+"/pub/a.txt"), syscall.Mkfifo(top+"/pub/a.txt", 0o600))
		},
		"its folder removed": func(top, _ string) error { return os.RemoveAll(top + "/pub") },
		"its folder renamed": func(top, _ string) error { return os.Rename(top+"/pub", top+"/public") },
		"its folder replaced": func(top, _ string) error {
			return errors.Join(os.Rename(top+"/pub", top+"/was"), os.Rename(top+"/other", top+"/pub"))
		},
		"its folder not searchable": func(top, _ string) error {
			return os.Chmod(top+"/pub", 0o600)
		},
		"its folder moved out, and a link to it": func(top, outside string) error {
			return errors.Join(os.Rename(top+"/pub", outside+"/pub"), os.Symlink(outside+"/pub", top+"/pub"))
		},
		"its folder moved inside, and a link to it": func(top, _ string) error {
			return errors.Join(os.Rename(top+"/pub", top+"/moved"), os.Symlink("moved", top+"/pub"))
		},
		"its folder made the one of scripts, and a link to it": func(top, _ string) error {
			return errors.Join(os.Rename(top+"/pub", top+"/cgi-bin"), os.Symlink("cgi-bin", top+"/pub"))
		},
		"scripts linked to its folder": func(top, _ string) error { return os.Symlink("pub", top+"/cgi-bin") },
		"scripts linked to all":        func(top, _ string) error { return os.Symlink(".", top+"/cgi-bin") },
		"scripts linked to nothing":    func(top, _ string) error { return os.Symlink("nothing", top+"/cgi-bin") },
		"scripts are files":            func(top, _ string) error { return os.WriteFile(top+"/cgi-bin", nil, 0o600) },
		"scripts are elsewhere":        func(top, _ string) error { return os.Mkdir(top+"/cgi-bin", 0o700) },
		"scripts are it":               func(top, _ string) error { return os.Link(top+"/pub/a.txt", top+"/cgi-bin") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			top, outside := t.TempDir(), t.TempDir()
			for _, name := range []string{top + "/pub/a.txt", top + "/other/a.txt", outside + "/a.txt"} {
				if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
					t.Fatal(err)
				}
				save(t, name, "old", time.Now().Add(-time.Hour))
			}
			files, looked, fresh := rooted(t, top), rooted(t, top), rooted(t, top)
			for _, asked := range []string{"pub/a.txt", "other/a.txt"} {
				awaitKept(t, files, asked)
				awaitTag(t, looked, asked)
			}
			if err := change(top, outside); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				for _, asked := range []string{"pub/a.txt", "other/a.txt"} {
					if got, wanted := contentOf(files, asked), contentOf(fresh, asked); got != wanted {
						t.Errorf("%s: %s, not %s", asked, got, wanted)
					}
					for _, known := range []*Files{files, looked} {
						if got, wanted := tagOf(known, asked), tagOf(fresh, asked); got != wanted {
							t.Errorf("%s: %s, not %s", asked, got, wanted)
						}
					}
				}
			}
			if err := os.Chmod(top+"/pub", 0o700); err != nil && !errors.Is(err, fs.ErrNotExist) { // for the cleanup
				t.Fatal(err)
			}
		})
	}
}

// What is written while nobody can tell the times apart is read each time.
func TestAFileThatMayBeBeingWrittenIsNotKept(t *testing.T) {
	for name, modified := range map[string]time.Time{"now": time.Now(), "later": time.Now().Add(time.Hour)} {
		top := t.TempDir()
		files := rooted(t, top)
		save(t, filepath.Join(top, "a.txt"), "a", modified)
		contentOf(files, "a.txt")
		found, err := files.Find("a.txt", false)
		if err != nil || found.Memo() != nil && time.Since(modified) < writing {
			t.Errorf("%s: %v, kept", name, err)
		}
		found.Close()
	}
}

// What is kept is bounded, and the file that was sent last stays.
func TestKeptFilesAreBounded(t *testing.T) {
	top := t.TempDir()
	files := rooted(t, top)
	content := strings.Repeat("x", maxHeld)
	names := []string{}
	for len(names) < maxKept/maxHeld/2+20 {
		names = append(names, "a"+decimal(int64(len(names)))+".txt")
		save(t, filepath.Join(top, names[len(names)-1]), content, time.Now().Add(-time.Hour))
	}
	for _, name := range names {
		awaitKept(t, files, name)
	}
	if files.keeper.bytes > maxKept || files.keeper.order.Len() != len(files.keeper.files) {
		t.Errorf("%d bytes of %d files", files.keeper.bytes, len(files.keeper.files))
	}
	if first, last := files.keeper.files[names[0]], files.keeper.files[names[len(names)-1]]; first != nil || last == nil {
		t.Error("the first is kept, or the last is not")
	}
}

// A larger file, a link and what is not a file are answered as ever.
func TestWhatIsNotKept(t *testing.T) {
	top := t.TempDir()
	files := rooted(t, top)
	save(t, filepath.Join(top, "large.txt"), strings.Repeat("x", maxHeld+1), time.Now().Add(-time.Hour))
	save(t, filepath.Join(top, "a.txt"), "a", time.Now().Add(-time.Hour))
	awaitKept(t, files, "a.txt")
	if err := os.Symlink("a.txt", filepath.Join(top, "link.txt")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"large.txt", "link.txt"} {
		contentOf(files, name)
		found, err := files.Find(name, false)
		if err != nil || found.Memo() != nil {
			t.Errorf("%s: %v, kept", name, err)
		}
		found.Close()
	}
}

func rooted(t *testing.T, top string) *Files {
	t.Helper()
	root, err := os.OpenRoot(top)
	if err != nil {
		t.Fatal(err)
	}
	files := New(root, Types{Charset: "utf-8"}, []string{"cgi-bin"})
	t.Cleanup(func() { _ = root.Close() })
	return files
}

// awaitKept asks for a file until it is kept.
func awaitKept(t *testing.T, files *Files, name string) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 2*time.Minute; time.Sleep(5 * time.Millisecond) {
		contentOf(files, name)
		if found, err := files.Find(name, false); err == nil {
			found.Close()
			if found.Memo() != nil {
				return
			}
		}
	}
	t.Fatalf("%s is not kept", name)
}

// awaitTag looks at a file until its tag is kept.
func awaitTag(t *testing.T, files *Files, name string) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 2*time.Minute; time.Sleep(5 * time.Millisecond) {
		tagOf(files, name)
		if _, ok := files.keptTag(name); ok {
			return
		}
	}
	t.Fatalf("the tag of %s is not kept", name)
}

// tagOf is what is said of a file that is looked at, and what is in it.
func tagOf(files *Files, name string) string {
	file, ok := files.TagOf(name)
	below := files.TagsBelow(filepath.Dir(name), func(string, bool) bool { return false }, 10)
	for i := range below {
		below[i].Changed, below[i].Plain = time.Time{}, false
	}
	content, tag, read := files.ContentOf(name, maxHeld)
	return fmt.Sprint(file.Tag, ok, below, string(content), tag, read)
}

// contentOf is what is sent for a file, or why nothing is.
func contentOf(files *Files, name string) string {
	found, err := files.Find(name, false)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "missing"
	case errors.Is(err, fs.ErrPermission):
		return "forbidden"
	case err != nil:
		return err.Error()
	}
	defer found.Close()
	if found.Info.IsDir() {
		return "a folder"
	}
	answer, err := files.Answer(httptest.NewRequest(http.MethodGet, "/", nil), found, Wanted{})
	if err != nil {
		return err.Error()
	}
	to := httptest.NewRecorder()
	if err := answer.Send(to, http.MethodGet); err != nil {
		return err.Error()
	}
	return to.Header().Get("ETag") + to.Header().Get("Last-Modified") + to.Body.String()
}

func relink(name, target string) error { return errors.Join(os.Remove(name), os.Symlink(target, name)) }

// An editor may put a new file in the place of the old one while that is opened.
func TestAFileThatIsReplacedWhileItIsOpenedIsThere(t *testing.T) {
	top := t.TempDir()
	files := rooted(t, top)
	past := time.Now().Add(-time.Hour)
	if err := os.Mkdir(filepath.Join(top, "cgi-bin"), 0o700); err != nil {
		t.Fatal(err)
	}
	save(t, filepath.Join(top, "a.txt"), "before", past)
	save(t, filepath.Join(top, "new.txt"), "after", past)
	replaced := false
	files.OnOpening(func(string, string) func() {
		return func() {
			if !replaced {
				replaced = true
				if err := os.Rename(filepath.Join(top, "new.txt"), filepath.Join(top, "a.txt")); err != nil {
					t.Error(err)
				}
			}
		}
	})
	if got := contentOf(files, "a.txt"); !strings.HasSuffix(got, "after") {
		t.Errorf("%q", got)
	}
}
