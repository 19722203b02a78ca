package blame

import (
	"regexp"
	"slices"
	"strings"

	"vitrina/server/internal/pattern"
)

// maxOpenBlocks is how many blocks without an end are sought in a script, each up to its last line.
const maxOpenBlocks = 16

// withoutBlocks are the lines, those empty that cannot run whatever the script does: comments of
// several lines, what stands behind the end of the program, and branches that are never taken. Where
// the end of such a block is not found, it is none.
func (s Source) withoutBlocks() Source {
	code := slices.Clone(s)
	for i, open := 0, 0; i < len(s) && open < maxOpenBlocks; i++ {
		last, begins := s.endOfBlock(i)
		switch {
		case last >= i:
			clear(code[i : last+1])
			i = last
		case begins:
			open++
		}
	}
	return code
}

var (
	luaComment   = pattern.Lazy(`^\s*--\[(=*)\[`)
	noOperation  = pattern.Lazy(`^\s*:\s*<<-?\s*['"\\]?(\w+)`)
	pod          = pattern.Lazy(`^=[a-zA-Z]\w*`)
	neverInBrace = pattern.Lazy(`^\s*if\s*[({]?\s*(?i:0|false)\s*[)}]?\s*\{\s*$`)
	neverIndent  = pattern.Lazy(`^\s*if\s+(?:0|False)\s*:\s*$`)
	// ends is a statement behind which Python runs nothing: it is no part of another.
	ends = pattern.Lazy(`^(?:sys\.)?exit\([^()]*\)\s*$|^quit\(\)\s*$`)
)

// endOfBlock is the index of the last line of the block that begins at a line, if one does; -1 where
// it has no end.
func (s Source) endOfBlock(at int) (last int, begins bool) {
	line := s[at]
	text := strings.TrimSpace(line)
	if text == "" || !strings.ContainsAny(text[:1], "/-:=_iesq") {
		return -1, false
	}
	switch {
	case strings.HasPrefix(text, "/*"):
		if strings.Contains(text[2:], "*/") {
			return at, true
		}
		return s.find(at+1, func(each string) bool { return strings.Contains(each, "*/") }), true
	case luaComment().MatchString(line):
		closing := "]" + luaComment().FindStringSubmatch(line)[1] + "]"
		return s.find(at, func(each string) bool { return strings.Contains(each, closing) }), true
	case noOperation().MatchString(line):
		word := noOperation().FindStringSubmatch(line)[1]
		return s.find(at+1, func(each string) bool { return strings.TrimLeft(each, "\t") == word }), true
	case pod().MatchString(line): // Perl's runs up to =cut or the end, Ruby's =begin up to =end
		end := s.find(at, func(each string) bool {
			return strings.HasPrefix(each, "=cut") || strings.HasPrefix(line, "=begin") && strings.TrimSpace(each) == "=end"
		})
		if end < 0 && s.isPerl() {
			end = len(s) - 1
		}
		return end, true
	case line == "__END__", line == "__DATA__":
		if s.any(readsData().MatchString) {
			return -1, true
		}
		return len(s) - 1, true
	case strings.HasPrefix(line, "__halt_compiler"): // PHP's
		return len(s) - 1, true
	case neverInBrace().MatchString(line):
		depth := 1 // the brace of a condition, in Tcl, is closed
		return s.find(at+1, func(each string) bool {
			depth += strings.Count(each, "{") - strings.Count(each, "}")
			return depth <= 0
		}), true
	case neverIndent().MatchString(line):
		next := s.find(at+1, func(each string) bool {
			return strings.TrimSpace(each) != "" && indent(each) <= indent(line)
		})
		if next < 0 {
			next = len(s)
		}
		return next - 1, true
	case ends().MatchString(line):
		if !s.isPython() {
			return -1, true
		}
		return len(s) - 1, true
	}
	return -1, false
}

// readsData is how Perl and Ruby read what stands behind the end of the program.
var readsData = pattern.Lazy(`<DATA>|\bDATA\b[.,;)]`)

// find is the index of the first line, from one on, for which something holds; -1 where it holds for none.
func (s Source) find(from int, holds func(line string) bool) int {
	if at := slices.IndexFunc(s[min(from, len(s)):], holds); at >= 0 {
		return from + at
	}
	return -1
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// Statements of one language alone, for scripts whose #! line does not tell it.
var (
	ofPerl   = pattern.Lazy(`^\s*(?:use\s+(?:strict|warnings|CGI)\b|my\s*[$@%(]|sub\s+\w+\s*\{)`)
	ofPython = pattern.Lazy(`^(?:import\s+\w|from\s+[\w.]+\s+import\s|def\s+\w+\(.*:\s*$|print\()`)
)

func (s Source) isPerl() bool { return s.isOf("perl", ofPerl()) }

func (s Source) isPython() bool { return s.isOf("python", ofPython()) }

func (s Source) isOf(program string, statement *regexp.Regexp) bool {
	if len(s) > 0 && strings.HasPrefix(s[0], "#!") {
		return strings.Contains(s[0], program)
	}
	return s[:min(len(s), maxLines)].any(statement.MatchString)
}

// isPHP reports whether a script is one of PHP's.
func (s Source) isPHP() bool {
	return s.any(func(line string) bool { return strings.Contains(line, "<?php") || strings.Contains(line, "<?=") })
}
