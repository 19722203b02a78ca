package mistake

import (
	"strings"

	"vitrina/server/internal/pattern"
)

var (
	increments = pattern.Lazy(`^\s*(?P<name>\w+)(?:\+\+|--)\s*;?\s*$`)
	// The quote of an f-string within its own braces, which ended the text before Python 3.12.
	quoteInBraces = pattern.Lazy(`\b[fF]"[^"{}]*\{[^"{}]*\["|\b[fF]'[^'{}]*\{[^'{}]*\['`)
	unpaired      = pattern.Lazy(`^SyntaxError: f-string: (?:expecting '\}'|single '\}' is not allowed)$`)
	// comparing are statements that compare, where a single = is one too few.
	comparing  = pattern.Lazy(`^\s*(?:if|elif|while|assert|return)\b|\bif\b`)
	assigns    = pattern.Lazy(`[^=!<>:]=(?:[^=]|$)`)
	elseIf     = pattern.Lazy(`^\s*else\s+if\b`)
	blockBrace = pattern.Lazy(`^\s*(?:\}\s*)?(?:if|elif|else|for|while|def|class|try|except|with)\b.*\{\s*$`)
	// capital is a statement that begins with a word of Python's in capital letters.
	capital  = pattern.Lazy(`^\s*(I(?i:mport)|F(?i:rom))\s+[\w.]+(?:\s*,|\s+(?i:import)\s|\s*$)|^\s*(I(?i:f)|E(?i:lif|lse|xcept)|F(?i:or)|W(?i:hile|ith)|D(?i:ef)|C(?i:lass)|T(?i:ry))\b.*:\s*$`)
	literals = pattern.Lazy(`"[^"]*"|'[^']*'|#.*`)
)

// operators are those of other languages, with Python's words for them.
var operators = []struct{ other, python string }{{"&&", "and"}, {"||", "or"}}

// otherSyntax recognises what is written as in other languages.
func otherSyntax(f Failure, args map[string]string) string {
	code := literals().ReplaceAllString(f.line(), `""`)
	switch {
	case elseIf().MatchString(code):
		return "elif"
	case blockBrace().MatchString(code):
		return "blockBraces"
	}
	for _, each := range operators {
		if strings.Contains(code, each.other) {
			args["name"], args["meant"] = each.other, each.python
			return "wordOfOther"
		}
	}
	if m := capital().FindStringSubmatch(code); m != nil {
		args["name"] = m[1] + m[2]
		args["meant"] = strings.ToLower(args["name"])
		return "wordOfOther"
	}
	return ""
}

// pythonSyntax tells what Python did not understand by the line.
func pythonSyntax(f Failure, args map[string]string) string {
	if m := increments().FindStringSubmatch(f.line()); m != nil {
		args["name"] = m[1]
		return "increment"
	}
	switch {
	case inFString(f, ""):
		return "braces"
	case strings.Contains(f.Message, "f-string: ") && quoteInBraces().MatchString(f.line()):
		return "quoteInFString"
	case unpaired().MatchString(f.Message):
		return "fStringBraces"
	}
	if key := otherSyntax(f, args); key != "" {
		return key
	}
	if key := notCode(f, args); key != "syntax" || strings.HasPrefix(f.Message, "SyntaxError: invalid syntax") {
		return key
	}
	return "" // Python says more than that
}
