package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// The scenarios in testdata/scenarios are archives (txtar) with a script in front of the files
// that are there at the start. Paths are relative to the site. A script has one command a line:
//
//	serve [patient|impatient]
//	                     begins to watch; see those functions
//	write FILE [TEXT]    writes a file anew, and the folders that it needs
//	open FILE            truncates a file and leaves it open
//	append FILE          opens a file to write at its end
//	put TEXT             writes to the file that is open
//	shut                 closes it
//	rename FROM TO       moves a file or a folder
//	remove NAME          removes a file, or a folder with all in it
//	copy FROM TO         copies a folder
//	mkdir NAME           makes a folder
//	link TARGET NAME     makes a symbolic link
//	swap TARGET NAME     makes one beside the name and renames it over that
//	burst COUNT NAME     writes NAME-0.html and so on
//	pause TIME           waits
//	told NAME…           waits until these are told; see scene.expect
//	once COUNT NAME      waits until a burst is told, in one message where events come
//	quiet TIME           nothing is told for that time
//	may NAME             it may be told once more, as where it was closed twice
//
// No file is ever told while the script has it open.
func TestScenarios(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "scenarios", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			for name, open := range sources {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					play(t, archive, open, name)
				})
			}
		})
	}
}

func play(t *testing.T, archive *txtar.Archive, open func(t timing) (source, error), name string) {
	p := &player{scene: emptyScene(t), open: open}
	p.repeats, p.polls = name != "system", name == "poll"
	for _, file := range archive.Files {
		p.write(file.Name, string(file.Data))
		p.age(file.Name)
	}
	for number, line := range strings.Split(string(archive.Comment), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		command, rest, _ := strings.Cut(line, " ")
		if err := p.do(command, rest, strings.Fields(rest)); err != nil {
			t.Fatalf("line %d, %s: %v", number+1, line, err)
		}
		if t.Failed() {
			t.Fatalf("line %d: %s", number+1, line)
		}
	}
}

type player struct {
	*scene
	open func(t timing) (source, error)
	// writing is the path of the file that the script has open.
	writing string
}

func (p *player) do(command, rest string, words []string) error {
	p.t.Helper()
	one, two := "", ""
	if len(words) > 0 {
		one = words[0]
	}
	if len(words) > 1 {
		two = words[1]
	}
	switch command {
	case "serve":
		timing := map[string]func() timing{"": quick, "patient": patient, "impatient": impatient}[one]()
		if _, err := os.Lstat(p.root); err != nil {
			p.must(os.Mkdir(p.root, 0o755))
		}
		p.start(timing, system{open: p.open, filesystem: everyChange})
	case "write":
		p.write(one, strings.TrimSpace(strings.TrimPrefix(rest, one)))
	case "open":
		return p.openFile(one, os.O_CREATE|os.O_TRUNC)
	case "append":
		return p.openFile(one, os.O_APPEND)
	case "put":
		_, err := p.opened[p.writing].WriteString(rest)
		return err
	case "shut":
		return p.shut()
	case "rename":
		return os.Rename(p.path(one), p.path(two))
	case "remove":
		if _, err := os.Lstat(p.path(one)); err != nil {
			return err
		}
		return os.RemoveAll(p.path(one))
	case "copy":
		return os.CopyFS(p.path(two), os.DirFS(p.path(one)))
	case "mkdir":
		return os.MkdirAll(p.path(one), 0o755)
	case "link":
		return errors.Join(os.MkdirAll(filepath.Dir(p.path(two)), 0o755), os.Symlink(one, p.path(two)))
	case "swap":
		beside := p.path(two) + ".swap.tmp"
		return errors.Join(os.Symlink(one, beside), os.Rename(beside, p.path(two)))
	case "pause":
		return p.pause(one, time.Sleep)
	case "quiet":
		return p.pause(one, p.quiet)
	case "told":
		p.expect(words...)
	case "may":
		p.may[one] = true
	case "burst", "once":
		return p.burst(command, one, two)
	default:
		return errors.New("no such command")
	}
	return nil
}

func (p *player) openFile(name string, flags int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	opened, err := os.OpenFile(p.path(name), os.O_WRONLY|flags, 0o644)
	p.writing = p.path(name)
	p.opened[p.writing] = opened
	return err
}

func (p *player) shut() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	opened := p.opened[p.writing]
	delete(p.opened, p.writing)
	return opened.Close()
}

func (p *player) pause(text string, during func(time.Duration)) error {
	length, err := time.ParseDuration(text)
	if err != nil {
		return err
	}
	during(length)
	return nil
}

func (p *player) burst(command, count, name string) error {
	number, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	var files []string
	for i := range number {
		files = append(files, fmt.Sprintf("%s-%d.html", name, i))
	}
	if command == "burst" {
		for _, file := range files {
			p.write(file, "x")
		}
		return nil
	}
	messages := -1
	if !p.polls {
		messages = 1
	}
	p.within(files, messages)
	return nil
}
