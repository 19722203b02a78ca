package mistake

// lua are the messages of Lua 5.1 to 5.4.
var lua = []rule{
	{`^attempt to call a nil value \(\w+ '(?P<name>[^']+)'\)`, "functionMissing", nil},
	{`^attempt to (?:index|concatenate|get length of|perform arithmetic on) a nil value`, "nothing", value("nil")},
	{`^attempt to compare (?:nil with \w+|\w+ with nil)`, "nothing", value("nil")},
	{`^module '(?P<module>[^']+)' not found:`, "", func(f Failure, args map[string]string) string {
		return missingModule("luarocks install "+rockOf(args["module"]))(f, args)
	}},
	{`^cannot open file '(?P<file>[^']+)' \(No such file or directory\)`, "", missingFile},
	{`^(?P<file>[^:]+): No such file or directory$`, "", missingFile},
	{`^(?:cannot open file ')?(?P<file>[^':]+)(?:' \(|: )Permission denied\)?$`, "notPermitted", nil},
	{`^unfinished string near `, "", quoteOpen},
	{`^'[^']+' expected .*near (?:<eof>|'<eof>')$`, "endMissing", nil},
	{`^attempt to perform 'n(?://|%%)0'`, "zeroDivision", nil},
	{`^stack overflow`, "recursion", nil},
}

// rockOf is the package of a module, where it has another name.
func rockOf(module string) string {
	switch module {
	case "cjson":
		return "lua-cjson"
	case "lfs":
		return "luafilesystem"
	case "socket":
		return "luasocket"
	}
	return module
}
