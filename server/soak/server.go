package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// server is the program under load.
type server struct {
	cmd        *exec.Cmd
	errors     bytes.Buffer
	url, panel string
	ended      chan error
}

// start starts the program and waits until it answers. It keeps no interpreters ready: those would be
// counted as what a leak leaves.
func start(program, root string) (*server, error) {
	s := &server{cmd: exec.Command(program, "serve", "--json", "--port", "0", "--no-prewarm", root), ended: make(chan error, 1)}
	s.cmd.Stderr = &s.errors
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewReader(out)
	first, err := lines.ReadBytes('\n')
	var ready struct{ URL, Panel string }
	if err == nil {
		err = json.Unmarshal(first, &ready)
	}
	if err != nil {
		s.kill()
		return nil, fmt.Errorf("%s is not ready: %w %s", program, err, s.errors.String())
	}
	s.url, s.panel = ready.URL, ready.Panel
	go func() {
		_, _ = io.Copy(io.Discard, lines) // until it ends
		s.ended <- s.cmd.Wait()
	}()
	return s, nil
}

// stop ends it as Ctrl+C does, and tells how that went.
func (s *server) stop() error {
	select {
	case err := <-s.ended:
		return fmt.Errorf("the server ended by itself: %v %s", err, s.errors.String())
	default:
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	select {
	case err := <-s.ended:
		if err != nil || s.errors.Len() > 0 {
			return fmt.Errorf("the server ended with %v, having said: %s", err, s.errors.String())
		}
		return nil
	case <-time.After(patience):
		return errors.New("the server did not stop")
	}
}

func (s *server) kill() { _ = s.cmd.Process.Kill() } // it has ended, most often

// memory is an amount in bytes.
type memory int64

func (m memory) String() string { return amount(int64(m), int64(m)>>20, " MiB") }

// count is a number of things, below 0 where this system does not tell.
type count int

func (c count) String() string { return amount(int64(c), int64(c), "") }

func amount(known, shown int64, unit string) string {
	if known < 0 {
		return "not told"
	}
	return fmt.Sprint(shown, unit)
}

// measures are what a server has at a moment. Only Linux tells (proc(5)).
type measures struct {
	descriptors count
	processes   count
	memory      memory
}

func (s *server) measure(root string) measures {
	return measures{s.descriptors(), processes(root), s.memory("VmRSS:")}
}

func (s *server) descriptors() count {
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.cmd.Process.Pid))
	if err != nil {
		return -1
	}
	return count(len(entries))
}

func (s *server) memory(field string) memory {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	_, rest, found := strings.Cut(string(status), field)
	var kib int64
	if _, scanErr := fmt.Sscan(rest, &kib); err != nil || !found || scanErr != nil {
		return -1
	}
	return memory(kib << 10)
}

// processes counts the scripts of a folder and their children, by their environment.
func processes(root string) count {
	all, _ := filepath.Glob("/proc/[0-9]*/environ") // the pattern is well-formed
	if len(all) == 0 {
		return -1
	}
	n := count(0)
	for _, each := range all {
		environment, _ := os.ReadFile(each) // it may be gone, or another user's
		if strings.Contains(string(environment), "DOCUMENT_ROOT="+root) {
			n++
		}
	}
	return n
}

// looks is how many times in a row the counts have to be the same: connections and pipes go
// on closing for a while when all is answered.
const looks = 10

// settle waits until the counts stand still and are as wanted, or patience is over.
func (s *server) settle(ctx context.Context, root string, wanted func(measures) bool) measures {
	now, same := s.measure(root), 1
	for deadline := time.Now().Add(patience); same < looks || !wanted(now); time.Sleep(50 * time.Millisecond) {
		if ctx.Err() != nil || time.Now().After(deadline) {
			break
		}
		before := now
		if now = s.measure(root); now.descriptors != before.descriptors || now.processes != before.processes {
			same = 0
		}
		same++
	}
	return now
}
