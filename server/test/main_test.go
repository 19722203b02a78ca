//go:build linux

package test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var (
	// binary is the program under test.
	binary string
	// programs is the folder of those that are built.
	programs string
)

// sideBySide is how many tests run at a time: more than there are processors, since most of
// them wait most of the time. `-parallel` says otherwise.
const sideBySide = "8"

func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", sideBySide); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(run(m))
}

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "vitrina-test-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	programs = folder
	binary, err = build("vitrina", "-race", "-ldflags", "-X vitrina/server/internal/build.Version=9.9.9", "vitrina/server")
	if err != nil {
		fmt.Fprintln(os.Stderr, "building the program under test:", err)
		return 1
	}
	if err := errors.Join(
		useSystemsPython(),
		// The race detector would wait a second at each program's end for reports to come.
		os.Setenv("GORACE", "atexit_sleep_ms=0"),
		// Every folder of every test lies here, so that what is left of any can be found.
		os.Setenv("TMPDIR", folder),
		// Scripts run as they do for most people, whatever this shell has set.
		os.Unsetenv("PYTHONUNBUFFERED"), os.Unsetenv("PYTHONDONTWRITEBYTECODE"),
	); err != nil {
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

// build builds a program, which stays there for all tests.
func build(name string, args ...string) (program string, err error) {
	program = filepath.Join(programs, name)
	if out, err := exec.Command("go", append([]string{"build", "-o", program}, args...)...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return program, nil
}

// useSystemsPython has scripts run by the Python of the system where there is one: those of
// version managers begin with a shell script, which costs several times what Python costs.
func useSystemsPython() error {
	const python = "/usr/bin/python3"
	if _, err := os.Stat(python); err != nil {
		return nil // whatever PATH has will do
	}
	first := filepath.Join(programs, "bin")
	return errors.Join(
		os.Mkdir(first, 0o750),
		os.Symlink(python, filepath.Join(first, "python3")),
		os.Setenv("PATH", first+string(filepath.ListSeparator)+os.Getenv("PATH")),
	)
}
