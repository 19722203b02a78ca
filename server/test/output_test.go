//go:build linux

package test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// silentReader starts `vitrina serve` and reads its first lines, and nothing more until it is
// asked to.
func silentReader(t *testing.T, root string, firstLines int, flags ...string) (s *serving, first []string, out *bufio.Reader) {
	t.Helper()
	s = &serving{t: t, cmd: exec.Command(binary, append([]string{"serve", "--port", "0", root}, flags...)...), stderr: &lockedBuffer{}, ended: make(chan struct{})}
	s.cmd.Env = append(s.cmd.Environ(), "LC_ALL=C.UTF-8")
	s.cmd.Stderr = s.stderr
	pipe, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		// Wait would close the pipe, which is still to be read.
		_, _ = s.cmd.Process.Wait()
		close(s.ended)
	}()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill() // it has ended, unless the test failed
		<-s.ended
		_ = pipe.Close()
		if strings.Contains(s.stderr.String(), "DATA RACE") {
			t.Errorf("a race: %s", s.stderr)
		}
	})
	if err := pipe.(*os.File).SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	out = bufio.NewReaderSize(pipe, 16)
	for range firstLines {
		line, err := out.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		first = append(first, strings.TrimSpace(line))
	}
	return s, first, out
}

// load asks for a file many times over some connections, for each one with a number.
func load(t *testing.T, site string, connections, each int) {
	t.Helper()
	failed := make(chan error, connections)
	for c := range connections {
		go func() { failed <- loadOver(site, c*each, each) }()
	}
	for range connections {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
}

func loadOver(site string, from, n int) error {
	conn, err := net.Dial("tcp", hostOf(site))
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	reader := bufio.NewReader(conn)
	for i := range n {
		last := ""
		if i == n-1 {
			last = "Connection: close\r\n"
		}
		if _, err := fmt.Fprintf(conn, "HEAD /a.txt?%d HTTP/1.1\r\nHost: %s\r\n%s\r\n", from+i, hostOf(site), last); err != nil {
			return err
		}
		for line := ""; line != "\r\n"; {
			if line, err = reader.ReadString('\n'); err != nil {
				return err
			}
		}
	}
	return nil
}

// Where the output is read more slowly than requests come, each exchange is a line, or one
// of those that are said to be missing.
func TestNoExchangeIsMissingUnsaid(t *testing.T) {
	t.Parallel()
	const connections, each = 4, 1500 // more than the store keeps, a pipe holds and a batch has
	missing := regexp.MustCompile(`^Exchanges that are missing here: (\d+)\. `)
	for name, mode := range map[string]struct {
		flags      []string
		firstLines int
		site       func(first string) string
		// read gives what a line says: the target of an exchange, or how many are missing.
		read func(line string) (target string, skipped int)
	}{
		"for people": {nil, 2, func(first string) string { return first[strings.Index(first, "http://"):] }, func(line string) (string, int) {
			if said := missing.FindStringSubmatch(line); said != nil {
				n, _ := strconv.Atoi(said[1])
				return "", n
			}
			return strings.Fields(line)[2], 0
		}},
		"for programs": {[]string{"--json"}, 1, func(first string) string {
			var ready struct{ URL string }
			_ = json.Unmarshal([]byte(first), &ready) // else there is no address
			return ready.URL
		}, func(line string) (string, int) {
			var event struct {
				Event, Target string
				Count         int
			}
			if err := json.Unmarshal([]byte(line), &event); err != nil || event.Event != "exchange" && event.Event != "skipped" {
				t.Errorf("%v: %q", err, line)
			}
			return event.Target, event.Count
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, first, out := silentReader(t, folder(t, "-- a.txt --\na\n"), mode.firstLines, mode.flags...)
			load(t, mode.site(first[0]), connections, each)
			printed, skipped := map[string]bool{}, 0
			take := func(line string) {
				target, n := mode.read(strings.TrimSpace(line))
				if n > 0 {
					skipped += n
				} else if printed[target] {
					t.Errorf("%s was printed twice", target)
				}
				if n == 0 {
					printed[target] = true
				}
			}
			for len(printed)+skipped < connections*each {
				line, err := out.ReadString('\n')
				if err != nil {
					t.Fatalf("%v: %d were printed and %d are said to be missing, of %d", err, len(printed), skipped, connections*each)
				}
				take(line)
			}
			if skipped == 0 {
				t.Error("none was missing: this test tests nothing")
			}
			signalTo(t, s.cmd.Process, syscall.SIGTERM)
			rest, err := io.ReadAll(out)
			if err != nil || len(rest) > 0 {
				t.Errorf("%v, and then %q", err, rest)
			}
			<-s.ended
		})
	}
}

// Who does not read the output does not hold up the end.
func TestItEndsThoughNobodyReadsTheOutput(t *testing.T) {
	t.Parallel()
	root := folder(t, patientScript+"-- a.txt --\na\n")
	s, first, _ := silentReader(t, root, 2)
	site := first[0][strings.Index(first[0], "http://"):]
	ids := withScript(t, site, root, "cgi-bin/patient.sh", 1)
	load(t, site, 4, 500)
	signalTo(t, s.cmd.Process, syscall.SIGTERM)
	select {
	case <-s.ended:
	case <-time.After(patience):
		t.Fatal("it goes on")
	}
	awaitGone(t, ids)
}
