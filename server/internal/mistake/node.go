package mistake

import (
	"path"
	"regexp"
	"strings"
)

// node are the messages of Node.js 16 to 24.
var node = []rule{
	{`require is not defined in ES module scope`, "requireInModule", nil},
	{`Cannot use import statement outside a module`, "importInScript", nil},
	{`Cannot find (?:module|package) '(?P<module>[^']+)'`, "", func(f Failure, args map[string]string) string {
		if strings.HasPrefix(args["module"], ".") || strings.HasPrefix(args["module"], "/") {
			// As the script has it: from its own folder.
			if m := regexp.MustCompile(`['"]([^'"]*` + regexp.QuoteMeta(path.Base(args["module"])) + `)['"]`).FindStringSubmatch(f.line()); m != nil {
				args["module"] = m[1]
			}
			return "moduleFile"
		}
		return missingModule("npm install MODULE")(f, args)
	}},
	{`^ReferenceError: (?P<name>document|window|alert|prompt|confirm|localStorage|sessionStorage) is not defined`, "noBrowser", nil},
	{`^ReferenceError: Cannot access '(?P<name>[^']+)' before initialization`, "localVariable", nil},
	{`^ReferenceError: (?P<name>\S+) is not defined`, "nameUndefined", nil},
	{`^TypeError: Cannot (?:read|set) propert(?:y|ies) (?:'[^']*' )?of (?P<nothing>undefined|null)`, "nothing", nil},
	{`^TypeError: (?P<name>[\w.$]+) is not a function`, "functionMissing", nil},
	{`^TypeError: Assignment to constant variable`, "constant", nil},
	{`^TypeError: (?P<value>\S+) is not iterable`, "notIterable", nil},
	{`EADDRINUSE`, "addressInUse", nil},
	{`^Error: ENOENT: .* '(?P<file>[^']+)'$`, "", missingFile},
	{`^Error: EACCES: .* '(?P<file>[^']+)'$`, "notPermitted", nil},
	{`^RangeError: Maximum call stack`, "recursion", nil},
	{`^SyntaxError: (?:Unexpected end of JSON input|.* (?:in JSON at|is not valid JSON))`, "", emptyJSON(`stdin|readFileSync\(\s*0`)},
	{`^SyntaxError: Unexpected end of input`, "endMissing", nil},
	{`^SyntaxError: (?:Invalid or unexpected token|Unterminated template)`, "", quoteOpen},
	// V8 says so wherever a call's list of values does not go on as it should.
	{`^SyntaxError: missing \) after argument list`, "", func(f Failure, args map[string]string) string {
		if code := literals().ReplaceAllString(f.line(), `""`); strings.Count(code, "(") > strings.Count(code, ")") {
			args["bracket"] = "("
			return "bracketOpen"
		}
		if key := notCode(f, args); key != "syntax" {
			return key
		}
		return "callNotClosed"
	}},
	{`^SyntaxError: The requested module '(?P<module>[^']+)' does not provide an export named '(?P<name>[^']+)'`, "exportMissing", nil},
	{`^SyntaxError: Identifier '(?P<name>[^']+)' has already been declared`, "declaredTwice", nil},
	{`^SyntaxError: `, "", func(f Failure, args map[string]string) string {
		if f.Line > 0 && !strings.HasPrefix(f.Message, "SyntaxError: Unexpected ") {
			return "" // Node says more than that
		}
		return notCode(f, args)
	}},
}
