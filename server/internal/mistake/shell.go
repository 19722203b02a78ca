package mistake

import (
	"path"
	"regexp"
	"strings"

	"vitrina/server/internal/pattern"
)

// bashWords are words that bash has and a plain sh need not have (POSIX, XCU section 2).
var bashWords = map[string]bool{"[[": true, "source": true, "declare": true, "let": true, "shopt": true, "function": true}

// bashSyntax are what only bash understands, by the beginning of each (Bash Reference Manual, “Bash and POSIX”).
var bashSyntax = []struct {
	name string
	line func() *regexp.Regexp
}{
	{"function", pattern.Lazy(`^\s*function\s+\w`)},
	{"for ((…))", pattern.Lazy(`^\s*for\s*\(\(`)},
	{"<<<", pattern.Lazy(`<<<`)},
	{"<(…)", pattern.Lazy(`[\s]<\(`)},
	{"${…}", pattern.Lazy(`\$\{\w+(?:\[|\^|,|/|:\d|@)|\$\{!`)},
}

// bashOnlySyntax recognises in a script for sh what only bash understands.
func bashOnlySyntax(f Failure, args map[string]string) string {
	if f.Language != "sh" {
		return ""
	}
	if m := assignsList().FindStringSubmatch(f.line()); m != nil {
		args["name"] = m[1] + "=(…)"
		return "bashOnly"
	}
	for _, each := range bashSyntax {
		if each.line().MatchString(f.line()) {
			args["name"] = each.name
			return "bashOnly"
		}
	}
	return ""
}

var assignsList = pattern.Lazy(`^\s*(\w+)=\(`)

// shell are the messages of dash and bash.
var shell = []rule{
	// The shell takes a carriage return for a part of its words.
	{`.`, "", func(f Failure, _ map[string]string) string {
		if f.CRLF {
			return "carriageReturn"
		}
		return ""
	}},
	{`^(?P<name>\S+): (?:command not found|not found)$`, "", func(f Failure, args map[string]string) string {
		name := args["name"]
		switch {
		case strings.Contains(name, "/"):
			args["file"] = name
			if f.isBeside(path.Base(name)) { // it is there, and its own interpreter is not
				return ""
			}
			return missingFile(f, args)
		case bashWords[name] && f.Language == "sh":
			return "bashOnly"
		case strings.HasPrefix(name, "["):
			return "bracketSpace"
		case regexp.MustCompile(`^\s*` + regexp.QuoteMeta(name) + `\s+=(?:[^=]|$)`).MatchString(f.line()):
			return "spacesAroundEquals"
		}
		return "commandMissing"
	}},
	{`^(?P<file>\S+): (?:No such file or directory)$|^cannot open (?P<from>\S+): No such file$`, "", func(f Failure, args map[string]string) string {
		if name := args["file"] + args["from"]; regexp.MustCompile(`<` + regexp.QuoteMeta(name) + `(?:\s[^<>]*)?>`).MatchString(f.line()) {
			args["file"] = name
			return "redirected"
		}
		return ""
	}},
	{`^\[: missing \x60?\]`, "bracketSpace", nil},
	{`^\[: Illegal number: (?P<value>.*)$`, "notCompared", nil},
	{`^\[: (?P<value>.*): integer expression expected$`, "notCompared", nil},
	{`^\[: (?:.*: )?(?:unexpected operator|(?:unary|binary) operator expected|too many arguments)$`, "", func(f Failure, args map[string]string) string {
		if f.Language == "sh" && regexp.MustCompile(`\[ [^\]]*==`).MatchString(f.line()) {
			args["name"] = "=="
			return "bashOnly"
		}
		return "testUnquoted"
	}},
	{`^Bad substitution$`, "", bashOnlySyntax},
	{`^cd: can't cd to (?P<file>.+)$`, "", missingFile},
	{`^printf: .*(?:invalid directive|invalid format character)$`, "percentPrintf", nil},
	{`^(?:\.|source): cannot open (?P<file>\S+?):`, "", missingFile},
	{`^cannot open (?P<file>\S+): No such file$`, "", missingFile},
	{`^cannot create (?P<file>\S+): Permission denied$`, "notPermitted", nil},
	{`^[\w.-]+: (?:cannot|can't) (?:open|read|access|stat):? ['‘]?(?P<file>[^:'’]+?)['’]?(?: for reading)?: No such file or directory$`, "", missingFile},
	{`^[\w.-]+: (?P<file>[^:]+): No such file or directory$`, "", missingFile},
	{`^[\w.-]+: (?P<file>[^:]+): Permission denied$`, "notPermitted", nil},
	{`^(?P<file>\S+): (?:No such file or directory)$`, "", missingFile},
	{`^(?P<file>\S+): [Pp]ermission denied$`, "", func(_ Failure, args map[string]string) string {
		args["name"] = path.Base(args["file"])
		return "notExecutable"
	}},
	{`^(?P<name>\w+): (?:unbound variable|parameter not set)$`, "unset", nil},
	{`unexpected end of file|end of file unexpected|unexpected EOF while looking for matching`, "", func(f Failure, _ map[string]string) string {
		switch {
		case strings.Contains(f.Message, "matching `\"'") || strings.Contains(f.Message, "matching `''") || strings.Contains(f.Message, "quoted string"):
			return "quoteOpen"
		}
		return "endMissing"
	}},
	{`Unterminated quoted string`, "quoteOpen", nil},
	{`[Dd]ivision by (?:0|zero)`, "zeroDivision", nil},
	{`^[Ss]yntax error`, "", func(f Failure, args map[string]string) string {
		if key := bashOnlySyntax(f, args); key != "" {
			return key
		}
		if key := notCode(f, args); key != "syntax" {
			return key
		}
		return "shellSyntax"
	}},
	{"[Ss]yntax error|^`.*'$", "shellSyntax", nil}, // bash shows the line after the error
}
