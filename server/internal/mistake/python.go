package mistake

import (
	"regexp"
	"slices"
	"strings"
)

// python are the messages of Python 3.8 to 3.14.
var python = []rule{
	{`^KeyError: '(?P<name>\w+)'$`, "", missingKey},
	{`^KeyError: '(?P<name>[^']*)'$`, "", bracesOfFormat},
	{`^KeyError: (?P<name>.+)$`, "keyMissing", nil},
	{`^EOFError: EOF when reading a line`, "noKeyboard", nil},
	{`^ValueError: (?:invalid literal for int\(\) with base 10|could not convert string to float): (?:''|"")$`, "", lengthOr("numberEmpty")},
	{`^ValueError: invalid literal for int\(\) with base 10: '(?P<value>.+)'$`, "notNumber", nil},
	{`^ValueError: could not convert string to float: '(?P<value>.+)'$`, "notNumber", nil},
	{`^TypeError: (?:int|float)\(\) argument must be .*'NoneType'$`, "", lengthOr("numberOfNothing")},
	{`^(?:FileNotFoundError|IOError): .*No such file or directory: '(?P<file>[^']+)'`, "", missingProgramOr(missingFile)},
	{`^FileNotFoundError: .*cannot find the file specified: '(?P<file>[^']+)'`, "", missingFile},
	{`^PermissionError: .*: '(?P<file>[^']+)'$`, "notPermitted", nil},
	{`^TabError: `, "tabs", nil},
	{`^IndentationError: `, "indentation", nil},
	{`^SyntaxError: (?:unterminated (?:triple-quoted |f-)?string literal|EOL while scanning|EOF while scanning|unterminated triple-quoted f-string)`, "quoteOpen", nil},
	{`^SyntaxError: '(?P<bracket>.)' was never closed`, "bracketOpen", nil},
	{`^SyntaxError: (?:unexpected EOF while parsing)`, "endMissing", nil},
	{`^SyntaxError: expected ':'`, "colonMissing", nil},
	{`^SyntaxError: Missing parentheses in call to 'print'`, "printStatement", nil},
	{`^SyntaxError: invalid (?:non-printable )?character (?:in identifier|'?(?P<value>[^']*?)'? ?\(?U\+)`, "badCharacter", nil},
	{`^SyntaxError: (?:Non-UTF-8 code starting with|\(unicode error\) 'utf-8' codec)`, "sourceEncoding", nil},
	{`^SyntaxError: \(unicode error\) 'unicodeescape' codec`, "backslash", nil},
	{`^SyntaxError: unmatched '(?P<bracket>.)'`, "bracketExtra", nil},
	{`^SyntaxError: closing parenthesis '(?P<bracket>.)' does not match opening parenthesis '(?P<opening>.)'`, "bracketMismatch", nil},
	{`^SyntaxError: '?(?P<name>return|yield|await|break|continue)'? (?:outside|not properly in)`, "outsideBlock", nil},
	{`^SyntaxError: .*Maybe you meant '=='`, "assignForCompare", nil},
	{`^SyntaxError: `, "", func(f Failure, _ map[string]string) string {
		switch {
		case inFString(f, ""):
			return "braces"
		case strings.HasPrefix(f.Message, "SyntaxError: invalid syntax"):
			return "syntax"
		}
		return "" // Python says more than that
	}},
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
	{`^sqlite3\.OperationalError: no such table: (?P<name>\S+)`, "tableMissing", nil},
	{`^ImportError: cannot import name '(?P<name>[^']+)' from '(?P<module>[^']+)'`, "moduleLacks", nil},
	{`^AttributeError: 'NoneType' object has no attribute '(?P<name>\w+)'`, "nothing", value("None")},
	{`^TypeError: 'NoneType' object (?:is not|does not support)`, "nothing", value("None")},
	{`^TypeError: unsupported operand type\(s\) for .*NoneType`, "nothing", value("None")},
	{`^AttributeError: (?:partially initialized )?module '(?P<module>\w+)' has no attribute '(?P<name>\w+)'`, "moduleLacks", nil},
	{`^AttributeError: '(?P<type>\w+)' object has no attribute '(?P<name>\w+)'`, "attributeMissing", nil},
	{`^UnboundLocalError: .*local variable '(?P<name>\w+)'`, "localVariable", nil},
	{`^NameError: name '(?P<name>\w+)' is not defined`, "", undefinedName},
	{`^TypeError: (?:can only concatenate str \(not "(?:int|float)"\) to str|unsupported operand type\(s\) for \+=?: '(?:int|float)' and 'str')`, "textAndNumber", nil},
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
	case slices.Contains(usualModules, name):
		return "moduleNotImported"
	case wordsOfOthers[name] != "":
		args["meant"] = wordsOfOthers[name]
		return "wordOfOther"
	}
	return "nameUndefined"
}

// fString is an f-string, without those that hold a quote of their own kind.
var fString = regexp.MustCompile(`\b[rR]?[fF][rR]?(?:"""(?s:.*?)"""|\'\'\'(?s:.*?)\'\'\'|"[^"\n]*"|'[^'\n]*')`)

// inFString recognises braces of CSS in an f-string at the failing line: { color: red }. A
// name, where there is one, is that of the property.
func inFString(f Failure, name string) bool {
	property := `[a-z]+(?:-[a-z]+)*`
	if name != "" {
		property = regexp.QuoteMeta(name) + `(?:-[a-z]+)*`
	}
	css := regexp.MustCompile(`(?:^|[^{])\{\s*` + property + `\s*:\s*[^{};"']+[;}]`)
	source := strings.Join(f.Source, "\n")
	for _, at := range fString.FindAllStringIndex(source, -1) {
		first := 1 + strings.Count(source[:at[0]], "\n")
		last := first + strings.Count(source[at[0]:at[1]], "\n")
		if first <= f.Line && f.Line <= last && css.MatchString(source[at[0]:at[1]]) {
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
