//go:build unix

package cgi

import (
	"os"
	"path/filepath"
	"testing"

	"vitrina/server/internal/cgi/interpreter"
)

// A command that is kept is forgotten when what it was found by changes, however soon.
func TestAKeptCommandFollowsTheScript(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	script, kept := filepath.Join(root, "a.py"), &commands{}
	write := func(name, text string, mode os.FileMode) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(program string) {
		t.Helper()
		for range 2 {
			got, err := kept.of(script, interpreter.Choice{Root: root}, interpreter.FindVirtualEnv(root))
			if err != nil || got[0] != program {
				t.Errorf("%v, %v, not %s", got, err, program)
			}
			got[0] = "changed by who got it"
		}
	}
	write(script, "#!/bin/sh\n", 0o644)
	expect("/bin/sh")
	write(script, "#!/bin/cat -n\n", 0o644)
	expect("/bin/cat")
	write(script, "#!/usr/bin/env python\n", 0o644)
	write(filepath.Join(root, "venv", "pyvenv.cfg"), "", 0o644)
	write(filepath.Join(root, "venv", "bin", "python"), "#!/bin/sh\n", 0o755)
	expect(filepath.Join(root, "venv", "bin", "python"))
}
