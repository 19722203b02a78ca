// Package interpreter chooses the program that runs a script.
package interpreter

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
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
	// Near is another: what line 1 could say after its #!.
	Near string
	// Line is the script's line that it is about; counts from 1, 0 where there is none.
	Line int
}

func (e *Unavailable) Error() string { return "interpreter: " + e.Reason + " " + e.Command }

// Reasons for which there is no command, where nothing shows that the file is a script at all.
const (
	NoInterpreter = "noInterpreter" // none is known for its extension
	NoExtension   = "noExtension"   // it has none, and no #! line
)

// Args are the values of the text.
func (e *Unavailable) Args() map[string]string {
	return map[string]string{"command": e.Command, "near": e.Near, "line": strconv.Itoa(e.Line)}
}

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
		return nil, &Unavailable{Reason: "notFound", Command: script}
	}
	start, err := Start(script)
	if oslimit.Reached(err) {
		return nil, err
	}
	extension := strings.ToLower(filepath.Ext(script))
	if err != nil && c.runsUnread(extension, info.Mode(), err) {
		return []string{script}, nil
	}
	if err != nil {
		return nil, &Unavailable{Reason: "notReadable", Command: script}
	}
	s := system{windows: runtime.GOOS == "windows", lookPath: exec.LookPath, set: c.Set, programs: FindVirtualEnv(c.Root).Programs}
	return s.command(facts{
		path: script, extension: extension, start: start, executable: info.Mode()&0o111 != 0,
	})
}

// runsUnread reports whether a file that may not be read is left to the system to run: a program needs
// the right to execute alone (POSIX, exec). Scripts of a language are read.
func (c Choice) runsUnread(extension string, mode fs.FileMode, err error) bool {
	_, known := byExtension[extension]
	return errors.Is(err, fs.ErrPermission) && mode&0o111 != 0 && !known && c.Set[extension] == "" && runtime.GOOS != "windows"
}

// facts are those about the script that the choice rests on.
type facts struct {
	path       string
	extension  string // in lower case, with its dot
	start      string // what Start reads
	executable bool   // it has an execute bit
}

// system are the facts about the machine and the settings. It is a value, so that the choice
// for one system can be tested on every other.
type system struct {
	windows  bool
	lookPath func(name string) (string, error)
	set      map[string]string // the interpreters of the settings, by extension
	programs string            // the folder of programs of a virtual environment, or empty
}

// command chooses: the script itself where it is a program that the system can run,
// else the setting for its extension, else its #! line, else the table.
func (s system) command(f facts) ([]string, error) {
	shebang := Shebang(f.start)
	switch {
	case s.windows && f.extension == ".exe", !s.windows && isProgram(f.start) && f.executable:
		return []string{f.path}, nil
	case s.set[f.extension] != "":
		return s.found(s.words(s.set[f.extension]), f.path)
	case isUTF16(f.start) && f.extension != ".pl" && (isScript(f.extension) || hasWideShebang(f.start)): // Perl alone reads it
		return nil, &Unavailable{Reason: "utf16", Line: 1}
	case len(shebang) > 0 && HasOnlyCR(f.start):
		return nil, &Unavailable{Reason: "onlyCR", Line: 1}
	case len(shebang) > 0:
		return s.fromShebang(shebang, f.path)
	}
	command, err := s.fromTable(f.extension, f.path)
	var why *Unavailable
	if near, ok := FindMisplaced(f.start); ok && errors.As(err, &why) {
		return nil, &Unavailable{Reason: near.Reason, Command: f.extension, Line: near.Line}
	}
	return command, err
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
	if err == nil && isSame(command[0], script) { // execve(2) says ELOOP, as if there were a link
		return nil, &Unavailable{Reason: "shebangItself", Command: name, Line: 1}
	}
	if err == nil {
		return command, nil
	}
	base := strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), ".exe")
	if slices.Contains(pythons, base) {
		return s.fromTable(".py", script)
	}
	switch {
	case s.windows: // /usr/bin/perl is perl there
		if command, err := s.found(append([]string{base}, words[1:]...), script); err == nil {
			return command, nil
		}
	case IsWindowsPath(name):
		return nil, &Unavailable{Reason: "windowsPath", Command: name, Near: "/usr/bin/env " + strings.ToLower(base), Line: 1}
	}
	if near := s.nearest(name); near != "" {
		return nil, &Unavailable{Reason: "interpreterMisspelt", Command: name, Near: near, Line: 1}
	}
	return nil, err
}

