package mistake

import (
	"regexp"
	"slices"
	"strings"

	"vitrina/server/internal/pattern"
)

// python are the messages of Python 3.8 to 3.14.
var python = []rule{
	{`^KeyError: '(?P<name>\w+)'$`, "", missingKey},
	{`^TypeError: not indexable$`, "", func(f Failure, _ map[string]string) string { // cgi.FieldStorage of a body that is no form
		if f.Type == "application/json" {
			return "formIsJSON"
		}
		return ""
	}},
	{`^KeyError: '(?P<name>[^']*)'$`, "", bracesOfFormat},
	{`^KeyError: (?P<name>.+)$`, "keyMissing", nil},
	{`^EOFError: EOF when reading a line`, "noKeyboard", nil},
	{`^ValueError: (?:invalid literal for int\(\) with base 10|could not convert string to float): (?:''|"")$`, "", lengthOr("numberEmpty")},
	{`^ValueError: invalid literal for int\(\) with base 10: '(?P<value>.+)'$`, "notNumber", nil},
	{`^ValueError: could not convert string to float: '(?P<value>.+)'$`, "notNumber", nil},
	{`^TypeError: (?:int|float)\(\) argument must be .*'NoneType'$`, "", lengthOr("numberOfNothing")},
	{`^(?:FileNotFoundError|IOError): .*No such file or directory: '(?P<file>[^']+)'`, "", missingProgramOr(unescaped(missingFile))},
	{`^FileNotFoundError: .*cannot find the file specified: '(?P<file>[^']+)'`, "", unescaped(missingFile)},
	{`^(?:io\.)?UnsupportedOperation: (?:File )?not (?:open for reading|readable)`, "fileNotReadable", nil},
	{`^(?:io\.)?UnsupportedOperation: (?:File )?not (?:open for writing|writable)`, "fileNotWritable", nil},
	{`^ValueError: (?:must have exactly one of create/read/write/append mode|invalid mode: |can't have text and binary mode at once|binary mode doesn't take)`, "fileMode", nil},
	{`^ValueError: I/O operation on closed file`, "fileClosed", nil},
	{`^PermissionError: .*(?:denied|not permitted): '(?P<file>[^']+)'$`, "notPermitted", nil},
	{`^\S*python[\d.]*: can't open file '(?:[^']*/)?(?P<rest>\d[\d.]*)': \[Errno 2\]`, "", func(_ Failure, args map[string]string) string {
		args["start"] = "/usr/bin/env python" + args["rest"] // #!/usr/bin/env python 3
		return "shebangWords"
	}},
	{`^TabError: `, "tabs", nil},
	{`^IndentationError: `, "indentation", nil},
	{`^SyntaxError: (?:unterminated (?:triple-quoted |f-)?string literal|EOL while scanning|EOF while scanning|unterminated triple-quoted f-string)`, "", quoteOpen},
	{`^SyntaxError: '(?P<bracket>.)' was never closed`, "bracketOpen", nil},
	{`^SyntaxError: (?:unexpected EOF while parsing)`, "endMissing", nil},
	{`^SyntaxError: expected ':'`, "colonMissing", func(f Failure, args map[string]string) string {
		if key := otherSyntax(f, args); key != "" {
			return key
		}
		return "colonMissing"
	}},
	{`^SyntaxError: Missing parentheses in call to 'print'`, "printStatement", nil},
	{`^SyntaxError: invalid (?:non-printable )?character (?:in identifier|'?(?P<value>[^']*?)'? ?\(?U\+)`, "badCharacter", nil},
	{`^SyntaxError: (?:Non-UTF-8 code starting with .* on line (?P<at>\d+)|\(unicode error\) 'utf-8' codec)`, "sourceNotUTF8", nil},
	{`^SyntaxError: \(unicode error\) 'unicodeescape' codec`, "backslash", nil},
	{`^SyntaxError: unmatched '(?P<bracket>.)'`, "bracketNotOpened", nil},
	{`^SyntaxError: closing parenthesis '(?P<bracket>.)' does not match opening parenthesis '(?P<opening>.)'`, "bracketMismatch", nil},
	{`^SyntaxError: 'return' outside function`, "returnOutside", nil},
	{`^SyntaxError: '?(?P<name>await|async (?:with|for))'? outside|^SyntaxError: (?P<other>asynchronous comprehension) outside`, "", func(_ Failure, args map[string]string) string {
		args["name"] += args["other"]
		return "awaitOutside"
	}},
	{`^SyntaxError: 'yield(?: from)?' outside`, "yieldOutside", nil},
	{`^SyntaxError: '?(?P<name>break|continue)'? (?:outside|not properly in)`, "outsideBlock", nil},
	{`^SyntaxError: (?:can't|cannot) assign to `, "", func(f Failure, _ map[string]string) string {
		switch {
		case comparing().MatchString(f.line()):
			return "equalsCompares"
		case assigns().MatchString(f.line()):
			return "assignTarget"
		}
		return "" // such as for 5 in …
	}},
	{`^SyntaxError: .*Maybe you meant '=='`, "equalsCompares", nil},
	{`^SyntaxError: f-string: (?:empty expression not allowed|valid expression required before '\}')`, "fStringEmpty", nil},
	{`^SyntaxError: `, "", pythonSyntax},
	{`^ModuleNotFoundError: No module named '(?P<module>cgi|cgitb)'`, "moduleCGI", nil},
	{`^ModuleNotFoundError: No module named '(?P<module>[\w.]+)'`, "", func(f Failure, args map[string]string) string {
		if f.Elsewhere != nil {
			args["file"] = args["module"] + ".py"
			if args["found"] = f.Elsewhere(args["file"]); args["found"] != "" {
				return "moduleElsewhere"
			}
		}
		return missingPackage(f, args)
	}},
	{`^sqlite3\.OperationalError: database (?:table )?is locked`, "databaseLocked", nil},
	{`^sqlite3\.DatabaseError: file is not a database`, "databaseNotOne", nil},
	{`^sqlite3\.OperationalError: near "(?P<sql>[^"]+)": syntax error`, "sqlSyntax", nil},
	{`^sqlite3\.OperationalError: table "?(?P<name>[^"\s]+)"? already exists`, "tableExists", nil},
	{`^sqlite3\.OperationalError: table (?P<name>\S+) has (?P<columns>\d+) columns but (?P<values>\d+) values were supplied`, "columnCount", nil},
	{`^sqlite3\.IntegrityError: UNIQUE constraint failed: (?P<name>.+)$`, "rowNotUnique", nil},
	{`^sqlite3\.IntegrityError: NOT NULL constraint failed: (?P<name>\S+)`, "rowNull", nil},
	{`^sqlite3\.OperationalError: unable to open database file`, "databaseNotOpened", nil},
	{`^sqlite3\.OperationalError: attempt to write a readonly database`, "databaseReadOnly", nil},
	{`^sqlite3\.OperationalError: no such column: (?P<name>\S+)`, "columnMissing", nil},
	{`^sqlite3\.ProgrammingError: Incorrect number of bindings`, "bindings", nil},
	{`^sqlite3\.OperationalError: no such table: (?P<name>\S+)`, "tableMissing", nil},
	{`^ImportError: attempted relative import with no known parent package`, "relativeImport", nil},
	{`^ImportError: cannot import name '(?P<name>[^']+)' from partially initialized module '(?P<module>[^']+)'`, "", shadowedOr("circularImport")},
	{`^ImportError: cannot import name '(?P<name>[^']+)' from '(?P<module>[^']+)'(?:.* Did you mean: '(?P<suggested>\w+)'\?)?`, "", shadowedOr("moduleLacks")},
	{`^AttributeError: 'NoneType' object has no attribute '(?P<name>\w+)'`, "nothing", value("None")},
	{`^TypeError: 'NoneType' object (?:is not|does not support)`, "nothing", value("None")},
	{`^TypeError: unsupported operand type\(s\) for .*NoneType`, "nothing", value("None")},
	{`^TypeError: can only concatenate str \(not "NoneType"\) to str`, "nothing", value("None")},
	{`^AttributeError: partially initialized module '(?P<module>\w+)' has no attribute '(?P<name>\w+)'`, "", shadowedOr("circularImport")},
	{`^AttributeError: module '(?P<module>\w+)' has no attribute '(?P<name>\w+)'(?:.* Did you mean: '(?P<suggested>\w+)'\?)?`, "", shadowedOr("moduleLacks")},
	{`^AttributeError: 'str' object has no attribute 'read'`, "", func(f Failure, _ map[string]string) string {
		if strings.Contains(f.line(), "json.load(") {
			return "jsonLoad"
		}
		return "attributeMissing"
	}},
	{`^TypeError: the JSON object must be str, bytes or bytearray, not \w*(?:IO|Reader|File)\w*$`, "jsonLoad", nil},
	{`^AttributeError: '(?P<type>\w+)' object has no attribute '(?P<name>\w+)'(?:.* Did you mean: '(?P<suggested>\w+)'\?)?`, "", nearOr("attributeNear", "attributeMissing")},
	{`^UnboundLocalError: .*local variable '(?P<name>\w+)'`, "localVariable", nil},
	{`^NameError: name '(?P<name>\w+)' is not defined(?:.* Did you mean: '(?P<suggested>\w+)'\?)?`, "", undefinedName},
	{`^TypeError: (?:can only concatenate str \(not "(?:int|float)"\) to str|unsupported operand type\(s\) for \+=?: '(?:int|float)' and 'str')`, "textAndNumber", nil},
	{`^TypeError: can only concatenate str \(not "(?P<type>list|dict|tuple|set)"\) to str`, "textAndOther", nil},
	{`^TypeError: '(?:<|>|<=|>=)' not supported between instances of '(?:str' and '(?:int|float)|(?:int|float)' and 'str)'`, "textForNumber", nil},
	{`^TypeError: unsupported operand type\(s\) for (?:-|/|//|\*\*(?: or pow\(\))?)=?: '(?:str' and '(?:int|float|str)|(?:int|float)' and 'str)'`, "textForNumber", nil},
	{`^TypeError: %\w format: .* number is required, not str`, "textForNumber", nil},
	{`^TypeError: (?:can only concatenate str \(not "bytes"\) to str|can't concat str to bytes|(?:write\(\) )?argument must be str, not bytes|a bytes-like object is required, not 'str')`, "textAndBytes", nil},
	{`^TypeError: sequence item (?P<index>\d+): expected str instance, (?P<type>\w+) found`, "joinNotText", nil},
	{`^TypeError: (?P<type>list|tuple|string) ind(?:ices|ex) must be integers`, "indexNotNumber", nil},
	{`^TypeError: '(?P<value>int|float|bool)' object is not iterable`, "notIterable", nil},
	{`^TypeError: Object of type (?P<type>\w+) is not JSON serializable`, "notForJSON", nil},
	{`^ValueError: (?:too many|not enough) values to unpack`, "unpack", nil},
	{`^ValueError: unsupported format character`, "percent", nil},
	{`^ValueError: time data '(?P<value>[^']*)' does not match format '(?P<format>[^']*)'`, "dateFormat", nil},
	{`^(?:IsADirectoryError|PermissionError): .*Is a directory: '(?P<file>[^']+)'`, "isFolder", nil},
	{`^TypeError: \w+\.(?P<name>\w+)\(\) takes 0 positional arguments but 1 was given`, "selfMissing", nil},
	{`^TypeError: (?P<name>[\w.]+)\(\) (?:missing \d+ required|takes (?:\d|from|no))`, "arguments", nil},
	{`^TypeError: '(?P<type>\w+)' object is not callable`, "notFunction", nil},
	{`^ZeroDivisionError: `, "zeroDivision", nil},
	{`^IndexError: (?:\w+ )*index out of range$`, "indexRange", nil},
	{`^IndexError: Replacement index \d+ out of range`, "formatPlaces", nil},
	{`^UnicodeDecodeError: '(?P<encoding>[\w-]+)' codec`, "decode", nil},
	{`^UnicodeEncodeError: '(?P<encoding>[\w-]+)' codec`, "encode", nil},
	{`^RecursionError: `, "recursion", nil},
	{`^(?:json\.decoder\.)?JSONDecodeError: Expecting value: line 1 column 1 \(char 0\)`, "", emptyJSON(`sys\.stdin|fileinput`)},
	{`^(?:json\.decoder\.)?JSONDecodeError: `, "json", nil},
	{`^OSError: .*(?:Address already in use|Only one usage of each socket address)`, "addressInUse", nil},
}

