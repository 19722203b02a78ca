//go:build linux

package test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"vitrina/server/internal/qr"
)

// terminal opens a terminal: what is written to its far end is shown at the near one.
func terminal(t *testing.T) (near, far *os.File) {
	t.Helper()
	near, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = near.Close() })
	if err := unix.IoctlSetPointerInt(int(near.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(near.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	far, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return near, far
}

// In a terminal a site on the network shows its address as a QR code, after the lines that
// are always there.
func TestATerminalShowsTheQRCode(t *testing.T) {
	t.Parallel()
	near, far := terminal(t)
	s := &serving{t: t, cmd: exec.Command(binary, "serve", "--host", "0.0.0.0", "--port", "0", folder(t, lesson)), stderr: &lockedBuffer{}, ended: make(chan struct{})}
	s.cmd.Env = append(s.cmd.Environ(), "LC_ALL=C.UTF-8", "TERM=xterm-256color")
	s.cmd.Stdout, s.cmd.Stderr = far, s.stderr
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = far.Close()
	go func() {
		_ = s.cmd.Wait()
		close(s.ended)
	}()
	t.Cleanup(s.stop)
	shown := bufio.NewReader(near)
	line := func() string {
		text, err := shown.ReadString('\n')
		if err != nil {
			t.Fatalf("%v after %q; stderr: %s", err, text, s.stderr)
		}
		return strings.TrimRight(text, "\r\n")
	}
	first, second := line(), line()
	if !strings.HasPrefix(first, "Serving ") || !strings.HasPrefix(second, "Panel at ") {
		t.Errorf("%q, %q", first, second)
	}
	port := regexp.MustCompile(`:(\d+)/$`).FindStringSubmatch(first)[1]
	said := regexp.MustCompile(`can reach this site: (http://\S+:` + port + `/).* \(it listens at 0\.0\.0\.0:` + port + `\)`)
	var network []string
	eventually(t, func() bool {
		network = said.FindStringSubmatch(s.stderr.String())
		return network != nil || strings.Contains(s.stderr.String(), "as soon as this computer is on a network")
	}, func() string { return s.stderr.String() })
	if network == nil {
		t.Log("this machine is in no network: that was said, and no QR code was drawn that could be looked at")
		return
	}
	if got := line(); got != network[1] {
		t.Errorf("%q, not %q", got, network[1])
	}
	want := qr.Encode(network[1])
	const quiet = 4
	rows := []string{}
	for len(rows) < len(want)+2*quiet {
		text := line()
		inner, begins := strings.CutPrefix(text, "\x1b[38;5;16;48;5;231m") // black on white, whatever the theme
		inner, ends := strings.CutSuffix(inner, "\x1b[0m")
		if !begins || !ends {
			t.Fatalf("%q", text)
		}
		rows = append(rows, modules(inner, "▀█"), modules(inner, "▄█"))
	}
	light := strings.Repeat("0", len(want)+2*quiet)
	framed := []string{light, light, light, light}
	for _, row := range want {
		framed = append(framed, "0000"+row+"0000")
	}
	framed = append(framed, light, light, light, light, light) // an odd number of rows and one to make it even
	if diff := cmp.Diff(framed, rows); diff != "" {
		t.Error(diff)
	}
}

// modules reads a row of a line of half blocks; dark are those in which it is dark.
func modules(line, dark string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(dark, r) {
			return '1'
		}
		return '0'
	}, line)
}
