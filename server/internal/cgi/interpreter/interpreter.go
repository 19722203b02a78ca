// Package interpreter chooses the program that runs a script.
package interpreter

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"vitrina/server/internal/oslimit"
)

// byExtension are the commands that run a script without a #! line: the first that exists
// does. The setting cgi.interpreters goes before them.
var byExtension = map[string][]string{
	".py":   {"python3", "python", "py -3"},
	".pl":   {"perl"},
	".rb":   {"ruby"},
	".js":   {"node"},
	".mjs":  {"node"},
	".cjs":  {"node"},
	".php":  {"php-cgi"},
	".sh":   {"sh", "bash"},
	".bash": {"bash"},
	".lua":  {"lua", "lua5.4", "lua5.3"},
	".tcl":  {"tclsh"},
	".awk":  {"awk -f"},
}

// pythons are the names under which a #! line asks for Python. Where neither exists, as on
// Windows, the command for .py files is taken.
var pythons = []string{"python3", "python"}

// Unavailable says why there is no command for a script.
type Unavailable struct {
	// Reason is the key of a text.
	Reason string
	// Command is a value of the text: a program, an extension or the script.
	Command string
}

func (e *Unavailable) Error() string { return "interpreter: " + e.Reason + " " + e.Command }

// Choice chooses the interpreters of one site.
type Choice struct {
	// Root is the served folder, an absolute path.
	Root string
	// Set are the interpreters of the settings, by extension.
	Set map[string]string
}

// Command finds the program and arguments that run a script. Its errors are *Unavailable,
// unless no file can be opened at present.
func (c Choice) Command(script string) ([]string, error) {
	info, err := os.Stat(script)
	if err != nil {
		return nil, &Unavailable{"notFound", script}
	}
	words, err := shebang(script)
	if oslimit.Reached(err) {
		return nil, err
	}
	if err != nil {
		return nil, &Unavailable{"notReadable", script}
	}
	s := system{windows: runtime.GOOS == "windows", lookPath: exec.LookPath, set: c.Set, venv: venvPython(c.Root)}
	return s.command(facts{
		path: script, extension: strings.ToLower(filepath.Ext(script)), shebang: words,
		executable: info.Mode()&0o111 != 0, program: isProgram(script),
	})
}

// facts are those about the script that the choice rests on.
type facts struct {
	path       string
	extension  string   // in lower case, with its dot
	shebang    []string // the words of its #! line
	executable bool     // it has an execute bit
	program    bool     // it is a compiled program
}

// system are the facts about the machine and the settings. It is a value, so that the choice
// for one system can be tested on every other.
type system struct {
	windows  bool
	lookPath func(name string) (string, error)
	set      map[string]string // the interpreters of the settings, by extension
	venv     string            // the Python of a virtual environment, or empty
}

// command chooses: the script itself where it is a program that the system can run,
// else the setting for its extension, else its #! line, else the table.
func (s system) command(f facts) ([]string, error) {
	switch {
	case s.windows && f.extension == ".exe", !s.windows && f.program && f.executable:
		return []string{f.path}, nil
	case s.set[f.extension] != "":
		return s.found(s.words(s.set[f.extension]), f.path)
	case len(f.shebang) > 0:
		return s.fromShebang(f.shebang, f.path)
	}
	return s.fromTable(f.extension, f.path)
}

// fromShebang takes the words of a #! line for a command. /usr/bin/env stands for a
// look-up in PATH, which we do ourselves, so that it also works where there is none.
func (s system) fromShebang(words []string, script string) ([]string, error) {
	name := words[0]
	if path.Base(name) == "env" && len(words) > 1 {
		rest := words[1:]
		if rest[0] == "-S" && len(rest) > 1 {
			rest = rest[1:]
		}
		if !strings.HasPrefix(rest[0], "-") && !strings.Contains(rest[0], "=") {
			words = rest
		} // else it sets variables or has further options: that is for env itself
		name = words[0]
	}
	command, err := s.found(words, script)
	if err == nil {
		return command, nil
	}
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), ".exe")
	for _, python := range pythons {
		if base == python {
			return s.fromTable(".py", script)
		}
	}
	if s.windows { // /usr/bin/perl is perl there
		return s.found(append([]string{base}, words[1:]...), script)
	}
	return nil, err
}

func (s system) fromTable(extension, script string) ([]string, error) {
	if extension == ".py" && s.venv != "" {
		return []string{s.venv, script}, nil
	}
	candidates, known := byExtension[extension]
	if !known {
		return nil, &Unavailable{"noInterpreter", extension}
	}
	for _, candidate := range candidates {
		if command, err := s.found(strings.Fields(candidate), script); err == nil {
			return command, nil
		}
	}
	return nil, &Unavailable{"interpreterMissing", candidates[0]}
}

// words splits a command that a user set. One that names a program as it stands is one word,
// since a path may have spaces in it, such as below C:\Program Files.
func (s system) words(command string) []string {
	if _, err := s.lookPath(command); err == nil {
		return []string{command}
	}
	return strings.Fields(command)
}

// found completes a command whose program exists.
func (s system) found(words []string, script string) ([]string, error) {
	program, err := s.lookPath(words[0])
	if err != nil {
		return nil, &Unavailable{"interpreterMissing", words[0]}
	}
	if IsPHP(program) {
		return append([]string{program}, words[1:]...), nil
	}
	return append(append([]string{program}, words[1:]...), script), nil
}

// IsPHP reports whether a program is PHP's own for CGI, which wants the script in
// SCRIPT_FILENAME and nothing as argument, and refuses to run without REDIRECT_STATUS
// (its setting cgi.force_redirect).
func IsPHP(program string) bool {
	return strings.HasPrefix(path.Base(strings.ReplaceAll(program, `\`, "/")), "php-cgi")
}

// IsPython reports whether a program is Python, by its name.
func IsPython(program string) bool {
	return strings.HasPrefix(strings.ToLower(filepath.Base(program)), "py")
}

// venvPython is the interpreter of the virtual environment beside or around the
// served folder, the way editors find it; empty where there is none.
func venvPython(root string) string {
	for _, folder := range []string{root, filepath.Dir(root)} {
		for _, python := range []string{".venv/bin/python", ".venv/Scripts/python.exe"} {
			file := filepath.Join(folder, filepath.FromSlash(python))
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
				return file
			}
		}
	}
	return ""
}
