package mistake

import (
	"path"
	"regexp"
	"strings"
)

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
		if name := args["name"]; regexp.MustCompile(`^\s*` + regexp.QuoteMeta(name) + `\s+=(?:[^=]|$)`).MatchString(f.line()) {
			return "spacedAssignment"
		}
		if strings.Contains(args["name"], "/") {
			args["file"] = args["name"]
			return "fileNotThere"
		}
		return "commandMissing"
	}},
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
	{"[Ss]yntax error|^`.*'$", "shellSyntax", nil}, // bash shows the line after the error
}
