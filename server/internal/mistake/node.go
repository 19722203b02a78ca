package mistake

import "strings"

// node are the messages of Node.js 16 to 24.
var node = []rule{
	{`require is not defined in ES module scope`, "requireInModule", nil},
	{`Cannot use import statement outside a module`, "importInScript", nil},
	{`Cannot find (?:module|package) '(?P<module>[^']+)'`, "", func(f Failure, args map[string]string) string {
		if strings.HasPrefix(args["module"], ".") || strings.HasPrefix(args["module"], "/") {
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
	{`^SyntaxError: (?:Invalid or unexpected token|Unterminated template)`, "quoteOpen", nil},
	{`^SyntaxError: missing \) after argument list`, "", func(_ Failure, args map[string]string) string {
		args["bracket"] = "("
		return "bracketOpen"
	}},
	{`^SyntaxError: Identifier '(?P<name>[^']+)' has already been declared`, "declaredTwice", nil},
	{`^SyntaxError: `, "", notCode},
}
