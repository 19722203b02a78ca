package watch

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestMain has more tests run at a time than there are processors: most of them wait.
func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	m.Run()
}

// patience is how long a test waits for what must come; no test passes because of it.
const patience = 30 * time.Second

// sources are those that every scenario runs over.
var sources = map[string]func() (source, error){
	"notify": openNotify,
	"poll":   func() (source, error) { return openPoll(5 * time.Millisecond), nil },
}

func overSources(t *testing.T, scenario func(t *testing.T, open func() (source, error))) {
	t.Helper()
	for name, open := range sources {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scenario(t, open)
		})
	}
}

// quick is the usual timing with a quicker heartbeat. It never reports a file that is being
// written: on a busy machine even os.WriteFile may pause between truncating and writing.
func quick() timing {
	result := defaultTiming
	result.heartbeat = 20 * time.Millisecond
	result.writing, result.growing = time.Hour, time.Hour
	return result
}

// impatient is quick, and holds files back for a short time only.
func impatient() timing {
	result := quick()
	result.writing, result.growing = 20*time.Millisecond, 50*time.Millisecond
	return result
}

// scene is a watched folder.
type scene struct {
	t       *testing.T
	root    string
	batches chan []Change
	watcher *Watcher
	probes  int
}

// newScene makes a folder with files, given as path and content, and watches it.
func newScene(t *testing.T, open func() (source, error), timing timing, files ...string) *scene {
	t.Helper()
	s := &scene{t: t, root: filepath.Join(t.TempDir(), "site"), batches: make(chan []Change, 1000)}
	if err := os.Mkdir(s.root, 0o755); err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(files); i += 2 {
		s.write(files[i], files[i+1])
		s.age(files[i])
	}
	s.start(open, timing)
	return s
}

func (s *scene) start(open func() (source, error), timing timing) {
	s.t.Helper()
	watcher, err := start(s.root, Options{
		OnChange:  func(batch []Change) { s.batches <- batch },
		OnProblem: func(err error) { s.t.Errorf("a problem: %v", err) },
	}, timing, open)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { watcher.Close() })
	s.watcher = watcher
	waitFor(s.t, watcher.ready)
}

func waitFor[T any](t *testing.T, channel <-chan T) (value T) {
	t.Helper()
	select {
	case value = <-channel:
	case <-time.After(patience):
		t.Fatal("waited in vain")
	}
	return value
}

func (s *scene) path(name string) string { return filepath.Join(s.root, filepath.FromSlash(name)) }

func (s *scene) write(name, content string) {
	s.t.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o755))
	s.must(os.WriteFile(s.path(name), []byte(content), 0o644))
}

// age makes a file older than the grain of any clock, as files of a site mostly are.
func (s *scene) age(name string) {
	s.t.Helper()
	old := time.Now().Add(-time.Hour)
	s.must(os.Chtimes(s.path(name), old, old))
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// expect waits until each of these was told, and accepts nothing else. What happened is
// written as "created a.html".
func (s *scene) expect(want ...string) {
	s.t.Helper()
	var got []string
	for len(got) < len(want) {
		got = append(got, s.next()...)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Fatalf("other changes than expected (-want +got):\n%s", diff)
	}
}

func (s *scene) next() (told []string) {
	s.t.Helper()
	for _, change := range waitFor(s.t, s.batches) {
		told = append(told, fmt.Sprint(change.Op, " ", change.Path))
	}
	return told
}

// expectNothing makes a change that must be told and accepts no other before it.
func (s *scene) expectNothing() {
	s.t.Helper()
	s.probes++
	name := fmt.Sprintf("probe-%d.txt", s.probes)
	s.write(name, "here")
	s.expect("created " + name)
}

func TestFilesAreCreatedChangedAndRemoved(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "one", "css/site.css", "a{}")
		s.write("index.html", "two")
		s.expect("changed index.html")
		s.write("new.html", "new")
		s.expect("created new.html")
		s.must(os.Remove(s.path("css/site.css")))
		s.expect("removed css/site.css")
		s.write("css/site.css", "b{}")
		s.expect("created css/site.css")
		s.write("hostile \u202e\n'\"<b>.html", "x")
		s.expect("created hostile \u202e\n'\"<b>.html")
	})
}

