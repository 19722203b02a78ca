package observe

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// site makes a folder of files with their contents, and observes it.
func site(t *testing.T, files map[string]string) (string, *Observer) {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		write(t, root, name, content)
	}
	o := &Observer{Ignored: func(name string, folder bool) bool {
		above := strings.Split(path.Join(name, "x"), "/")
		if !folder {
			above = strings.Split(name, "/")
		}
		return slices.ContainsFunc(above[:len(above)-1], func(each string) bool {
			return each != "." && strings.HasPrefix(each, ".") || each == bytecode
		})
	}}
	t.Cleanup(o.Close)
	return root, o
}

func write(t *testing.T, root, name, content string) {
	t.Helper()
	file := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// shell runs a program of the shell in the folder cgi-bin.
func shell(t *testing.T, root, program string) {
	t.Helper()
	command := exec.Command("sh", "-c", program)
	command.Dir = filepath.Join(root, "cgi-bin")
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
}

// names are those of files, each with a mark where it was changed (!) or created (+).
func names(files []File) []string {
	found := []string{}
	for _, each := range files {
		name := each.Name
		if each.Changed {
			name += "!"
		}
		if each.Created {
			name += "+"
		}
		found = append(found, name)
	}
	return found
}

func TestWhatAProgramReads(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"cgi-bin/page.sh": "#", "count.txt": "1", "data/a.json": "[]", "data/b.json": "[]", "inc/head.sh": "cat ../inc/menu.html",
		"inc/menu.html": "<nav>", ".build/b1/x.txt": "x", "photos/one.jpg": "1", "lib/helper.py": "x = 1\n",
	}
	for name, test := range map[string]struct {
		program string
		want    []string
	}{
		"a word without quotes":               {`cat ../count.txt`, []string{"count.txt"}},
		"what an included file reads":         {`. ../inc/head.sh`, []string{"inc/head.sh", "inc/menu.html"}},
		"a path that is put together":         {`for x in a b; do cat ../data/$x.json; done`, []string{"data/a.json", "data/b.json"}},
		"an absolute path":                    {`cat "$PWD"/../count.txt`, []string{"count.txt"}},
		"a process behind another":            {`(sh -c 'cat ../count.txt' &); wait; sleep 0.1`, []string{"count.txt"}},
		"nothing":                             {`test -e ../count.txt; test -r ../data`, []string{}},
		"what is open for both":               {`exec 3<>../count.txt; read x <&3; echo 2 >&3`, []string{"count.txt!"}},
		"what is only written":                {`echo 2 > ../count.txt; echo 3 >> ../count.txt; echo 1 > ../new.txt`, []string{}},
		"what is written, then read":          {`echo 2 > ../count.txt; cat ../count.txt`, []string{"count.txt"}},
		"what is read, then written":          {`cat ../count.txt; echo 2 > ../count.txt`, []string{"count.txt!"}},
		"what is read, then replaced":         {`cat ../count.txt; cp ../data/a.json ../t; mv ../t ../count.txt`, []string{"count.txt!", "data/a.json"}},
		"what is replaced, then read":         {`mv ../data/a.json ../count.txt; cat ../count.txt`, []string{"count.txt"}},
		"what it makes itself":                {`echo 1 > ../made; cat ../made`, []string{"made+"}},
		"the names in a folder":               {`echo ../photos/*`, []string{"photos/"}},
		"the names in a folder, which change": {`echo ../photos/*; echo 1 > ../photos/two.jpg`, []string{"photos/!"}},
		"the names in the top folder":         {`ls ..`, []string{"./"}},
		"a file by a link":                    {`ln -s count.txt ../link; cat ../link`, []string{"count.txt", "link"}},
		"a folder by a link":                  {`cat ../current/x.txt`, []string{"current/x.txt"}},
		"what is ignored":                     {`cat ../.build/b2/x.txt`, []string{}},
		"a folder that it makes":              {`mkdir ../d; echo 1 > ../d/x; cat ../count.txt`, []string{"count.txt"}},
		"a module of Python":                  {`python3 -c 'import sys; sys.path.insert(0, "../lib"); import helper'`, []string{"lib/", "lib/helper.py"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, o := site(t, files)
			write(t, root, ".build/b2/x.txt", "x")
			if err := os.Symlink(".build/b1", filepath.Join(root, "current")); err != nil {
				t.Fatal(err)
			}
			run := o.Begin(root, "cgi-bin/page.sh")
			shell(t, root, test.program)
			read := run.Read()
			if got := names(read); !slices.Equal(got, test.want) {
				t.Errorf("read %v, want %v", got, test.want)
			}
			if late := run.End(read); len(late) > 0 {
				t.Errorf("changed meanwhile: %v", late)
			}
		})
	}
}

