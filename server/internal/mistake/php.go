package mistake

import "strings"

// php are the messages of PHP 7.4 to 8.4.
var php = []rule{
	{`Undefined variable:? \$?(?P<name>\w+)`, "nameUndefined", func(_ Failure, args map[string]string) string {
		args["name"] = "$" + args["name"]
		return "nameUndefined"
	}},
	{`Undefined (?:array key|index):? "?(?P<name>[^"]+)"?$`, "", func(f Failure, args map[string]string) string {
		if line := f.line(); strings.Contains(line, "$_GET[") || strings.Contains(line, "$_POST[") || strings.Contains(line, "$_REQUEST[") {
			return "fieldMissing"
		}
		return "keyMissing"
	}},
	{`Call to undefined function (?P<name>[\w\\]+)\(\)`, "functionMissing", nil},
	{`Call to a member function (?P<name>\w+)\(\) on (?P<nothing>null)`, "nothing", nil},
	{`Call to undefined method (?P<type>[\w\\]+)::(?P<name>\w+)\(\)`, "attributeMissing", nil},
	{`Class "?'?(?P<name>[\w\\]+)"?'? not found`, "classMissing", nil},
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
	{`^syntax error, unexpected end of file`, "endMissing", nil},
	{`^Unclosed '(?P<bracket>.)' on line (?P<opened>\d+)`, "bracketOpenSince", nil},
	{`^Unclosed '(?P<bracket>.)'`, "bracketOpen", nil},
	{`^Unmatched '(?P<bracket>.)'`, "bracketNotOpened", nil},
	{`^syntax error, unexpected (?:token )?["']=["']`, "", dollarMissing},
	{`^syntax error`, "", notCode},
}
