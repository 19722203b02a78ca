//go:build linux

package test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// peakMemory is the most that a process had in memory, in bytes (proc(5), VmHWM).
func peakMemory(t *testing.T, pid int) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var kib int64
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		t.Fatal(err)
	}
	return kib << 10
}

func oneAtOnce(n *int) func(*protocol.SiteStartParams) {
	return func(p *protocol.SiteStartParams) { p.CGI.AtOnce = n }
}

// descriptors counts what a process has open.
func descriptors(t *testing.T, pid int) int {
	t.Helper()
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// Whatever happened to scripts and clients, nothing stays open.
func TestNoDescriptorIsLeft(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson+`
-- cgi-bin/fails.sh --
#!/bin/sh
exit 1
-- cgi-bin/hangs.sh --
#!/bin/sh
exec sleep 1000
-- cgi-bin/streams.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
exec head -c 100000000 /dev/zero
`)
	s := serve(t, root, "--cgi-timeout", "2s", "--no-prewarm") // those that wait have descriptors, and come and go
	client := ownClient(t)
	round := func() {
		for _, path := range []string{"/index-1.html", "/index.css", "/nothing", "/", "/cgi-bin/index.py", "/cgi-bin/fails.sh", "/cgi-bin/nothing"} {
			get(t, s.url, path)
		}
		get(t, s.url, "/cgi-bin/hangs.sh")
		sendRaw(t, s.url, "GET / HTTP/1.1\r\nBad Name: 1\r\n\r\n")
		response, err := client.Get(s.url + "cgi-bin/streams.sh")
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close() // long before its end
		client.CloseIdleConnections()
	}
	get(t, s.url, "/cgi-bin/index.py") // what a first script needs stays open
	before := descriptors(t, s.cmd.Process.Pid)
	for range 3 { // what one round left open would add up
		round()
	}
	open := 0
	eventually(t, func() bool {
		open = descriptors(t, s.cmd.Process.Pid)
		return open <= before
	}, func() string { return fmt.Sprintf("%d descriptors are open, %d were", open, before) })
}

// left finds processes that tests started: the program itself, and scripts, which have
// their folder in the environment, or in the command line as long as they wait for a request.
func left(temporary string) []string {
	found := []string{}
	processes, _ := filepath.Glob("/proc/[0-9]*")
	for _, process := range processes {
		command, _ := os.ReadFile(process + "/cmdline")
		environment, _ := os.ReadFile(process + "/environ")
		isScript := strings.Contains(string(environment), "GATEWAY_INTERFACE=CGI/1.1") && strings.Contains(string(environment), "DOCUMENT_ROOT="+temporary)
		waits := strings.Contains(string(command), "\x00"+temporary) && strings.Contains(string(environment), "vitrina-python-")
		if strings.HasPrefix(string(command), binary) || isScript || waits {
			found = append(found, filepath.Base(process)+" "+strings.ReplaceAll(string(command), "\x00", " "))
		}
	}
	return found
}
