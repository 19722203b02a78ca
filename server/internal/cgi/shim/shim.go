// Package shim sees through the shims of version managers for Python: pyenv, asdf and mise put
// programs named python3 into PATH that look up which Python is meant, each time, which takes ten
// times as long as that Python. Each is asked once, behind a run, and its answer holds until what it
// rests on changes.
package shim

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"vitrina/server/internal/cgi/process"
)

// Real is what stands behind a shim.
type Real struct {
	// Program is the interpreter, an absolute path.
	Program string
	// Env are the variables that the shim sets or changes, NAME=VALUE.
	Env []string
}

// Shims remembers what stands behind which. The zero value knows none. Any number of goroutines may
// call its methods.
type Shims struct {
	mu    sync.Mutex
	known map[string]answer
}

// answer is what a shim said, nothing for a program that is none, and the files that it rests on, as they were; nil for those that did
// not exist.
type answer struct {
	real  Real // without Program where it could not be asked
	rests map[string]fs.FileInfo
}

// maxKnown is how many answers are kept. When there are more, all are forgotten.
const maxKnown = 256

// askedWithin is how long a shim may take.
const askedWithin = 20 * time.Second

func keyOf(program, folder string, env []string) string {
	return program + "\x00" + folder + "\x00" + strings.Join(env, "\x00")
}

// Through is what stands behind a program that scripts in a folder are run by, if that is known.
func (s *Shims) Through(program, folder string, env []string) (Real, bool) {
	s.mu.Lock()
	known, is := s.known[keyOf(program, folder, env)]
	s.mu.Unlock()
	return known.real, is && known.real.Program != "" && known.holds()
}

// Ask asks what stands behind a program, where it is a shim and that is not known.
func (s *Shims) Ask(ctx context.Context, program, folder string, env []string) {
	key := keyOf(program, folder, env)
	s.mu.Lock()
	known, is := s.known[key]
	s.mu.Unlock()
	if is && known.holds() {
		return
	}
	told := answer{rests: map[string]fs.FileInfo{}}
	told.rest(program)
	if isShim(program) {
		told.rest(choices(folder, env)...)
		told.real = ask(ctx, process.Command{Args: []string{program, "-c", question}, Dir: folder, Env: env, NoInput: true})
	}
	if told.real.Program != "" {
		told.rest(told.real.Program)
	}
	if ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil || len(s.known) >= maxKnown {
		s.known = map[string]answer{}
	}
	s.known[key] = told
}

func (a answer) rest(names ...string) {
	for _, name := range names {
		a.rests[name] = stat(name)
	}
}

// holds reports whether nothing has changed that it rests on.
func (a answer) holds() bool {
	for name, was := range a.rests {
		now := stat(name)
		if (was == nil) != (now == nil) || was != nil && (!os.SameFile(was, now) || was.Size() != now.Size() || !was.ModTime().Equal(now.ModTime())) {
			return false
		}
	}
	return true
}

func stat(name string) fs.FileInfo {
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	return info
}

// question has a Python of any version say which it is, and what its environment is.
const question = `import os, sys
out = getattr(sys.stdout, "buffer", sys.stdout)
pairs = ["=".join(pair) for pair in os.environ.items()]
out.write("\0".join([sys.executable] + pairs).encode("utf-8", "surrogateescape") if sys.version_info > (3,) else "\0".join([sys.executable] + pairs))`

// ask runs a shim, and returns what stands behind it; nothing where that does not become clear.
func ask(ctx context.Context, c process.Command) Real {
	limited, cancel := context.WithTimeout(ctx, askedWithin)
	defer cancel()
	p, err := process.Spawn{}.Launch(c)
	if err != nil {
		return Real{}
	}
	go p.Supervise(limited)
	said, _ := io.ReadAll(p) // a reader that is given up shows below
	p.OutputDone()
	<-p.Ended()
	p.Finish()
	p.Close()
	program, pairs, _ := strings.Cut(string(said), "\x00")
	if !p.Succeeded() || !filepath.IsAbs(program) || isShim(program) {
		return Real{}
	}
	var set []string
	for pair := range strings.SplitSeq(pairs, "\x00") {
		if !slices.Contains(c.Env, pair) && !strings.HasPrefix(pair, "LC_CTYPE=") { // Python sets that itself (PEP 538)
			set = append(set, pair)
		}
	}
	return Real{Program: program, Env: set}
}

// maxShim is how much of a program is read to recognise a shim.
const maxShim = 1 << 10

// managers are the programs that shims hand over to.
var managers = []string{"pyenv", "asdf", "mise", "rtx"}

// isShim reports whether a program is a shim: a script that names a version manager, or a link to one.
func isShim(program string) bool {
	if !strings.HasPrefix(filepath.Base(program), "python") {
		return false
	}
	real, err := filepath.EvalSymlinks(program)
	if err != nil {
		return false
	}
	if slices.Contains(managers, filepath.Base(real)) {
		return true
	}
	file, err := os.Open(real)
	if err != nil {
		return false
	}
	defer file.Close()
	start := make([]byte, maxShim)
	n, _ := io.ReadFull(file, start) // it may be shorter
	text := string(start[:n])
	return strings.HasPrefix(text, "#!") && slices.ContainsFunc(managers, func(name string) bool { return strings.Contains(text, name) })
}
