package blame

import (
	"path"
	"path/filepath"
	"strings"
)

// languages are those of programs that are not called as their language is.
var languages = map[string]string{
	"pythonw": "python", "pypy": "python", "py": "python", "php-cgi": "php", "nodejs": "node", "tclsh": "tcl",
	"luajit": "lua", "dash": "sh", "ash": "sh", "ksh": "sh", "zsh": "sh",
}

// Language is the language of the program that ran the script: python, perl, ruby, php, node,
// bash, sh, lua or tcl; empty for others.
func (s Script) Language() string {
	program := s.program()
	if language, ok := languages[program]; ok {
		return language
	}
	switch program {
	case "python", "perl", "ruby", "php", "node", "bash", "sh", "lua", "tcl":
		return program
	}
	return ""
}

// program is the name of the program that ran the script, without a version.
func (s Script) program() string {
	if len(s.Command) == 0 {
		return ""
	}
	name := strings.ToLower(path.Base(filepath.ToSlash(s.Command[0])))
	return strings.TrimRight(strings.TrimSuffix(name, ".exe"), "0123456789.-")
}
