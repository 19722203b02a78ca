// Package mistake recognises, in what an interpreter said of a failure, the causes that
// beginners meet most often. Each has a sentence that says what happened and one that says
// what to do: the texts mistake.KEY.what and mistake.KEY.todo. Where nothing is sure it
// recognises nothing.
package mistake

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// Failure is what is known of a script's failure.
type Failure struct {
	// Language is the interpreter's: python, perl, ruby, php, node, lua, tcl, bash or sh.
	Language string
	// Command is the interpreter that ran.
	Command string
	// Managed says that pip refuses to install packages for it (PEP 668).
	Managed bool
	// Named is the language that the name of the failing script stands for, where its #! line names a program of
	// another; else empty.
	Named string
	// Message is the interpreter's own.
	Message string
	// Source are the lines of the file that it names, and Line the one that it names, from 1.
	Source []string
	Line   int
	// CRLF says that its lines end as on Windows.
	CRLF bool
	// UnreadMark says that it begins with a byte-order mark, which the interpreter takes for a part of line 1.
	UnreadMark bool
	// Method is the request's, and Empty says that the request has no body.
	Method string
	Empty  bool
	// Type is the type of the request's body.
	Type string
	// Folder is where the script ran.
	Folder string
	// Elsewhere finds a file of a name in the site: its path from Folder, or empty.
	Elsewhere func(name string) string
	// Exists reports whether a path from Folder leads to a file or folder.
	Exists func(name string) bool
	// Form tells how the request sent a field of a form; nil where that is not known.
	Form func(name string) Field
}

// Field is how a request sent a field of a form.
type Field struct {
	// Query and Body say where it stands. Where the request has none, neither is true.
	Query, Body bool
	// Blank says that it has no value.
	Blank bool
}

// Mistake is a cause that was recognised.
type Mistake struct {
	Key string
	// Args are the values in its texts.
	Args map[string]string
	// Line is the one to blame where the message names it besides the line of the failure, else 0.
	Line int
}

// rule recognises a message.
type rule struct {
	// pattern is of the message; its named groups are the values in the texts. The group since
	// is the line to blame.
	pattern string
	key     string
	// choose refines the key where more than the message matters; empty for none.
	choose func(Failure, map[string]string) string
}

// compiled is a rule whose pattern was compiled.
type compiled struct {
	rule
	regexp *regexp.Regexp
}

// rulesOf compiles a language's rules when they are first needed.
func rulesOf(rules []rule) func() []compiled {
	return sync.OnceValue(func() []compiled {
		all := []compiled{}
		for _, each := range rules {
			all = append(all, compiled{each, regexp.MustCompile(each.pattern)})
		}
		return all
	})
}

var languages = map[string]func() []compiled{
	"python": rulesOf(python), "node": rulesOf(node), "php": rulesOf(php),
	"perl": rulesOf(perl), "ruby": rulesOf(ruby), "sh": rulesOf(shell), "bash": rulesOf(shell),
	"lua": rulesOf(lua), "tcl": rulesOf(tcl),
}

// Of recognises the cause of a failure.
func Of(f Failure) (Mistake, bool) {
	if f.UnreadMark && (f.Line == 1 || f.Language == "") { // awk, which is none of the languages, names no line
		return Mistake{"byteOrderMark", map[string]string{}, 0}, true
	}
	if f.isOfOtherProgram() {
		return Mistake{"otherProgram", map[string]string{"command": f.Command, "language": programs[f.Named].name, "start": programs[f.Named].start}, 1}, true
	}
	rules, known := languages[f.Language]
	if !known {
		return Mistake{}, false
	}
	f.Message = strings.ToValidUTF8(f.Message, "\uFFFD") // patterns are made of parts of it
	for _, each := range rules() {
		groups := each.regexp.FindStringSubmatch(f.Message)
		if groups == nil {
			continue
		}
		args := map[string]string{"method": f.Method, "folder": f.Folder, "command": f.Command}
		for i, name := range each.regexp.SubexpNames() {
			if name != "" {
				args[name] = groups[i]
			}
		}
		key := each.key
		if each.choose != nil {
			key = each.choose(f, args)
		}
		if key != "" {
			line, _ := strconv.Atoi(args["since"])
			return Mistake{key, args, line}, true
		}
	}
	return Mistake{}, false
}

// line is the line of the source that the interpreter named.
func (f Failure) line() string {
	if f.Line < 1 || f.Line > len(f.Source) {
		return ""
	}
	return f.Source[f.Line-1]
}

// isBeside reports whether the only file of a name in the site is in the folder where the script ran.
func (f Failure) isBeside(name string) bool { return f.Elsewhere != nil && f.Elsewhere(name) == name }

// around are the lines up to a distance from the one that the interpreter named.
func (f Failure) around(distance int) string {
	from, to := max(0, f.Line-1-distance), min(len(f.Source), f.Line+distance)
	if from >= to {
		return ""
	}
	return strings.Join(f.Source[from:to], "\n")
}

// has reports whether the source has a line that matches.
func (f Failure) has(pattern string) bool {
	re := regexp.MustCompile(pattern)
	for _, line := range f.Source {
		if re.MatchString(line) {
			return true
		}
	}
	return false
}
