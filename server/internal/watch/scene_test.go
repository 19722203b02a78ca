package watch

import (
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
const patience = 2 * time.Minute

// sources are those that every scenario runs over.
var sources = map[string]func(t timing) (source, error){
	"system": openSystem,
	"notify": openNotify,
	"poll":   func(timing) (source, error) { return openPoll(5 * time.Millisecond), nil },
}

func overSources(t *testing.T, scenario func(t *testing.T, open func(t timing) (source, error))) {
	t.Helper()
	for name, open := range sources {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scenario(t, open)
		})
	}
}

// quick is the usual timing with a quicker heartbeat. It never tells a file that is being
// written: on a busy machine even os.WriteFile may pause between truncating and writing.
func quick() timing {
	result := defaultTiming
	result.heartbeat = 20 * time.Millisecond
	result.writing, result.growing, result.empty = time.Hour, time.Hour, time.Hour
	return result
}

// patient is quick, and lets a busy machine take its time within a burst.
func patient() timing {
	result := quick()
	result.gather, result.longestBatch = 300*time.Millisecond, time.Hour
	result.missing = time.Hour
	return result
}

// impatient is quick, and holds files back for a short time only.
func impatient() timing {
	result := quick()
	result.writing, result.growing, result.empty = 20*time.Millisecond, 50*time.Millisecond, 20*time.Millisecond
	return result
}

// scene is a watched folder.
type scene struct {
	t       *testing.T
	root    string
	batches chan []Change
	watcher *Watcher
	// repeats is true where what was told may be told again: fsnotify does not say that a file
	// was closed, and a round of polling finds what another found unfinished.
	repeats, polls bool
	// known was told, and may be told or not.
	known, may map[string]bool

	mu     sync.Mutex
	opened map[string]*os.File // what the test writes at the moment, by path
}

// newScene makes a folder with files, given as path and content, and watches it.
func newScene(t *testing.T, open func(t timing) (source, error), timing timing, files ...string) *scene {
	t.Helper()
	s := emptyScene(t)
	s.must(os.Mkdir(s.root, 0o755))
	for i := 0; i+1 < len(files); i += 2 {
		s.write(files[i], files[i+1])
		s.age(files[i])
	}
	s.start(timing, system{open: open, filesystem: everyChange})
	return s
}

func everyChange(string) filesystem { return filesystem{} }

func emptyScene(t *testing.T) *scene {
	return &scene{t: t, root: filepath.Join(t.TempDir(), "site"), batches: make(chan []Change, 1000), opened: map[string]*os.File{}, known: map[string]bool{}, may: map[string]bool{}}
}

func (s *scene) start(timing timing, system system) {
	s.t.Helper()
	watcher, err := start(s.root, Options{
		OnChange:  s.told,
		OnProblem: func(err error) { s.t.Errorf("a problem: %v", err) },
	}, timing, system)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { watcher.Close() })
	s.watcher = watcher
	waitFor(s.t, watcher.armed)
}

// told takes what the watcher tells. A file that the test has open is torn.
func (s *scene) told(batch []Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, change := range batch {
		if s.opened[s.path(change.Path)] != nil {
			s.t.Errorf("%s is told while it is being written", change.Path)
		}
	}
	s.batches <- batch
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

// expect waits until each of these was told, and accepts nothing else. A name that is gone has
// a - before it; one with a ? behind it may be told or not, one with a ~ where files are polled.
func (s *scene) expect(want ...string) {
	s.t.Helper()
	s.within(want, -1)
}

// within does the same, in so many messages at most.
func (s *scene) within(want []string, messages int) {
	s.t.Helper()
	must := map[string]bool{}
	for _, name := range want {
		if optional, yes := strings.CutSuffix(name, "?"); yes {
			s.may[optional] = true
		} else if polled, yes := strings.CutSuffix(name, "~"); yes {
			s.may[polled] = s.polls
		} else {
			must[name] = true
		}
	}
	var got []string
	told := 0
	for count := 0; count < len(must); {
		for _, name := range s.next() {
			if missing := must[name] && !slices.Contains(got, name); missing || !s.mayTell(name) && !below(name, must) && !(s.polls && above(name, must)) {
				got = append(got, name)
				count++
			}
			s.known[name] = true
		}
		told++
	}
	var sorted []string
	for name := range must {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	slices.Sort(got)
	if diff := cmp.Diff(sorted, got); diff != "" {
		s.t.Fatalf("other changes than expected (-want +got):\n%s", diff)
	}
	if messages >= 0 && told > messages {
		s.t.Errorf("%d messages", told)
	}
}

func (s *scene) next() (told []string) {
	s.t.Helper()
	return names(waitFor(s.t, s.batches))
}

func names(batch []Change) (told []string) {
	for _, change := range batch {
		mark := ""
		if change.Op == Removed {
			mark = "-"
		}
		told = append(told, mark+change.Path)
	}
	return told
}

// below reports whether a name that is gone was in a folder that is gone.
func below(name string, must map[string]bool) bool {
	for above := path.Dir(name); above != "."; above = path.Dir(above) {
		if must[above] {
			return strings.HasPrefix(name, "-")
		}
	}
	return false
}

// above reports whether a name is of a folder that was empty when a round of polling found it.
func above(name string, must map[string]bool) bool {
	for below := range must {
		if strings.HasPrefix(below, name+"/") {
			return true
		}
	}
	return false
}

func (s *scene) mayTell(name string) bool {
	may := s.may[name] || s.repeats && s.known[name]
	delete(s.may, name)
	return may
}

// quiet accepts nothing for a while.
func (s *scene) quiet(while time.Duration) {
	s.t.Helper()
	for end := time.After(while); ; {
		select {
		case batch := <-s.batches:
			for _, name := range names(batch) {
				if !s.mayTell(name) {
					s.t.Fatalf("told without cause: %v", names(batch))
				}
			}
		case <-end:
			return
		}
	}
}
