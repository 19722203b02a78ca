package mistake

import (
	"strings"

	"vitrina/server/internal/pattern"
)

var requireRelative = pattern.Lazy(`require_relative[\s(]+["']([^"']+)["']`)

// ruby are the messages of Ruby 2.7 to 3.4.
var ruby = []rule{
	{`undefined local variable or method [\x60'](?P<name>\w+)'`, "nameUndefined", nil},
	{`undefined method [\x60'](?P<name>[^']+)' for nil`, "nothing", value("nil")},
	{`undefined method [\x60'](?P<name>[^']+)' for main`, "functionMissing", nil},
	{`undefined method [\x60'](?P<name>[^']+)' for (?:an instance of |.*:)?(?P<type>[A-Z]\w*)`, "attributeMissing", nil},
	{`cannot load such file -- (?P<module>\S+)`, "", func(f Failure, args map[string]string) string {
		if strings.HasPrefix(args["module"], ".") || strings.HasPrefix(args["module"], "/") {
			if m := requireRelative().FindStringSubmatch(f.line()); m != nil {
				args["module"] = m[1] // as the script has it: from its own folder
			}
			return "moduleFile"
		}
		return missingModule("gem install MODULE")(f, args)
	}},
	{`key not found: "(?P<name>\w+)"`, "", func(f Failure, args map[string]string) string {
		switch {
		case !strings.Contains(f.line(), "ENV.fetch"):
			return "keyMissing"
		case f.Empty && (args["name"] == "CONTENT_LENGTH" || args["name"] == "CONTENT_TYPE"):
			return "variableOfBody"
		}
		return "variableMissing"
	}},
	{`\(JSON::ParserError\)`, "", emptyJSON(`\$stdin|STDIN`)},
	{`uninitialized constant (?P<name>[\w:]+)`, "classMissing", nil},
	{`no implicit conversion of (?:Integer|Float) into String|String can't be coerced into (?:Integer|Float)`, "textAndNumber", nil},
	{`invalid value for (?:Integer|Float)\(\): ""`, "numberEmpty", nil},
	{`invalid value for (?:Integer|Float)\(\): "(?P<value>.+)"`, "notNumber", nil},
	{`No such file or directory @ \w+ - (?P<file>\S+)`, "", missingFile},
	{`Permission denied @ \w+ - (?P<file>\S+)`, "notPermitted", nil},
	{`wrong number of arguments`, "arguments", nil},
	{`divided by 0`, "zeroDivision", nil},
	{`stack level too deep`, "recursion", nil},
	{`Address already in use`, "addressInUse", nil},
	{`syntax errors?(?: found)?.*unexpected end-of-input|expected an .end.`, "", func(f Failure, args map[string]string) string {
		if m := increments().FindStringSubmatch(f.line()); m != nil {
			args["name"] = m[1]
			return "increment"
		}
		if f.has(`^\s*else\s+if\b`) {
			return "elsif"
		}
		return "endMissing"
	}},
	{`can't find string "(?P<end>\w+)" anywhere before EOF`, "hereDocumentOpen", nil},
	{`unterminated string meets end of file`, "quoteOpen", nil},
	{`syntax error`, "", notCode},
}