func TestOnlyContentCounts(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "one")
		s.write("index.html", "one")
		s.expectNothing()
		now := time.Now()
		s.must(os.Chtimes(s.path("index.html"), now, now))
		s.expectNothing()
		s.must(os.Chmod(s.path("index.html"), 0o600))
		s.expectNothing()
		s.write("copy", "one")
		s.expect("created copy")
		s.must(os.Rename(s.path("copy"), s.path("index.html")))
		s.expect("removed copy")
		s.expectNothing()
	})
}

func TestSameSizeWithinOneTick(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "0000")
		for i := 1; i <= 10; i++ {
			s.write("index.html", fmt.Sprintf("%04d", i))
			s.expect("changed index.html")
		}
	})
}

func TestAtomicSave(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "one")
		s.write("index.html.tmp", "two")
		s.must(os.Rename(s.path("index.html.tmp"), s.path("index.html")))
		s.expect("changed index.html")
	})
}

func TestRemovedAndWrittenAgainIsOneChange(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		patient := quick()
		patient.missing = time.Hour
		s := newScene(t, open, patient, "index.html", "one", "about.html", "two")
		s.must(os.Remove(s.path("index.html")))
		s.expectNothing()
		s.write("index.html", "other")
		s.expect("changed index.html")
		s.must(os.Remove(s.path("about.html")))
		s.expectNothing()
		s.write("about.html", "two")
		s.expectNothing()
	})
}

func TestManyFilesAreToldOnceEach(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick())
		var want []string
		for i := range 20 {
			name := fmt.Sprintf("page-%02d.html", i)
			s.write(name, "x")
			want = append(want, "created "+name)
		}
		s.expect(want...)
		s.expectNothing()
	})
}

func TestFoldersThatAppear(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick())
		s.write("a/b/c/deep.html", "one")
		s.expect("created a/b/c/deep.html")
		s.write("a/b/c/deep.html", "two")
		s.expect("changed a/b/c/deep.html")
		outside := filepath.Join(t.TempDir(), "album")
		s.must(os.MkdirAll(filepath.Join(outside, "big"), 0o755))
		s.must(os.WriteFile(filepath.Join(outside, "big", "1.png"), []byte("png"), 0o644))
		s.must(os.Rename(outside, s.path("album")))
		s.expect("created album/big/1.png")
	})
}

// inotify's watches follow a folder to its new name while they tell of the old one.
func TestFoldersThatMove(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "a/top.html", "1", "a/b/deep.html", "2")
		s.must(os.Rename(s.path("a"), s.path("z")))
		s.expect("removed a/top.html", "removed a/b/deep.html", "created z/top.html", "created z/b/deep.html")
		s.write("z/top.html", "3")
		s.expect("changed z/top.html")
		s.write("z/b/deep.html", "4")
		s.expect("changed z/b/deep.html")
		s.write("a/b/deep.html", "5")
		s.expect("created a/b/deep.html")
		s.must(os.RemoveAll(s.path("z")))
		s.expect("removed z/top.html", "removed z/b/deep.html")
		// Out of the site: what happens there is not told.
		outside := filepath.Join(t.TempDir(), "away")
		s.must(os.Rename(s.path("a"), outside))
		s.expect("removed a/b/deep.html")
		s.must(os.WriteFile(filepath.Join(outside, "b", "deep.html"), []byte("6"), 0o644))
		s.expectNothing()
	})
}

func TestAFolderTakesAFilesName(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "x", "file")
		s.must(os.Remove(s.path("x")))
		s.write("x/index.html", "1")
		s.expect("removed x", "created x/index.html")
		s.must(os.RemoveAll(s.path("x")))
		s.write("x", "file")
		s.expect("removed x/index.html", "created x")
	})
}

