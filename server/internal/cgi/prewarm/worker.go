package prewarm

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrina/server/internal/cgi/process"
)

// readyWithin is how long an interpreter may take to get ready.
const readyWithin = 30 * time.Second

// worker is an interpreter that waits, and what it rests on.
type worker struct {
	process *process.Waiting
	command process.Command
	// rests are the files and folders that made it what it is, as they were then; nil for those
	// that did not exist.
	rests map[string]fs.FileInfo
	// modules are those that it imported ahead, and folder is the script's own as it was then.
	modules []string
	folder  fs.FileInfo
	// script is the script as it was when it was last read.
	script fs.FileInfo
	// seesEnd is true where the output must end when the interpreter does.
	seesEnd bool
	// memory is how many bytes are its own.
	memory int64
}

// begin starts an interpreter which waits by what lies in the folder of the hook, and imports what its script does.
func begin(spawn process.Spawn, c process.Command, hook string, opening func(string) func()) (*worker, error) {
	w := &worker{command: c, rests: map[string]fs.FileInfo{}}
	w.rest(c.Args[0], filepath.Join(filepath.Dir(c.Args[0]), "pyvenv.cfg"), filepath.Join(filepath.Dir(filepath.Dir(c.Args[0])), "pyvenv.cfg"))
	w.folder = stat(c.Dir)
	w.modules, _ = w.read(opening)
	c.Env = withHook(c.Stated, hook)
	var err error
	w.process, err = spawn.Prepare(c)
	return w, err
}

// read reads the script as it is now: what may be imported ahead of it, and whether it wants no interpreter to wait.
func (w *worker) read(opening func(string) func()) (modules []string, unwanted bool) {
	w.script = stat(scriptOf(w.command)) // first, so that a later save is seen
	text := textOf(w.command, opening)
	w.seesEnd = seesEnd(text)
	return ahead(w.command, text, opening), optsOut(text)
}

// ready waits until it has imported its modules and is ready.
func (w *worker) ready() bool {
	if w.process.Say(words(w.modules)) != nil {
		return false
	}
	said, err := w.process.Ready(readyWithin)
	if err != nil {
		return false
	}
	for i, path := range strings.Split(string(said), "\x00") { // the first is the standard library's folder
		w.rest(path)
		if i > 0 {
			paths, _ := filepath.Glob(filepath.Join(path, "*.pth")) // a folder with * in its name rests on itself alone
			w.rest(paths...)
		}
	}
	w.memory = memoryOf(w.process.Number())
	return true
}

func (w *worker) rest(names ...string) {
	for _, name := range names {
		w.rests[name] = stat(name)
	}
}

// fresh reports whether an interpreter that is started now would be the same.
func (w *worker) fresh(opening func(string) func()) bool {
	for name, was := range w.rests {
		if !same(was, stat(name)) {
			return false
		}
	}
	now := stat(w.command.Dir)
	if now == nil || w.folder == nil || !os.SameFile(now, w.folder) { // it would run in a folder that is gone
		return false
	}
	if len(w.modules) > 0 && !now.ModTime().Equal(w.folder.ModTime()) {
		if shadows(w.command.Dir, opening) {
			return false
		}
		w.folder = now
	}
	if same(w.script, stat(scriptOf(w.command))) {
		return true
	}
	modules, unwanted := w.read(opening)
	return !unwanted && (len(w.modules) == 0 || slices.Equal(w.modules, modules))
}

// begin has it go on for a request.
func (w *worker) begin(c process.Command) (*process.Process, bool) {
	input, end := "content", "early"
	if c.NoInput {
		input = "empty"
	}
	if w.seesEnd {
		end = "late"
	}
	return w.process.Begin(words(append([]string{input, end}, c.Env...)))
}

func (w *worker) discard() { w.process.Discard() }

// words are texts as an interpreter reads them.
func words(texts []string) []byte {
	return []byte(strings.Join(texts, "\x00") + "\x00\x00")
}

// waits is the variable by which an interpreter waits. It has it no more once there is a request.
const waits = "VITRINA_WAITS=1"

// withHook is an environment in which the interpreter finds the hook first.
func withHook(stated []string, hook string) []string {
	env := make([]string, 0, len(stated)+1)
	for _, pair := range stated {
		if path, is := strings.CutPrefix(pair, "PYTHONPATH="); is {
			if path != "" {
				hook += string(os.PathListSeparator) + path
			}
			continue
		}
		env = append(env, pair)
	}
	return append(env, "PYTHONPATH="+hook, waits)
}

// stat is a file as it is, nil where there is none.
func stat(name string) fs.FileInfo {
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	return info
}

// same reports whether a file was not changed meanwhile.
func same(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}

// scriptOf is the script that a command runs.
func scriptOf(c process.Command) string { return c.Args[len(c.Args)-1] }