// A save between the end of a run and the look at what it read is told.
func TestAFileThatChangesBeforeTheRunIsDone(t *testing.T) {
	t.Parallel()
	root, o := site(t, map[string]string{"cgi-bin/x": "", "a.txt": "1", "b.txt": "1"})
	run := o.Begin(root, "cgi-bin/x")
	shell(t, root, "cat ../a.txt ../b.txt")
	read := run.Read()
	write(t, root, "b.txt", "2")
	if late := names(run.End(read)); !slices.Equal(late, []string{"b.txt"}) {
		t.Errorf("changed meanwhile: %v", late)
	}
	if again := run.End(read); again != nil {
		t.Errorf("a run that has ended tells %v", again)
	}
}

// Python opens no source of which it has the bytecode.
func TestBytecodeStandsForItsModule(t *testing.T) {
	t.Parallel()
	root, o := site(t, map[string]string{"cgi-bin/x": "", "lib/helper.py": "x = 1\n"})
	program := `env -u PYTHONDONTWRITEBYTECODE python3 -c 'import sys; sys.path.insert(0, "../lib"); import helper'`
	for range 3 {
		run := o.Begin(root, "cgi-bin/x")
		shell(t, root, program)
		read := run.Read()
		if got := names(read); !slices.Contains(got, "lib/helper.py") {
			t.Errorf("read %v", got)
		}
		run.End(read)
	}
	if found, err := filepath.Glob(filepath.Join(root, "lib/__pycache__/*.pyc")); err != nil || len(found) != 1 {
		t.Errorf("%v, %v: Python kept no bytecode, so that nothing was tried", found, err)
	}
}

func TestRunsAreToldApart(t *testing.T) {
	t.Parallel()
	root, o := site(t, map[string]string{"cgi-bin/x": "", "cgi-bin/y": "", "a.txt": "1", "b.txt": "1"})
	first := o.Begin(root, "cgi-bin/x")
	shell(t, root, "cat ../a.txt x")
	if got := names(first.Read()); !slices.Equal(got, []string{"a.txt", "cgi-bin/x"}) {
		t.Errorf("the first read %v", got)
	}
	first.End(nil)
	shell(t, root, "cat ../a.txt")
	second := o.Begin(root, "cgi-bin/y")
	shell(t, root, "cat ../b.txt y")
	third := o.Begin(root, "cgi-bin/x")
	shell(t, root, "cat ../a.txt x y")
	if got := names(third.Read()); !slices.Equal(got, []string{"a.txt", "cgi-bin/x"}) {
		t.Errorf("the third read %v", got)
	}
	if got := names(second.Read()); !slices.Equal(got, []string{"a.txt", "b.txt", "cgi-bin/y"}) {
		t.Errorf("the second read %v", got)
	}
	third.End(nil)
	second.End(nil)
	if running := o.running.Load(); running != 0 {
		t.Errorf("%d runs are left", running)
	}
}

// What this process opens itself is not what a program reads, unless that opened it as well.
func TestOwnFilesDoNotCount(t *testing.T) {
	t.Parallel()
	root, o := site(t, map[string]string{"cgi-bin/x": "", "style.css": "1", "data.txt": "1", "log.txt": "", "photos/a": "1"})
	own := func(name string) {
		opened := o.Opening(root, name)
		if _, err := os.ReadFile(filepath.Join(root, name)); err != nil {
			if _, err = os.ReadDir(filepath.Join(root, name)); err != nil {
				t.Error(err)
			}
		}
		opened()
	}
	own("style.css")
	run := o.Begin(root, "cgi-bin/x")
	for range 3 {
		own("style.css")
		own("data.txt")
		own("log.txt")
		own("photos")
	}
	shell(t, root, "cat ../data.txt; echo 1 >> ../log.txt")
	own("log.txt")
	own("data.txt")
	if got := names(run.Read()); !slices.Equal(got, []string{"data.txt"}) {
		t.Errorf("read %v", got)
	}
	run.End(nil)

	run = o.Begin(root, "cgi-bin/x")
	shell(t, root, "echo ../photos/*")
	run.End(run.Read())
	run = o.Begin(root, "cgi-bin/x") // now it is known that it does
	shell(t, root, "echo ../photos/*")
	own("photos")
	if got := names(run.Read()); !slices.Equal(got, []string{"photos/"}) {
		t.Errorf("then %v", got)
	}
	run.End(nil)
}

