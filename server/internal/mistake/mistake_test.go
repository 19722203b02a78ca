package mistake

import (
	"strings"
	"testing"
)

// What other versions of the interpreters say, and what only looks like a usual mistake.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		language, message, line string
		key                     string
	}{
		{"python", "SyntaxError: EOL while scanning string literal", "", "quoteOpen"},                          // 3.9
		{"python", "SyntaxError: unexpected EOF while parsing", "", "endMissing"},                              // 3.9
		{"python", "SyntaxError: invalid character in identifier", "", "badCharacter"},                         // 3.8
		{"python", "SyntaxError: invalid non-printable character U+00A0", "", "badCharacter"},                  // 3.11
		{"python", "UnboundLocalError: local variable 'n' referenced before assignment", "", "localVariable"},  // 3.10
		{"python", "NameError: name 'prnt' is not defined. Did you mean: 'print'?", "prnt()", "nameUndefined"}, // 3.10
		{"python", "ModuleNotFoundError: No module named 'cgi'", "import cgi", "moduleCGI"},                    // 3.13
		{"python", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'", "int(form.get('n'))", "numberOfNothing"},
		{"python", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'", "n = int(os.environ.get('CONTENT_LENGTH'))", "variableOfBody"},
		{"python", "ValueError: invalid literal for int() with base 10: ''", "int(os.environ.get('CONTENT_LENGTH', ''))", "variableOfBody"},
		{"python", "KeyError: 'CONTENT_LENGTH'", "headers['CONTENT_LENGTH']", "keyMissing"}, // no variable
		{"python", "KeyError: 'HTTP_COOKIE'", "os.environ['HTTP_COOKIE']", "variableMissing"},
		{"python", "KeyError: 7", "d[7]", "keyMissing"},
		{"python", "PermissionError: [Errno 13] Permission denied: 'guests.txt'", "", "notPermitted"},
		{"python", "OSError: [Errno 98] Address already in use", "", "addressInUse"},
		{"python", "OSError: [WinError 10048] Only one usage of each socket address is normally permitted", "", "addressInUse"},
		{"python", "RuntimeError: mine", "", ""},
		{"python", "ValueError: mine", "", ""},
		{"node", "SyntaxError: Expected property name or '}' in JSON at position 1", "", "json"},
		{"node", "TypeError: Cannot read property 'x' of undefined", "", "nothing"}, // 14
		{"node", "Error: mine", "", ""},
		{"php", "Undefined index: name", "echo $_POST['name'];", "fieldMissing"}, // 7.4
		{"php", `Undefined array key "name"`, `echo $_GET["name"];`, "fieldMissing"},
		{"php", `Undefined array key "name"`, `echo $row["name"];`, "keyMissing"},
		{"php", "Undefined variable: x", "", "nameUndefined"}, // 7.4
		{"php", "Cannot modify header information - headers already sent by (output started at /a.php:1)", "", "headersSent"},
		{"php", "fopen(guests.txt): failed to open stream: No such file or directory", "", "fileMissing"},
		{"ruby", "undefined method 'foo' for nil (NoMethodError)", "", "nothing"},            // 3.4
		{"ruby", "undefined method `foo' for nil:NilClass (NoMethodError)", "", "nothing"},   // 3.3
		{"ruby", `undefined method 'foo' for an instance of String`, "", "attributeMissing"}, // 3.4
		{"bash", "syntax error near unexpected token `fi'", "", "syntax"},
		{"bash", "unexpected EOF while looking for matching `\"'", "", "quoteOpen"},
		{"sh", "Syntax error: Unterminated quoted string", "", "quoteOpen"},
		{"sh", "no such user", "", ""},
		{"python", "SyntaxError: unmatched ')'", "", "bracketNotOpened"},
		{"python", "SyntaxError: invalid syntax", "i++", "increment"},
		{"python", "SyntaxError: invalid syntax", "x = i++j", "syntax"},
		{"python", "SyntaxError: invalid syntax", "<h1>Hola</h1>", "htmlInCode"},
		{"python", "SyntaxError: invalid syntax", "<h1 class=\"a\">", "htmlInCode"},
		{"python", "SyntaxError: invalid syntax", "<- 1", "syntax"},
		{"python", "SyntaxError: invalid syntax", "=======", "mergeConflict"},
		{"python", "SyntaxError: Non-UTF-8 code starting with '\\xf1' in file /a.py on line 3, but no encoding declared", "", "sourceNotUTF8"},
		{"python", "AttributeError: module 'random' has no attribute 'randint' (consider renaming '/a/random.py' since it has the same name as the standard library module named 'random')", "", "moduleLacks"}, // beside no such file
		{"python", "PermissionError: [Errno 1] Operation not permitted: 'a.db'", "", "notPermitted"},
		{"python", "sqlite3.OperationalError: attempt to write a readonly database", "", "databaseReadOnly"},
		{"python", "TypeError: list indices must be integers or slices, not str", "", "indexNotNumber"},
		{"python", "TypeError: string indices must be integers, not 'str'", "", "indexNotNumber"}, // 3.11
		{"python", "TypeError: Page.show() takes 0 positional arguments but 1 was given", "", "selfMissing"},
		{"python", "TypeError: show() takes 0 positional arguments but 1 was given", "", "arguments"},
		{"perl", "syntax error", "} else if ($x) {", "elsif"},
		{"perl", "Can't modify constant item in scalar assignment", "name = 1;", "dollarMissing"},
		{"perl", "Can't modify constant item in scalar assignment", "1 = $x;", "syntax"},
		{"php", `syntax error, unexpected token "="`, "name = 1;", "dollarMissing"},
		{"php", `syntax error, unexpected '='`, "name = 1;", "dollarMissing"}, // 7.4
		{"php", "Unclosed '{'", "", "bracketOpen"},
		{"php", "Unclosed '{' on line 3", "", "bracketOpenSince"},
		{"ruby", "unexpected token at '' (JSON::ParserError)", "", "json"},
		{"bash", "[[: command not found", "", "bracketSpace"},
		{"sh", "[[: not found", "", "bashOnly"},
		{"bash", "[: missing `]'", "", "bracketSpace"},
		{"sh", "name: not found", "name = 1", "spacesAroundEquals"},
		{"sh", "name: not found", "name x = 1", "commandMissing"},
		{"sh", "grep: guests.txt: No such file or directory", "", "fileMissing"},
		{"sh", "[: Illegal number: ", "", "notCompared"},
		{"lua", "attempt to call a nil value", "", ""},
	} {
		got, _ := Of(Failure{Language: c.language, Message: c.message, Source: []string{c.line}, Line: 1, Method: "GET", Empty: true})
		if got.Key != c.key {
			t.Errorf("%s: %s: %q, not %q", c.language, c.message, got.Key, c.key)
		}
	}
}

// The CSS of a page in an f-string is told from a dictionary beside it.
func TestBraces(t *testing.T) {
	for source, key := range map[string]string{
		"page = f\"\"\"\n<style>\np { color: red; }\n</style>\"\"\"":      "braces",
		"page = f'<style>p{color:red}</style>'":                           "braces",
		"page = f'<p>{1}'; d = {color: 1}":                                "nameUndefined",
		"page = '<style>p{color:red}</style>'; color":                     "nameUndefined",
		"page = f'<style>p{{color:red}}</style>{color}'":                  "nameUndefined",
		strings.Repeat("\n", 9) + "page = f'<style>p{color:red}</style>'": "nameUndefined", // of another line
	} {
		got, _ := Of(Failure{Language: "python", Message: "NameError: name 'color' is not defined", Source: strings.Split(source, "\n"), Line: 1})
		if got.Key != key {
			t.Errorf("%q: %q", source, got.Key)
		}
	}
}

// FuzzOf: nothing that an interpreter says makes it fail.
func FuzzOf(f *testing.F) {
	f.Add("KeyError: 'a'", "x = d['a']", "python")
	f.Add("KeyError: '\x8f'", "d", "python")
	f.Add("NameError: name 'a' is not defined", "f'{a:b;}'", "python")
	f.Fuzz(func(t *testing.T, message, line, language string) {
		if got, ok := Of(Failure{Language: language, Message: message, Source: []string{line}, Line: 1}); ok && got.Key == "" {
			t.Error(got)
		}
	})
}