// isSame reports whether two paths lead to one file.
func isSame(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// IsWindowsPath reports whether a path begins with a drive, as in C:\Perl\bin\perl.exe.
func IsWindowsPath(name string) bool {
	return len(name) > 2 && name[1] == ':' && (name[2] == '\\' || name[2] == '/')
}

func (s system) fromTable(extension, script string) ([]string, error) {
	candidates, known := byExtension[extension]
	switch {
	case known:
	case extension == "":
		return nil, &Unavailable{Reason: NoExtension}
	default:
		return nil, &Unavailable{Reason: NoInterpreter, Command: extension}
	}
	if extension == ".py" && s.programs != "" { // an environment's own Python has this name on every system
		candidates = append([]string{filepath.Join(s.programs, "python")}, candidates...)
	}
	for _, candidate := range candidates {
		words := strings.Fields(candidate)
		if filepath.IsAbs(candidate) { // it may have spaces in it
			words = []string{candidate}
		}
		if command, err := s.found(words, script); err == nil {
			return command, nil
		}
	}
	return nil, &Unavailable{Reason: "interpreterMissing", Command: byExtension[extension][0]}
}

// words splits a command that a user set. One that names a program as it stands is one word,
// since a path may have spaces in it, such as below C:\Program Files.
func (s system) words(command string) []string {
	if _, err := s.lookPath(command); err == nil {
		return []string{command}
	}
	return strings.Fields(command)
}

// look finds a program: a name without a folder in the virtual environment first, as in a
// shell in which it was activated.
func (s system) look(name string) (string, error) {
	if s.programs != "" && !strings.ContainsAny(name, `/\`) {
		names := []string{name}
		if slices.Contains(pythons, name) { // Windows' environments have only the second
			names = append(names, "python")
		}
		for _, each := range names {
			if program, err := s.lookPath(filepath.Join(s.programs, each)); err == nil {
				return program, nil
			}
		}
	}
	return s.lookPath(name)
}

// found completes a command whose program exists.
func (s system) found(words []string, script string) ([]string, error) {
	program, err := s.look(words[0])
	if err != nil {
		return nil, &Unavailable{Reason: "interpreterMissing", Command: words[0]}
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

// shells are the programs that read a script as the shells of Unix do. To them a CR is a
// letter like any other (POSIX, Shell Command Language, section 2.3).
var shells = []string{"sh", "bash", "dash", "ash", "ksh", "mksh", "zsh"}

// IsShell reports whether a program is a shell of Unix, by its name.
func IsShell(program string) bool { return slices.Contains(shells, NameOf(program)) }

// NameOf is the name of a program without its folder, its version and Windows' extension, in lower case.
func NameOf(program string) string {
	name := strings.TrimSuffix(strings.ToLower(path.Base(strings.ReplaceAll(program, `\`, "/"))), ".exe")
	return strings.TrimRight(name, "0123456789.-")
}

// IsScriptName reports whether the extension of a name is one that is run: by the table, by the
// settings, or by other servers.
func (c Choice) IsScriptName(name string) bool {
	extension := strings.ToLower(filepath.Ext(name))
	return c.Set[extension] != "" || isScript(extension)
}

func isScript(extension string) bool {
	return byExtension[extension] != nil || slices.Contains(scripts, extension)
}

// scripts are further extensions of what is a program for certain, and needs an interpreter.
var scripts = []string{".cgi", ".fcgi", ".zsh", ".ksh", ".pyw", ".php5", ".phtml", ".r", ".jl", ".ps1", ".bat", ".cmd", ".vbs", ".asp", ".aspx", ".jsp"}
