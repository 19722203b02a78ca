//go:build unix

package prewarm

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"vitrina/server/internal/cgi/process"
)

// pythons are all of CPython 3 that this machine has: those of PATH, and pyenv's.
func pythons(t *testing.T) []string {
	var found []string
	for _, folder := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin") {
		matches, _ := filepath.Glob(filepath.Join(folder, "python3*"))
		found = append(found, matches...)
	}
	home, _ := os.UserHomeDir()
	matches, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/*/bin/python3"))
	known, programs := map[string]bool{}, []string{}
	for _, program := range append(found, matches...) {
		real, err := filepath.EvalSymlinks(program)
		if err != nil || known[real] || !isPython(program) || !isPython(real) || strings.HasSuffix(filepath.Dir(program), "shims") {
			continue
		}
		known[real] = true
		programs = append(programs, program)
	}
	if len(programs) == 0 {
		t.Skip("this machine has no python3")
	}
	return programs
}

// trial is a script, and how it is run.
type trial struct {
	name  string
	flags []string
	env   []string
	input string
	cold  bool // no interpreter can wait for it
}

// trials writes the scripts into a folder.
func trials(t *testing.T, folder string) []trial {
	archive, err := txtar.ParseFile("testdata/scripts.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []trial
	for _, file := range archive.Files {
		name := file.Name
		if !slices.Contains(modules, name) && !strings.Contains(name, "/") {
			name = "script-" + name // some have the names of modules
		}
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		text := string(file.Data)
		one := trial{name: name}
		for line := range strings.Lines(text) {
			name, value, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "#")), ": ")
			switch {
			case !strings.HasPrefix(line, "#"):
			case name == "flags":
				one.flags = strings.Fields(value)
			case name == "env":
				one.env = strings.Fields(strings.ReplaceAll(value, "$DIR", folder))
			case name == "input":
				decoded, err := strconv.Unquote(value)
				if err != nil {
					t.Fatal(file.Name, err)
				}
				one.input = latin(decoded)
			case name == "cold":
				one.cold = true
			case name == "crlf":
				text = strings.ReplaceAll(text, "\n", "\r\n")
			case name == "latin":
				text = latin(text)
			}
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if name != file.Name {
			all = append(all, one)
		}
	}
	return all
}

// modules are those files beside the scripts that are none.
var modules = []string{"helper.py", "broken.py", "raising.py", "cgi_local.py"}

// latin are the bytes of a text in Latin-1.
func latin(text string) string {
	var bytes []byte
	for _, c := range text {
		bytes = append(bytes, byte(c))
	}
	return string(bytes)
}

// outcome is all that a script's run shows.
type outcome struct{ Output, Errors, Exit string }

// finish runs a process to its end.
func finish(t *testing.T, p *process.Process, input string) outcome {
	t.Helper()
	go func() {
		_, _ = io.WriteString(p.Stdin(), input) // a script need not read it
		_ = p.Stdin().Close()
	}()
	go p.Supervise(context.Background())
	var output strings.Builder
	for buffer := make([]byte, 32<<10); ; {
		n, err := p.Read(buffer)
		output.Write(buffer[:n])
		if err != nil {
			break
		}
	}
	p.OutputDone()
	<-p.Ended()
	p.Finish()
	p.Close()
	code, signal := p.Exit()
	return outcome{Output: output.String(), Errors: p.Stderr(), Exit: fmt.Sprint(code, signal)}
}

// own are what is another in every process: addresses of objects in memory, and times of day.
var own = regexp.MustCompile(`0x[0-9a-f]{6,}|\d\d:\d\d:\d\d`)

func (o outcome) masked() outcome {
	o.Output, o.Errors = own.ReplaceAllString(o.Output, "OWN"), own.ReplaceAllString(o.Errors, "OWN")
	return o
}

// A script cannot know if its interpreter was started for it or had waited.
func TestBothWaysAreTheSame(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	scripts := trials(t, folder)
	if shadows(folder, func(string) func() { return func() {} }) {
		t.Fatal("nothing is imported ahead here")
	}
	if len(scripts) < 80 {
		t.Fatalf("only %d scripts", len(scripts))
	}
	programs := pythons(t)
	if testing.Short() {
		programs = programs[:1]
	}
	for number, python := range programs {
		t.Run(strings.ReplaceAll(python[1:], "/", "."), func(t *testing.T) {
			t.Parallel()
			pool := &Pool{Busy: func() bool { return false }}
			t.Cleanup(pool.Close)
			for i, script := range scripts {
				if number > 0 && (i+number)%5 > 1 { // two in five, others for each: together they are all
					continue
				}
				t.Run(strings.TrimPrefix(script.name, "script-"), func(t *testing.T) { compare(t, pool, python, folder, script) })
			}
		})
	}
}

func compare(t *testing.T, pool *Pool, python, folder string, script trial) {
	stated := []string{"HOME=" + os.Getenv("HOME"), "LANG=C.UTF-8", "PATH=" + os.Getenv("PATH"), "PYTHONUTF8=1"}
	for _, pair := range script.env {
		name, _, _ := strings.Cut(pair, "=")
		stated = slices.DeleteFunc(stated, func(each string) bool { return strings.HasPrefix(each, name+"=") })
		stated = append(stated, pair)
	}
	slices.Sort(stated)
	env := append(slices.Clone(stated), "CONTENT_LENGTH="+strconv.Itoa(len(script.input)), "HTTP_COOKIE=a=ñ; b=\xff", "QUERY_STRING=q=1&r=dos", "REQUEST_METHOD=POST", "A_EMPTY=")
	slices.Sort(env)
	c := process.Command{Args: append(append([]string{python}, script.flags...), filepath.Join(folder, script.name)), Dir: folder, Env: env, Stated: stated, NoInput: script.input == ""}
	if fits(c) == script.cold {
		t.Fatalf("whether an interpreter can wait for it: %v", fits(c))
	}
	if script.cold {
		return
	}
	spawned, err := process.Spawn{}.Launch(c)
	if err != nil {
		t.Fatal(err)
	}
	w, err := pool.prepare(c, true) // meanwhile
	cold := finish(t, spawned, script.input)
	if w == nil {
		t.Fatal("no interpreter waits", err)
	}
	if !w.fresh(pool.opening) { // the first import from a folder wrote bytecode there
		w.discard()
		if w, err = pool.prepare(c, true); w == nil || !w.fresh(pool.opening) {
			t.Fatal("it rests on what has changed", err)
		}
	}
	begun, ok := w.begin(c)
	if !ok {
		t.Fatal("it cannot begin")
	}
	warm := finish(t, begun, script.input)
	cold, warm = cold.masked(), warm.masked()
	if difference := cmp.Diff(cold, warm); difference != "" {
		t.Errorf("spawned and warm differ (ahead: %v):\n%s", w.modules, difference)
	}
}