func TestFoldersThatComeAndGo(t *testing.T) {
	t.Parallel()
	root, o := site(t, map[string]string{"cgi-bin/x": "", "old/in/a.txt": "1"})
	expect := func(program string, want ...string) {
		t.Helper()
		run := o.Begin(root, "cgi-bin/x")
		shell(t, root, program)
		read := run.Read()
		if got := names(read); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", program, got, want)
		}
		run.End(read)
	}
	expect("cat ../old/in/a.txt", "old/in/a.txt")
	write(t, root, "new/deep/b.txt", "1")
	expect("cat ../new/deep/b.txt", "new/deep/b.txt")
	rename(t, filepath.Join(root, "old"), filepath.Join(root, "moved"))
	expect("cat ../moved/in/a.txt", "moved/in/a.txt")
	rename(t, root, root+"-away")
	write(t, root, "cgi-bin/x", "1")
	write(t, root, "c.txt", "1")
	expect("cat ../c.txt", "c.txt")
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	write(t, root, "cgi-bin/x", "1")
	write(t, root, "d.txt", "1")
	expect("cat ../d.txt", "d.txt")
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// Where there are too many folders the nearest are observed.
func TestTooManyFolders(t *testing.T) {
	t.Parallel()
	files := map[string]string{"cgi-bin/x": "", "near/a.txt": "1"}
	for i := range maxFolders {
		files[fmt.Sprintf("many/%d/a.txt", i)] = "1"
	}
	root, o := site(t, files)
	run := o.Begin(root, "cgi-bin/x")
	shell(t, root, "cat ../near/a.txt")
	if got := names(run.Read()); !slices.Equal(got, []string{"near/a.txt"}) {
		t.Errorf("read %v", got)
	}
	run.End(nil)
	if folders := len(o.queue.(*inotify).folders); folders != maxFolders {
		t.Errorf("%d folders are observed", folders)
	}
}

// A queue that overflows tells what it held, and what is known of the program before still counts.
func TestTheQueueOverflows(t *testing.T) {
	t.Parallel()
	limit, err := os.ReadFile("/proc/sys/fs/inotify/max_queued_events")
	if err != nil {
		t.Skip(err)
	}
	most := 0
	if _, err := fmt.Sscan(string(limit), &most); err != nil || most > 1<<17 {
		t.Skipf("%d events, %v", most, err)
	}
	root, o := site(t, map[string]string{"cgi-bin/x": "", "a.txt": "1", "b.txt": "1", "c.txt": "1"})
	run := o.Begin(root, "cgi-bin/x")
	shell(t, root, "cat ../a.txt")
	run.End(run.Read())

	fill := func() {
		for range most/2 + 1 {
			for _, name := range []string{"b.txt", "c.txt"} {
				if file, err := os.Open(filepath.Join(root, name)); err == nil {
					_ = file.Close()
				}
			}
		}
	}
	fill()
	write(t, root, "new/d.txt", "1") // its event is lost
	run = o.Begin(root, "cgi-bin/x")
	shell(t, root, "cat ../new/d.txt")
	if got := names(run.Read()); !slices.Equal(got, []string{"new/d.txt"}) {
		t.Errorf("read %v after an overflow", got)
	}
	run.End(nil)

	run = o.Begin(root, "cgi-bin/x")
	fill()
	shell(t, root, "cat ../a.txt")
	if got := names(run.Read()); !slices.Contains(got, "new/d.txt") {
		t.Errorf("read %v with an overflow", got)
	}
	run.End(nil)
}

func TestNothingIsObservedBeforeAProgramRuns(t *testing.T) {
	t.Parallel()
	root, o := site(t, map[string]string{"a.txt": "1"})
	o.Opening(root, "a.txt")()
	if o.queue != nil {
		t.Error("it is observed")
	}
	o.Close()
	run := o.Begin(root, "cgi-bin/x")
	if got := run.Read(); len(got) > 0 || o.queue != nil {
		t.Errorf("what is closed observes %v", got)
	}
	run.End(nil)
}

// Whoever looks at what was read does not wait until nothing happens any more.
func TestALookEndsWhereFoldersAreRenamedWithoutAPause(t *testing.T) {
	t.Parallel()
	files := map[string]string{"cgi-bin/x": ""}
	for i := range 3 { // to list them takes longer than to rename the folder above them
		files[fmt.Sprintf("one/%d/a.txt", i)], files[fmt.Sprintf("other/%d/a.txt", i)] = "1", "1"
	}
	root, o := site(t, files)
	run := o.Begin(root, "cgi-bin/x")
	stop, stopped, begun := make(chan struct{}), make(chan error, 1), make(chan struct{})
	go func() {
		for i := 0; ; i++ {
			if i == 1000 {
				close(begun)
			}
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			if err := unix.Renameat2(unix.AT_FDCWD, filepath.Join(root, "one"), unix.AT_FDCWD, filepath.Join(root, "other"), unix.RENAME_EXCHANGE); err != nil {
				stopped <- err
				return
			}
		}
	}()
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		<-begun
		for range 10 {
			run.Read()
		}
		run.End(nil)
	}()
	select {
	case <-looked:
	case <-time.After(time.Minute):
		t.Error("it does not end")
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	<-looked
}
