package mistake

// tcl are the messages of Tcl 8.6.
var tcl = []rule{
	{`^can't read "(?P<name>[^"]+)": no such variable`, "nameUndefined", nil},
	{`^invalid command name "(?P<name>[^"]+)"`, "functionMissing", nil},
	{`^missing close-(?P<kind>brace|bracket)`, "", func(_ Failure, args map[string]string) string {
		args["bracket"] = map[string]string{"brace": "{", "bracket": "["}[args["kind"]]
		return "bracketOpen"
	}},
	{`^missing "$`, "quoteOpen", nil},
	{`^couldn't open "(?P<file>[^"]+)": no such file or directory`, "", missingFile},
	{`^couldn't open "(?P<file>[^"]+)": permission denied`, "notPermitted", nil},
	{`^divide by zero`, "zeroDivision", nil},
}
