package mistake

import "regexp"

// php are the messages of PHP 7.4 to 8.4.
var php = []rule{
	{`Undefined variable:? \$?(?P<name>\w+)`, "nameUndefined", func(_ Failure, args map[string]string) string {
		args["name"] = "$" + args["name"]
		return "nameUndefined"
	}},
	{`Undefined (?:array key|index):? "?(?P<name>[^"]+)"?$`, "", missingElement},
	{`Call to undefined function (?P<name>[\w\\]+)\(\)`, "", missingExtensionOr("functionMissing")},
	{`Call to a member function (?P<name>\w+)\(\) on (?P<nothing>null)`, "nothing", nil},
	{`Call to undefined method (?P<type>[\w\\]+)::(?P<name>\w+)\(\)`, "attributeMissing", nil},
	{`Class "?'?(?P<name>[\w\\]+)"?'? not found`, "", missingExtensionOr("classMissing")},
	{`^Unclosed '(?P<bracket>.)'(?: on line (?P<since>\d+))?$`, "bracketOpen", nil},
	{`^Unclosed '(?P<opening>.)'(?: on line \d+)? does not match '(?P<bracket>.)'`, "bracketMismatch", nil},
	{`(?:include|require)(?:_once)?\((?P<file>[^)]+)\): [Ff]ailed to open stream: No such file`, "", missingFile},
	{`Failed opening (?:required )?'(?P<file>[^']+)'`, "", missingFile},
	{`\w+\((?P<file>[^)]+)\): [Ff]ailed to open stream: No such file`, "", missingFile},
	{`\w+\((?P<file>[^)]+)\): [Ff]ailed to open stream: Permission denied`, "notPermitted", nil},
	{`Cannot modify header information - headers already sent`, "headersSent", nil},
	{`Division by zero|Modulo by zero`, "zeroDivision", nil},
	{`Too few arguments to function (?P<name>[\w\\:]+)\(\)`, "arguments", nil},
	{`Unsupported operand types: string \+ string`, "dotJoins", nil},
	{`^Array to string conversion`, "arrayPrinted", nil},
	{`^foreach\(\) argument must be of type array\|object, (?P<value>\w+) given`, "notIterable", nil},
	{`^Attempt to read property "\w+" on (?P<nothing>null)`, "nothing", nil},
	{`Unsupported operand types: string \+ int`, "textAndNumber", nil},
	{`(?P<name>[\w\\:]+)\(\): Argument #(?P<place>\d+) \(\$\w+\) must be of type (?P<type>[\w|\\?]+), (?P<value>\w+) given`, "argumentType", nil},
	{`^syntax error, unexpected end of file`, "endMissing", nil},
	{`^Unmatched '(?P<bracket>.)'`, "bracketNotOpened", nil},
	{`^syntax error, unexpected (?:token )?["']=["']`, "", dollarMissing},
	{`^syntax error`, "", notCode},
}

// missingElement tells fields of forms from other elements, by the line: $_GET["name"].
func missingElement(f Failure, args map[string]string) string {
	of := regexp.MustCompile(`\$_(GET|POST|REQUEST)\s*\[\s*['"]` + regexp.QuoteMeta(args["name"]) + `['"]\s*\]`)
	found := of.FindStringSubmatch(f.line())
	if found == nil {
		return "keyMissing"
	}
	return missingField(f, args["name"], Field{Query: found[1] == "GET", Body: found[1] == "POST"})
}
