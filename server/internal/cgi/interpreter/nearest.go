package interpreter

import (
	"path"
	"slices"
	"strings"
	"unicode"
)

// wellKnown are programs that #! lines name.
var wellKnown = []string{
	"python3", "python", "perl", "ruby", "node", "php-cgi", "php", "bash", "dash", "zsh", "ksh", "lua", "tclsh", "gawk", "awk", "Rscript", "pypy3", "deno",
}

// nearest is what a #! line could say in place of a program that does not exist: the same
// program elsewhere, or one of a similar name. It is empty where nothing resembles it.
func (s system) nearest(program string) string {
	base := path.Base(program)
	for _, known := range wellKnown {
		if known != base && !resembles(base, known) {
			continue
		}
		if dir := path.Dir(program); dir != "." {
			if _, err := s.lookPath(path.Join(dir, known)); err == nil {
				return path.Join(dir, known)
			}
		}
		if _, err := s.look(known); err == nil {
			return "/usr/bin/env " + known
		}
	}
	return ""
}

// resembles reports whether a name is another one misspelt: a letter is missing, is one too
// many or is another, or they are in another order. A number behind the name is its version, and
// another version is not a misspelling.
func resembles(name, known string) bool {
	digits := func(c rune) bool { return unicode.IsDigit(c) || c == '.' }
	a, b := []rune(strings.TrimRightFunc(name, digits)), []rune(strings.TrimRightFunc(known, digits))
	if len(a) < 4 || string(a) == string(b) { // of short names too many differ in one letter
		return false
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) <= 1 && len(b) <= 1 {
		return true
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