// lengthOr recognises the length of a body that a request does not have, made a number.
func lengthOr(key string) func(Failure, map[string]string) string {
	return func(f Failure, args map[string]string) string {
		if f.Empty && strings.Contains(f.line(), "CONTENT_LENGTH") {
			args["name"] = "CONTENT_LENGTH"
			return "variableOfBody"
		}
		return key
	}
}

// missingKey tells variables of CGI and fields of forms from other keys, by the line.
func missingKey(f Failure, args map[string]string) string {
	name := args["name"]
	quoted := `\[\s*['"]` + regexp.QuoteMeta(name) + `['"]\s*\]`
	line := f.line()
	if regexp.MustCompile(`\benviron` + quoted).MatchString(line) {
		if f.Empty && (name == "CONTENT_LENGTH" || name == "CONTENT_TYPE") {
			return "variableOfBody"
		}
		return "variableMissing"
	}
	if m := regexp.MustCompile(`(\w+)` + quoted).FindStringSubmatch(line); m != nil &&
		f.has(`^\s*`+m[1]+`\s*=.*\b(?:FieldStorage|parse_qsl?)\s*\(`) {
		return missingField(f, name, Field{
			Query: f.has(`^\s*` + m[1] + `\s*=.*\bQUERY_STRING\b`),
			Body:  f.has(`^\s*` + m[1] + `\s*=.*\bstdin\b`),
		})
	}
	if strings.Contains(line, ".format(") {
		return bracesOfFormat(f, args)
	}
	return "keyMissing"
}

