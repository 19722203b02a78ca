package cgi

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"vitrina/server/bench/peer"
)

// The names of the scripts.
const (
	page     = "page.py"
	imports  = "imports.py"
	throughs = "shim.py"
	compiled = "compiled"
	shell    = "page.sh"
)

// pageText is what most scripts of a lesson are: a small page with something of the request.
const pageText = `import os

print("Content-Type: text/html")
print()
print("<!doctype html><title>Hello</title>")
print("<p>You asked with", os.environ["REQUEST_METHOD"])
`

// fiveImports are modules of the standard library that lessons use.
const fiveImports = `import datetime
import html
import json
import random
import urllib.parse

print("Content-Type: application/json")
print()
name = html.escape(urllib.parse.unquote("Ana%20%26%20Luis"))
print(json.dumps({"name": name, "year": datetime.date.today().year, "dice": random.randint(1, 6)}))
`

const shellText = `printf 'Content-Type: text/plain\n\nHello, %s\n' "$REQUEST_METHOD"
`

//go:embed compiled/program.c
var programText []byte

// site is the folder that is served.
type site struct {
	root string
	// path is PATH of the servers: it begins with the shim.
	path string
	// python is empty where there is none.
	python string
	// compiler is what the compiled program was made by.
	compiler string
}

// makeSite writes the scripts, compiles the program and makes the shim.
func makeSite(scratch, peers string) (*site, error) {
	s := &site{root: filepath.Join(scratch, "site"), python: findPython()}
	if err := os.MkdirAll(s.script(""), 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(s.root, "index.html"), []byte("<!doctype html><title>Page</title>"), 0o644); err != nil {
		return nil, err
	}
	if err := s.compile(scratch, peers); err != nil {
		return nil, err
	}
	texts := map[string]string{shell: "#!/bin/sh\n" + shellText}
	s.path = os.Getenv("PATH")
	if s.python != "" {
		shims, err := makeShim(filepath.Join(scratch, "pyenv"), s.python)
		if err != nil {
			return nil, err
		}
		s.path = shims + string(os.PathListSeparator) + s.path
		texts[page] = "#!" + s.python + "\n" + pageText
		texts[imports] = "#!" + s.python + "\n" + fiveImports
		texts[throughs] = "#!/usr/bin/env python3\n" + pageText
	}
	for name, text := range texts {
		if err := os.WriteFile(s.script(name), []byte(text), 0o755); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// script is where a script is.
func (s *site) script(name string) string { return filepath.Join(s.root, "cgi-bin", name) }

// findPython is the interpreter itself, behind whatever stands in PATH.
func findPython() string {
	command := exec.Command("python3", "-c", "import sys; print(sys.executable)")
	command.Env = peer.Environment()
	out, err := command.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// compile makes the compiled program, in C if there is a compiler: the Go runtime takes longer to
// start than all that is measured.
func (s *site) compile(scratch, peers string) error {
	if compiler, err := exec.LookPath("cc"); err == nil {
		source := filepath.Join(scratch, "program.c")
		if err := os.WriteFile(source, programText, 0o644); err != nil {
			return err
		}
		if out, err := exec.Command(compiler, "-O2", "-o", s.script(compiled), source).CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		s.compiler = "C"
		return nil
	}
	program, err := os.ReadFile(peer.Built(peers, "cgiprogram"))
	if err != nil {
		return err
	}
	s.compiler = "Go"
	return os.WriteFile(s.script(compiled), program, 0o755)
}
