//go:build linux

package test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take before a test gives up. It is generous:
// no test depends on how long something takes.
const patience = 3 * time.Minute

// eventually waits until a condition holds; where it never does, state says what was.
func eventually(t *testing.T, holds func() bool, state func() string) {
	t.Helper()
	for deadline := time.Now().Add(patience); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(state())
		}
	}
}

// serving is a running `vitrina serve`.
type serving struct {
	t      *testing.T
	folder string
	first  string // the first line of standard output
	cmd    *exec.Cmd
	url    string
	panel  string
	out    io.Closer
	lines  chan string // standard output behind the first lines
	stderr *lockedBuffer
	ended  chan struct{}
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// serve starts `vitrina serve --json` on a free port and waits until it answers.
func serve(t *testing.T, root string, flags ...string) *serving {
	t.Helper()
	return serveBy(t, []string{binary}, root, flags...)
}

// serveBy does it with a command that the arguments are added to.
func serveBy(t *testing.T, command []string, root string, flags ...string) *serving {
	t.Helper()
	s := startServingBy(t, command, root, append([]string{"--json"}, flags...)...)
	var ready struct{ Event, URL, Panel string }
	if err := json.Unmarshal([]byte(s.first), &ready); err != nil || ready.Event != "ready" {
		t.Fatalf("the first line is no ready event: %v", err)
	}
	s.url, s.panel = ready.URL, ready.Panel
	return s
}

// startServing starts `vitrina serve` on a free port and waits for its first line.
func startServing(t *testing.T, root string, flags ...string) *serving {
	t.Helper()
	return startServingBy(t, []string{binary}, root, flags...)
}

func startServingBy(t *testing.T, command []string, root string, flags ...string) *serving {
	t.Helper()
	args := slices.Concat(command, []string{"serve", "--port", "0"}, flags, []string{root})
	s := startProgramBy(t, args...)
	s.folder = root
	return s
}

// startProgram starts the program with a command that goes on until it is stopped, and waits for its
// first line.
func startProgram(t *testing.T, args ...string) *serving {
	t.Helper()
	return startProgramBy(t, append([]string{binary}, args...)...)
}

func startProgramBy(t *testing.T, command ...string) *serving {
	t.Helper()
	s := &serving{t: t, lines: make(chan string, 10_000), stderr: &lockedBuffer{}, ended: make(chan struct{})}
	s.cmd = exec.Command(command[0], command[1:]...)
	s.cmd.Env = append(s.cmd.Environ(), "LC_ALL=C.UTF-8")
	s.cmd.Stderr = s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.out = out
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		lines := bufio.NewScanner(out)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			s.lines <- lines.Text()
		}
	}()
	go func() {
		<-read
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	t.Cleanup(s.stop)
	s.first = s.line()
	return s
}

// line is the next line of standard output.
func (s *serving) line() string {
	s.t.Helper()
	select {
	case line := <-s.lines:
		return line
	case <-s.ended: // what it had printed is still to be read
		select {
		case line := <-s.lines:
			return line
		default:
			s.t.Fatalf("vitrina ended: %s", s.stderr)
		}
	case <-time.After(patience):
		s.t.Fatalf("vitrina printed nothing more; stderr: %s", s.stderr)
	}
	return ""
}

// stop ends it as Ctrl+C does, and looks at how it ended.
func (s *serving) stop() {
	select {
	case <-s.ended:
		return
	default:
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		s.t.Errorf("stopping: %v", err)
	}
	select {
	case <-s.ended:
	case <-time.After(patience):
		_ = s.cmd.Process.Kill()
		s.t.Error("vitrina did not stop")
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		s.t.Errorf("vitrina ended with %d: %s", code, s.stderr)
	}
	if strings.Contains(s.stderr.String(), "DATA RACE") {
		s.t.Errorf("a race: %s", s.stderr)
	}
}

// runBinary runs the program to its end.
func runBinary(t *testing.T, input io.Reader, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	return runBinaryIn(t, "C.UTF-8", input, args...)
}

// runBinaryIn does it in a locale of the system.
func runBinaryIn(t *testing.T, locale string, input io.Reader, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(binary, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = input, &out, &errs
	cmd.Env = append(cmd.Environ(), "LC_ALL="+locale)
	err := cmd.Run()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}