// bracesOfFormat recognises braces of CSS or JavaScript in a text for str.format.
func bracesOfFormat(f Failure, args map[string]string) string {
	css := regexp.MustCompile(`\{\s*` + regexp.QuoteMeta(strings.Trim(strings.ReplaceAll(args["name"], `\n`, ""), " ")) + `[^{}]*:`)
	if strings.Contains(f.around(3), ".format(") && css.MatchString(strings.Join(f.Source, " ")) {
		return "braces"
	}
	return "keyMissing"
}

// undefinedName recognises the CSS in an f-string, whose properties look like names.
func undefinedName(f Failure, args map[string]string) string {
	switch name := args["name"]; {
	case inFString(f, name):
		return "braces"
	case name == "cgi":
		return "cgiNotImported"
	case slices.Contains(usualModules, name):
		return "moduleNotImported"
	case wordsOfOthers[name] != "":
		args["meant"] = wordsOfOthers[name]
		return "wordOfOther"
	}
	return nearOr("nameNear", "nameUndefined")(f, args)
}

// nearOr is for messages in which Python may suggest another name (Python 3.10 and newer).
func nearOr(suggested, key string) func(Failure, map[string]string) string {
	return func(_ Failure, args map[string]string) string {
		if args["suggested"] != "" {
			return suggested
		}
		return key
	}
}

