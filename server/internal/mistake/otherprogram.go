package mistake

import (
	"path"
	"strings"

	"vitrina/server/internal/pattern"
)

// programs are the languages by which scripts are named, with what a #! line of theirs says.
var programs = map[string]struct{ name, start string }{
	"python": {"Python", "/usr/bin/env python3"}, "perl": {"Perl", "/usr/bin/env perl"}, "ruby": {"Ruby", "/usr/bin/env ruby"},
	"node": {"JavaScript", "/usr/bin/env node"}, "lua": {"Lua", "/usr/bin/env lua"}, "tcl": {"Tcl", "/usr/bin/env tclsh"}, "sh": {"shell", "/bin/sh"},
}

// extensions are the languages of names.
var extensions = map[string]string{
	".py": "python", ".pl": "perl", ".rb": "ruby", ".js": "node", ".mjs": "node", ".cjs": "node", ".lua": "lua", ".tcl": "tcl", ".sh": "sh", ".bash": "sh",
}

// NamedFor is the language that a script's name stands for, where its #! line has a program of another run it; empty
// elsewhere.
func NamedFor(file, language string, source []string) string {
	named := extensions[strings.ToLower(path.Ext(file))]
	if language == "bash" {
		language = "sh"
	}
	if language == "" || named == language || len(source) == 0 || !strings.HasPrefix(source[0], "#!") {
		return ""
	}
	return named
}

// ofLanguage are lines that only scripts of a language have, of those that beginners write.
var ofLanguage = map[string]string{
	"python": `^(?:import \w[\w, ]*|from \w+ import .*|\s*print\(.*\)|\s*def \w+\(.*\):)\s*$`,
	"perl":   `^\s*(?:use (?:strict|warnings|CGI)\b|my [$@%(]|print ".*;\s*$)`,
	"ruby":   `^\s*(?:puts\b|require ['"])`,
	"node":   `console\.log\(|\brequire\(|^(?:const|let) `,
	"lua":    `^\s*(?:local |io\.write)`,
	"tcl":    `^\s*(?:puts |set \w+ )`,
	"sh":     `^\s*(?:echo |fi\s*$|done\s*$)`,
}

// notUnderstood are messages of an interpreter that reads another language than its own. A shell that finds no
// command says so of the words by which others import.
var notUnderstood = pattern.Lazy(`(?i:syntax ?error)|^(?:Reference|Name)Error: |undefined (?:local variable or )?method|not found$|^\x60.*'$`)

// isOfOtherProgram reports whether a script was run by the program of another language than its own. One that a shell
// hands on to its own is not.
func (f Failure) isOfOtherProgram() bool {
	if f.Named == "" || !notUnderstood().MatchString(f.Message) || f.has(`\bexec\b`) {
		return false
	}
	language := f.Language
	if language == "bash" {
		language = "sh"
	}
	return ofLanguage[language] != "" && f.has(ofLanguage[f.Named]) && !f.has(ofLanguage[language])
}
