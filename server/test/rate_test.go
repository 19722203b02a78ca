//go:build linux

package test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkSmallFiles asks for a file of 1 KiB over 32 connections, of Vitrina and, in the
// same run, of net/http's FileServer: `go test ./server/test -run '^$' -bench SmallFiles`.
// Figures of two machines, or of two moments, are not to be compared; the ratio of the two is.
func BenchmarkSmallFiles(b *testing.B) {
	root := b.TempDir()
	if err := os.WriteFile(filepath.Join(root, "small.txt"), make([]byte, 1024), 0o600); err != nil {
		b.Fatal(err)
	}
	program, err := plainBinary()
	if err != nil {
		b.Fatal(err)
	}
	peer := filepath.Join(b.TempDir(), "fileserver")
	if out, err := exec.Command("go", "build", "-o", peer, "vitrina/server/test/testdata/fileserver").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	vitrina, fileServer := exec.Command(program, "serve", "--port", "0", root), exec.Command(peer, root)
	sites := []string{startForRate(b, vitrina, "Serving "+root+" at "), startForRate(b, fileServer, "")}
	const rounds = 5 // taken in turns, so that whatever else the machine does hits both
	n := max(32, b.N/rounds) / 32 * 32
	servers := []*exec.Cmd{vitrina, fileServer}
	var took, used [2]time.Duration
	for range rounds {
		for i, site := range sites {
			before := processorTime(b, servers[i].Process.Pid)
			took[i] += askForSmall(b, site, 32, n)
			used[i] += processorTime(b, servers[i].Process.Pid) - before
		}
	}
	requests := float64(rounds * n)
	b.ReportMetric(requests/took[0].Seconds(), "requests/s")
	b.ReportMetric(requests/took[1].Seconds(), "FileServer-requests/s")
	b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "rate-ratio")
	b.ReportMetric(used[0].Seconds()/requests*1e6, "CPU-µs/request")
	b.ReportMetric(used[0].Seconds()/used[1].Seconds(), "CPU-ratio")
}

// processorTime is how long a process has kept processors busy (proc(5), utime and stime,
// which count hundredths of a second).
func processorTime(b *testing.B, pid int) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Fatal(err)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	var user, system int64
	if _, err := fmt.Sscan(fields[11]+" "+fields[12], &user, &system); err != nil {
		b.Fatal(err)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// startForRate starts a server that says its address on its first line, behind some words.
func startForRate(b *testing.B, cmd *exec.Cmd, before string) string {
	b.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8") // the address is behind English words
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Kill() // what is measured is over
		_ = cmd.Wait()
	})
	lines := bufio.NewReader(out)
	line, err := lines.ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }() // until it ends
	address, found := strings.CutPrefix(strings.TrimSpace(line), before)
	if !found {
		b.Fatalf("%q", line)
	}
	return address
}

// askForSmall asks n times over some connections and tells how long that took.
func askForSmall(b *testing.B, site string, connections, n int) time.Duration {
	b.Helper()
	request := []byte("GET /small.txt HTTP/1.1\r\nHost: " + hostOf(site) + "\r\n\r\n")
	begun := time.Now()
	var wait sync.WaitGroup
	for range connections {
		wait.Go(func() {
			conn, err := net.Dial("tcp", hostOf(site))
			if err != nil {
				b.Error(err)
				return
			}
			defer conn.Close()
			reader := bufio.NewReader(conn)
			for range n / connections {
				if _, err := conn.Write(request); err != nil {
					b.Error(err)
					return
				}
				if err := readSmall(reader); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	return time.Since(begun)
}

// readSmall reads one response, at as little cost as can be.
func readSmall(reader *bufio.Reader) error {
	for first := true; ; first = false {
		line, err := reader.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !strings.HasPrefix(string(line), "HTTP/1.1 200 ") {
			return fmt.Errorf("%s", line)
		}
		if len(line) == 2 {
			_, err := reader.Discard(1024)
			return err
		}
	}
}