// fString is an f-string, without those that hold a quote of their own kind.
var fString = pattern.Lazy(`\b[rR]?[fF][rR]?(?:"""(?s:.*?)"""|\'\'\'(?s:.*?)\'\'\'|"[^"\n]*"|'[^'\n]*')`)

// statement is one of JavaScript's behind a brace.
var statement = pattern.Lazy(`(?:^|[^{])\{\s*(?:(?:return|let|const|var)\b|(?:if|for|while)\s*\(|[\w.$]+\s*[+\-*/]=[^{}]*[;}]|[\w.$]+\s*=[^={}][^{}]*;|[\w.$]+\([^{}]*\)\s*;)`)

// inFString recognises braces of CSS in an f-string at the failing line: { color: red }. A
// name, where there is one, is that of the property; else they may be JavaScript's.
func inFString(f Failure, name string) bool {
	property := `[a-z]+(?:-[a-z]+)*`
	if name != "" {
		property = regexp.QuoteMeta(name) + `(?:-[a-z]+)*`
	}
	css := regexp.MustCompile(`(?:^|[^{])\{\s*` + property + `\s*:\s*[^{};"']+[;}]`)
	source := strings.Join(f.Source, "\n")
	for _, at := range fString().FindAllStringIndex(source, -1) {
		first := 1 + strings.Count(source[:at[0]], "\n")
		last := first + strings.Count(source[at[0]:at[1]], "\n")
		if first <= f.Line && f.Line <= last && (css.MatchString(source[at[0]:at[1]]) || name == "" && statement().MatchString(source[at[0]:at[1]])) {
			return true
		}
	}
	return false
}

// value gives a text the language's word for no value.
func value(nothing string) func(Failure, map[string]string) string {
	return func(_ Failure, args map[string]string) string {
		args["nothing"] = nothing
		return "nothing"
	}
}

// shadowable are modules of Python that learners use, and name their scripts after.
var shadowable = map[string]bool{
	"base64": true, "cgi": true, "calendar": true, "code": true, "copy": true, "csv": true, "datetime": true, "email": true,
	"hashlib": true, "html": true, "http": true, "io": true, "json": true, "logging": true, "math": true, "os": true,
	"pathlib": true, "random": true, "re": true, "secrets": true, "socket": true, "sqlite3": true, "statistics": true,
	"string": true, "subprocess": true, "time": true, "turtle": true, "types": true, "urllib": true, "uuid": true,
}

// shadowedOr recognises a file beside the script that Python loads in place of its own module.
func shadowedOr(key string) func(Failure, map[string]string) string {
	return func(f Failure, args map[string]string) string {
		args["file"] = args["module"] + ".py"
		switch {
		case shadowable[args["module"]] && f.isBeside(args["file"]):
			return "moduleShadowed"
		case key != "moduleLacks":
			return key
		}
		if moved := movedOf(args); moved != "" {
			return moved
		}
		return nearOr("moduleNear", key)(f, args)
	}
}