func TestIgnoredFilesSayNothing(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), ".git/HEAD", "ref")
		for _, name := range []string{".git/HEAD", ".git/refs/x", "node_modules/x/x.js", ".index.html.swp", "4913", "x~"} {
			s.write(name, "noise")
		}
		s.expectNothing()
	})
}

func TestRootIsRemovedAndComesBack(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "one", "sub/x.html", "x")
		s.must(os.RemoveAll(s.root))
		s.expect("removed index.html", "removed sub/x.html")
		s.write("index.html", "two")
		s.expect("created index.html")
		s.write("sub/x.html", "y")
		s.expect("created sub/x.html")
		s.write("sub/x.html", "z")
		s.expect("changed sub/x.html")
	})
}

func TestAnotherFolderTakesTheRootsName(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "same.html", "same", "index.html", "one")
		other := s.root + "-other"
		s.must(os.Mkdir(other, 0o755))
		s.must(os.WriteFile(filepath.Join(other, "index.html"), []byte("two"), 0o644))
		s.must(os.WriteFile(filepath.Join(other, "same.html"), []byte("same"), 0o644))
		s.must(os.Rename(s.root, s.root+"-old"))
		s.must(os.Rename(other, s.root))
		s.expect("changed index.html")
		s.write("index.html", "three")
		s.expect("changed index.html")
		s.must(os.WriteFile(filepath.Join(s.root+"-old", "index.html"), []byte("four"), 0o644))
		s.expectNothing()
	})
}

// No event of the root itself tells that a folder above it was renamed.
func TestAFolderAboveTheRootMoves(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		above := filepath.Join(t.TempDir(), "above")
		s := &scene{t: t, root: filepath.Join(above, "site"), batches: make(chan []Change, 1000)}
		s.write("index.html", "one")
		s.age("index.html")
		s.start(open, quick())
		s.must(os.Rename(above, above+"-moved"))
		s.expect("removed index.html")
		s.write("index.html", "two")
		s.expect("created index.html")
	})
}

func TestAnEmptyFileIsToldInTheEnd(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, impatient(), "index.html", "one")
		s.write("index.html", "")
		s.expect("changed index.html")
	})
}

func TestAnEmptyFileIsHeldBack(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := newScene(t, open, quick(), "index.html", "one")
		s.write("index.html", "")
		s.expectNothing()
		s.write("index.html", "two")
		s.expect("changed index.html")
	})
}

func TestALargeFileIsToldBySizeAndTime(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		large := strings.Repeat("x", hashLimit+1)
		s := newScene(t, open, quick(), "film.webm", large)
		s.write("film.webm", large)
		s.expect("changed film.webm")
	})
}

// A page may have been served between Start and the walk that learns of its file.
func TestAChangeBeforeTheWalkIsTold(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		s := &scene{t: t, root: t.TempDir(), batches: make(chan []Change, 1000)}
		s.write("old.html", "old")
		s.age("old.html")
		s.start(func() (source, error) {
			s.write("index.html", "new")
			later := time.Now().Add(time.Second)
			s.must(os.Chtimes(s.path("index.html"), later, later))
			return open()
		}, quick())
		s.expect("created index.html")
	})
}

func TestStartRefuses(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(filepath.Join(root, "absent"), Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a root that is absent: %v", err)
	}
	if _, err := Start(file, Options{}); err == nil {
		t.Error("a file as root is accepted")
	}
	if _, err := Start(root, Options{Ignore: []string{"["}}); err == nil {
		t.Error("a malformed glob is accepted")
	}
}

func TestCloseEndsAllAtAnyTime(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func() (source, error)) {
		for range 20 {
			root := t.TempDir()
			closed := false
			watcher, err := start(root, Options{OnChange: func([]Change) {
				if closed {
					t.Error("told after Close")
				}
			}}, quick(), open)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(root, "x"), []byte("x"), 0o644); err != nil {
				t.Fatal(err)
			}
			watcher.Close()
			closed = true
			watcher.Close()
		}
	})
}
