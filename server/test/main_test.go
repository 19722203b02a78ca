//go:build linux

package test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binary is the program under test.
var binary string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "vitrina-test-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	binary = filepath.Join(folder, "vitrina")
	build := exec.Command("go", "build", "-race", "-ldflags", "-X vitrina/server/internal/build.Version=9.9.9", "-o", binary, "vitrina/server")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program under test: %v\n%s", err, out)
		return 1
	}
	// The race detector would wait a second at each program's end for reports to come.
	if err := os.Setenv("GORACE", "atexit_sleep_ms=0"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	// Every folder of every test lies here, so that what is left of any can be found.
	if err := os.Setenv("TMPDIR", folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if processes := left(folder); len(processes) > 0 {
		fmt.Fprintln(os.Stderr, "FAIL: the suite left processes:", processes)
		return 1
	}
	return code
}
