//go:build linux

package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// withoutPrivilege is the program as one runs it whom permissions bind. Root may read all, unless these
// capabilities are given up.
func withoutPrivilege() []string {
	if os.Getuid() == 0 {
		return []string{"setpriv", "--bounding-set=-dac_override,-dac_read_search", "--", binary}
	}
	return []string{binary}
}

// Who may not read a file hears which permission is missing, and of which folder.
func TestAPathThatMayNotBeReadNamesWhatIsInTheWay(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- shut/a.html --\na\n-- shut/in/a.html --\na\n-- walk/a.html --\na\n-- file.html --\na\n")
	for name, mode := range map[string]os.FileMode{"shut": 0, "walk": 0o311, "file.html": 0} {
		name := filepath.Join(root, name)
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(name, 0o755) }) // so that it can be removed
	}
	s := serveBy(t, withoutPrivilege(), root)
	for path, want := range map[string]string{
		"/shut/nosuch.html": "enter the folder /shut, so nobody knows whether /shut/nosuch.html exists",
		"/shut/in/a.html":   "enter the folder /shut, so",
		"/walk/a.html":      "may enter the folder /walk, but not read it (r)",
		"/file.html":        "/file.html exists, but your user account is not allowed to read it",
	} {
		if got := get(t, s.url, path); got.status != 403 || !strings.Contains(got.body, want) {
			t.Errorf("%s: %s%s", path, got.head, got.body)
		}
	}
}

// One folder that may not be read keeps nothing of the others from being checked.
func TestCheckGoesOnBehindAFolderThatItMayNotRead(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/shut/a.py --\nprint()\n-- cgi-bin/z.py --\nimport cgi\n-- cgi-bin/b.sh --\n")
	shut := filepath.Join(root, "cgi-bin", "shut")
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(shut, 0o755) })
	command := append(withoutPrivilege(), "check", root)
	out, _ := exec.Command(command[0], command[1:]...).CombinedOutput() // it fails where something is wrong
	for _, want := range []string{"may not read the folder cgi-bin/shut", "b.sh is empty", "z.py"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

// A program needs no permission to be read in order to run.
func TestAProgramThatMayOnlyBeExecutedRuns(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/script --\n#!/bin/sh\n-- cgi-bin/script.py --\nprint()\n")
	echo, err := os.ReadFile("/bin/echo")
	if err != nil {
		t.Skip(err)
	}
	write(t, filepath.Join(root, "cgi-bin", "program"), string(echo))
	for _, name := range []string{"program", "script", "script.py"} {
		if err := os.Chmod(filepath.Join(root, "cgi-bin", name), 0o111); err != nil {
			t.Fatal(err)
		}
	}
	s := serveBy(t, withoutPrivilege(), root)
	for path, want := range map[string]int{"/cgi-bin/program?-e+X:+1%5Cn%5Cnyes": 200, "/cgi-bin/script": 500, "/cgi-bin/script.py": 500} {
		if got := get(t, s.url, path); got.status != want || want == 200 && !strings.Contains(got.body, "yes") {
			t.Errorf("%s: %s%s", path, got.head, got.body)
		}
	}
}
