package mistake

import (
	"slices"
	"strings"
	"testing"
)

// What other versions of the interpreters say, and what only looks like a usual mistake.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		language, message, line string
		key                     string
	}{
		{"python", "SyntaxError: EOL while scanning string literal", "", "quoteOpen"},                         // 3.9
		{"python", "SyntaxError: unexpected EOF while parsing", "", "endMissing"},                             // 3.9
		{"python", "SyntaxError: invalid character in identifier", "", "badCharacter"},                        // 3.8
		{"python", "SyntaxError: invalid non-printable character U+00A0", "", "badCharacter"},                 // 3.11
		{"python", "UnboundLocalError: local variable 'n' referenced before assignment", "", "localVariable"}, // 3.10
		{"python", "NameError: name 'prnt' is not defined. Did you mean: 'print'?", "prnt()", "nameNear"},     // 3.10
		{"python", "ModuleNotFoundError: No module named 'cgi'", "import cgi", "moduleCGI"},                   // 3.13
		{"python", "ModuleNotFoundError: No module named 'imp'", "import imp", "moduleRemoved"},               // 3.12
		{"python", "ModuleNotFoundError: No module named 'distutils.core'", "import distutils.core", "moduleRemoved"},
		{"python", "ModuleNotFoundError: No module named 'imghdr'", "import imghdr", "moduleRemoved"}, // 3.13
		{"python", "ModuleNotFoundError: No module named 'xdrlib'", "import xdrlib", "moduleDropped"},
		{"python", "ModuleNotFoundError: No module named 'flask'", "import flask", "moduleMissing"},
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
		{"python", "io.UnsupportedOperation: not readable", "", "fileNotReadable"},
		{"python", "io.UnsupportedOperation: not writable", "", "fileNotWritable"},
		{"python", "io.UnsupportedOperation: File not open for reading", "", "fileNotReadable"}, // with buffering=0
		{"python", "ValueError: I/O operation on closed file.", "", "fileClosed"},
		{"python", "ValueError: invalid mode: 'lectura'", "", "fileMode"},
		{"python", "ValueError: must have exactly one of create/read/write/append mode", "", "fileMode"},
		{"python", "ValueError: binary mode doesn't take an encoding argument", "", "fileMode"},
		{"python", "TypeError: the JSON object must be str, bytes or bytearray, not TextIOWrapper", "", "jsonLoad"},
		{"python", "TypeError: the JSON object must be str, bytes or bytearray, not dict", "", ""},
		{"python", "AttributeError: 'str' object has no attribute 'read'", "d = json.load('a.json')", "jsonLoad"},
		{"python", "AttributeError: 'str' object has no attribute 'read'", "text.read()", "attributeMissing"},
		{"python", "TypeError: can only concatenate str (not \"list\") to str", "", "textAndOther"},
		{"python", "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?", "if x = 1:", "equalsCompares"}, // 3.10
		{"python", "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?", "f() = 1", "assignTarget"},
		{"python", "SyntaxError: cannot assign to expression here. Maybe you meant '==' instead of '='?", "user-name = 1", "assignTarget"},
		{"python", "SyntaxError: cannot assign to operator", "user-name = 1", "assignTarget"}, // 3.9
		{"python", "SyntaxError: cannot assign to attribute here. Maybe you meant '==' instead of '='?", "if a.b = 1:", "equalsCompares"},
		{"python", "SyntaxError: cannot assign to literal", "for 5 in range(3):", ""},
		{"python", "SyntaxError: expected ':'", "else if x == 1:", "elif"},
		{"python", "SyntaxError: expected ':'", "else", "colonMissing"},
		{"python", "SyntaxError: invalid syntax", "else if x == 1:", "elif"}, // 3.9
		{"python", "SyntaxError: invalid syntax", "if (x == 1) {", "blockBraces"},
		{"python", "SyntaxError: invalid syntax", "if x && y:", "wordOfOther"},
		{"python", "SyntaxError: invalid syntax", "print('a && b' c)", "syntax"},
		{"python", "SyntaxError: invalid syntax", "Import os", "wordOfOther"},
		{"python", "SyntaxError: invalid syntax", "From os import path", "wordOfOther"},
		{"python", "SyntaxError: invalid syntax", "For i in range(3):", "wordOfOther"},
		{"python", "SyntaxError: invalid syntax", "If you like", "syntax"},
		{"python", "SyntaxError: invalid syntax. Perhaps you forgot a comma?", `print("<a href="page.html">")`, "quoteInText"},
		{"python", "SyntaxError: invalid syntax", `print("<a href="/">x</a>")`, "quoteInText"},
		{"python", "SyntaxError: invalid syntax", `print("<a href='x'><b class='y'>" z)`, "syntax"},
		{"python", "SyntaxError: invalid syntax", `print("a"if x else"b" c)`, "syntax"},
		{"python", "SyntaxError: invalid syntax", `print("""<a href="x">""" c)`, "syntax"},
		{"python", "SyntaxError: unterminated string literal (detected at line 1)", "print('it's')", "quoteInText"},
		{"python", "SyntaxError: unterminated string literal (detected at line 1)", "print('its)", "quoteOpen"},
		{"python", "SyntaxError: f-string: expecting '}'", `print(f"{name")`, "fStringBraces"},
		{"python", "SyntaxError: f-string: single '}' is not allowed", `print(f"name}")`, "fStringBraces"},
		{"python", "SyntaxError: f-string: empty expression not allowed", `print(f"{}")`, "fStringEmpty"},
		{"python", "SyntaxError: f-string: valid expression required before '}'", `print(f"{}")`, "fStringEmpty"}, // 3.12
		{"python", "ModuleNotFoundError: No module named 'ramdom'", "import ramdom", "moduleMisspelt"},
		{"python", "ModuleNotFoundError: No module named 'OS'", "import OS", "moduleMisspelt"},
		{"python", "ModuleNotFoundError: No module named 'sqlite'", "import sqlite", "moduleMisspelt"},
		{"python", "ModuleNotFoundError: No module named 'urllib3'", "import urllib3", "moduleMissing"},
		{"python", "ModuleNotFoundError: No module named 'typer'", "import typer", "moduleMissing"},
		{"python", "ModuleNotFoundError: No module named 'requests'", "import requests", "moduleMissing"},
		{"python", "NameError: name 'cgi' is not defined", "cgi.FieldStorage()", "cgiNotImported"},
		{"python", "AttributeError: module 'cgi' has no attribute 'escape'", "cgi.escape(x)", "cgiFunctionRemoved"},
		{"python", "ImportError: cannot import name 'parse_qs' from 'urllib' (/usr/lib/python3.11/urllib/__init__.py)", "from urllib import parse_qs", "inSubmodule"},
		{"python", "AttributeError: module 'urllib' has no attribute 'urlopen'", "urllib.urlopen(x)", "inSubmodule"},
		{"python", "AttributeError: module 'urllib' has no attribute 'parse'", "urllib.parse.quote(x)", "submodule"},
		{"python", "AttributeError: module 'datetime' has no attribute 'now'", "datetime.now()", "classInModule"},
		{"python", "AttributeError: module 'random' has no attribute 'randit'. Did you mean: 'randint'?", "random.randit()", "moduleNear"},
		{"python", "AttributeError: 'list' object has no attribute 'apend'. Did you mean: 'append'?", "a.apend(1)", "attributeNear"},
		{"python", "TypeError: '>' not supported between instances of 'str' and 'int'", "age > 18", "textForNumber"},
		{"python", "TypeError: '<' not supported between instances of 'NoneType' and 'int'", "age < 18", ""},
		{"python", "TypeError: unsupported operand type(s) for -: 'str' and 'int'", "age - 1", "textForNumber"},
		{"python", "TypeError: unsupported operand type(s) for -: 'str' and 'str'", "a - b", "textForNumber"},
		{"python", "TypeError: %d format: a real number is required, not str", "'%d' % age", "textForNumber"},
		{"python", "/usr/bin/python: can't open file '/w/cgi-bin/3': [Errno 2] No such file or directory", "", "shebangWords"},
		{"python", "python3: can't open file '/w/cgi-bin/next.py': [Errno 2] No such file or directory", "", ""},
		{"python", "sqlite3.OperationalError: database is locked", "", "databaseLocked"},
		{"python", "sqlite3.DatabaseError: file is not a database", "", "databaseNotOne"},
		{"python", `sqlite3.OperationalError: near "selec": syntax error`, "", "sqlSyntax"},
		{"python", "sqlite3.OperationalError: table guests already exists", "", "tableExists"},
		{"python", "sqlite3.OperationalError: table guests has 2 columns but 3 values were supplied", "", "columnCount"},
		{"python", "sqlite3.IntegrityError: UNIQUE constraint failed: guests.name", "", "rowNotUnique"},
		{"python", "sqlite3.IntegrityError: NOT NULL constraint failed: guests.name", "", "rowNull"},
		{"node", "SyntaxError: missing ) after argument list", `console.log("<a href="x">")`, "quoteInText"},
		{"node", "SyntaxError: missing ) after argument list", "console.log(a b)", "callNotClosed"},
		{"node", "SyntaxError: missing ) after argument list", "console.log(')'", "bracketOpen"},
		{"node", "SyntaxError: The requested module './m.mjs' does not provide an export named 'y'", "", "exportMissing"},
		{"node", "SyntaxError: Missing initializer in const declaration", "const a;", ""}, // Node says more
		{"node", "SyntaxError: Unexpected token ')'", "f(a,,)", "syntax"},
		{"php", `syntax error, unexpected identifier "x", expecting "," or ";"`, `echo "<a href="x">";`, "quoteInText"},
		{"php", `syntax error, unexpected identifier "s", expecting "," or ";"`, `echo 'it's'; echo 'it's';`, "quoteInText"},
		{"ruby", "syntax error, unexpected local variable or method", `puts "<a href="x">"`, "quoteInText"},
		{"bash", "syntax error near unexpected token `('", `echo "<a href="x">" (`, "shellSyntax"},
		{"sh", "cannot open p: No such file", "echo <p>hola", "redirected"},
		{"bash", "p: No such file or directory", "echo <p class=a>hola", "redirected"},
		{"sh", "cannot open p: No such file", "read x <p", "fileMissing"},
		{"sh", "[: unexpected operator", `if [ "$x" == a ]; then`, "bashOnly"},
		{"sh", "[: =: unexpected operator", `if [ $x = a ]; then`, "testUnquoted"},
		{"bash", "[: =: unary operator expected", `if [ $x = a ]; then`, "testUnquoted"},
		{"bash", "[: too many arguments", `if [ $x = a ]; then`, "testUnquoted"},
		{"sh", `Syntax error: "}" unexpected`, "function f { echo x; }", "bashOnly"},
		{"sh", "Syntax error: Bad for loop variable", "for ((i=0;i<3;i++)); do", "bashOnly"},
		{"sh", "Bad substitution", "echo ${x^^}", "bashOnly"},
		{"bash", "syntax error near unexpected token `}'", "function f { }", "shellSyntax"},
		{"python", "SyntaxError: invalid syntax. Perhaps you forgot a comma?", "", "syntax"},
		{"python", "SyntaxError: invalid decimal literal", "2x = 1", ""}, // Python says more
		{"python", "SyntaxError: unmatched ')'", "", "bracketNotOpened"},
		{"python", "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('", "", "bracketMismatch"},
		{"python", "SyntaxError: 'return' outside function", "", "returnOutside"},
		{"python", "SyntaxError: 'continue' not properly in loop", "", "outsideBlock"},
		{"python", "SyntaxError: 'break' outside loop", "", "outsideBlock"},
		{"python", "SyntaxError: 'await' outside function", "", "awaitOutside"},
		{"python", "SyntaxError: 'async with' outside async function", "", "awaitOutside"},
		{"python", "SyntaxError: asynchronous comprehension outside of an asynchronous function", "", "awaitOutside"},
		{"python", "SyntaxError: 'yield' outside function", "", "yieldOutside"},
		{"python", "SyntaxError: f-string: expecting a valid expression after '{'", "print(f\"function f() { return 1; }\")", "braces"}, // 3.12
		{"python", "SyntaxError: f-string: invalid syntax", "print(f\"if (a) { alert('x'); }\")", "braces"},                             // 3.11
		{"python", "SyntaxError: f-string: invalid syntax", "print(f\"f(() => { count += 1 })\")", "braces"},
		{"python", "SyntaxError: f-string: invalid syntax", "print(f\"{x y}\")", ""},
		{"python", "SyntaxError: Non-UTF-8 code starting with '\\xf1' in file /w/a.py on line 3, but no encoding declared", "", "sourceNotUTF8"},
		{"python", "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape", "", "backslash"},
		{"python", "NameError: name 'os' is not defined. Did you forget to import 'os'?", "os.environ", "moduleNotImported"}, // 3.12
		{"python", "NameError: name 'true' is not defined", "x = true", "wordOfOther"},
		{"python", "ModuleNotFoundError: No module named 'urllib2'", "import urllib2", "modulePython2"},
		{"python", "IndexError: list assignment index out of range", "", "indexRange"},
		{"python", "IndexError: Replacement index 1 out of range for positional args tuple", "", "formatPlaces"},
		{"python", "IndexError: no such group", "", ""},
		{"php", "Unclosed '{' on line 4", "", "bracketOpen"},
		{"php", `Class "mysqli" not found`, "", "extensionMissing"},
		{"php", `Class "Guest" not found`, "", "classMissing"},
		{"php", "Call to undefined function mb_strlen()", "", "extensionMissing"},
		{"php", `Undefined array key "pear"`, `echo $prices[$_GET["fruit"]];`, "keyMissing"},
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
		{"bash", "syntax error near unexpected token `fi'", "", "shellSyntax"},
		{"bash", "`fi'", "", "shellSyntax"},
		{"bash", "x: command not found", "x = 5", "spacesAroundEquals"},
		{"bash", "x: command not found", "x y", "commandMissing"},
		{"bash", "x: command not found", "if x == 5", "commandMissing"},
		{"bash", "unexpected EOF while looking for matching `\"'", "", "quoteOpen"},
		{"sh", "Syntax error: Unterminated quoted string", "", "quoteOpen"},
		{"sh", "no such user", "", ""},
		{"sh", "printf: %>: invalid directive", "printf '<p width=50%>'", "percentPrintf"},
		{"bash", "printf: `>': invalid format character", "printf '<p width=50%>'", "percentPrintf"},
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
		{"php", "Unclosed '{' on line 3", "", "bracketOpen"},
		{"ruby", "unexpected token at '' (JSON::ParserError)", "", "json"},
		{"bash", "[[: command not found", "", "bracketSpace"},
		{"sh", "[[: not found", "", "bashOnly"},
		{"bash", "[: missing `]'", "", "bracketSpace"},
		{"sh", "name: not found", "name = 1", "spacesAroundEquals"},
		{"sh", "name: not found", "name x = 1", "commandMissing"},
		{"sh", "grep: guests.txt: No such file or directory", "", "fileMissing"},
		{"sh", "[: Illegal number: ", "", "notCompared"},
		{"lua", "attempt to call a nil value", "", ""},
		{"lua", "attempt to call a nil value (global 'foo')", "foo()", "functionMissing"},
		{"lua", "attempt to index a nil value (global 'x')", "print(x.y)", "nothing"},
		{"lua", "attempt to compare number with nil", "1 < x", "nothing"},
		{"lua", "attempt to compare number with string", "1 < '2'", ""},
		{"lua", "module 'socket' not found:", "require('socket')", "moduleMissing"},
		{"lua", "cannot open file 'guests.txt' (No such file or directory)", "io.lines('guests.txt')", "fileMissing"}, // 5.4
		{"lua", "guests.txt: No such file or directory", "assert(io.open('guests.txt'))", "fileMissing"},
		{"lua", "'end' expected (to close 'if' at line 3) near <eof>", "", "endMissing"}, // 5.4
		{"lua", "'end' expected near '<eof>'", "", "endMissing"},                         // 5.1
		{"lua", "'then' expected near '='", "if x = 1 then end", ""},                     // Lua says more
		{"tcl", `can't read "x": no such variable`, "puts $x", "nameUndefined"},
		{"tcl", `invalid command name "foo"`, "foo", "functionMissing"},
		{"tcl", "missing close-brace", "if {1} {", "bracketOpen"},
		{"tcl", `couldn't open "guests.txt": no such file or directory`, "open guests.txt", "fileMissing"},
		{"tcl", "my own", "error {my own}", ""},
	} {
		got, _ := Of(Failure{Language: c.language, Message: c.message, Source: []string{c.line}, Line: 1, Method: "GET", Empty: true, Form: nothingSent})
		if got.Key != c.key {
			t.Errorf("%s: %s: %q, not %q", c.language, c.message, got.Key, c.key)
		}
	}
}

func nothingSent(string) Field { return Field{} }

// A field that the request sent is not called missing: it is empty, or elsewhere.
func TestFields(t *testing.T) {
	const query, body = "form = parse_qs(os.environ['QUERY_STRING'])", "form = parse_qs(sys.stdin.read())"
	for _, c := range []struct {
		language, message, before, line string
		sent                            Field
		key                             string
	}{
		{"python", "KeyError: 'age'", query, "form['age']", Field{}, "fieldMissing"},
		{"python", "KeyError: 'age'", query, "form['age']", Field{Query: true, Blank: true}, "fieldBlank"},
		{"python", "KeyError: 'age'", query, "form['age']", Field{Body: true}, "fieldInBody"},
		{"python", "KeyError: 'age'", body, "form['age']", Field{Query: true}, "fieldInQuery"},
		{"python", "KeyError: 'age'", "form = parse_qs(text)", "form['age']", Field{Body: true}, "keyMissing"},
		{"php", `Undefined array key "age"`, "", `$_GET["age"]`, Field{Body: true}, "fieldInBody"},
		{"php", `Undefined array key "age"`, "", `$_POST["age"]`, Field{Query: true}, "fieldInQuery"},
		{"php", `Undefined array key "age"`, "", `$_REQUEST["age"]`, Field{Query: true}, "keyMissing"},
	} {
		got, _ := Of(Failure{
			Language: c.language, Message: c.message, Source: []string{c.before, c.line}, Line: 2,
			Form: func(string) Field { return c.sent },
		})
		if got.Key != c.key {
			t.Errorf("%s, %s, %+v: %q, not %q", c.before, c.line, c.sent, got.Key, c.key)
		}
	}
	if got, _ := Of(Failure{Language: "python", Message: "KeyError: 'age'", Source: []string{body, "form['age']"}, Line: 2}); got.Key != "keyMissing" {
		t.Errorf("a form that cannot be read: %q", got.Key)
	}
}

// The package to install may have another name than its module.
func TestPackages(t *testing.T) {
	for module, install := range map[string]string{"bs4": "python3 -m pip install beautifulsoup4", "flask.views": "python3 -m pip install flask", "PIL": "python3 -m pip install Pillow"} {
		got, _ := Of(Failure{Language: "python", Command: "python3", Message: "ModuleNotFoundError: No module named '" + module + "'"})
		if got.Args["install"] != install {
			t.Errorf("%s: %q", module, got.Args["install"])
		}
	}
}

// Where pip refuses, an environment is made first.
func TestPackagesOfAManagedPython(t *testing.T) {
	got, _ := Of(Failure{Language: "python", Command: "/usr/bin/python3", Managed: true, Message: "ModuleNotFoundError: No module named 'bs4'"})
	if got.Key != "moduleManaged" || got.Args["install"] != "python3 -m venv .venv && .venv/bin/python3 -m pip install beautifulsoup4" {
		t.Errorf("%+v", got)
	}
}

// A program that does not start is not called a file, nor one that is there missing.
func TestFilesAndPrograms(t *testing.T) {
	there := func(names ...string) func(string) bool {
		return func(name string) bool { return slices.Contains(names, name) }
	}
	const missing = "FileNotFoundError: [Errno 2] No such file or directory: "
	for _, c := range []struct {
		file, line string
		exists     func(string) bool
		key        string
	}{
		{"lst.txt", "open('lst.txt')", there(), "fileMissing"},
		{"lst.txt", "open('lst.txt')", there("lst.txt"), ""}, // it looked in another folder
		{"logs/a.txt", "open('logs/a.txt', 'w')", there(), "folderMissing"},
		{"logs/a.txt", "open('logs/a.txt')", there("logs"), "fileMissing"},
		{"nosuch", "subprocess.run(['nosuch', '-x'])", there(), "programMissing"},
		{"./nosuch", "subprocess.run(['./nosuch'])", there(), ""},
	} {
		got, _ := Of(Failure{Language: "python", Message: missing + "'" + c.file + "'", Source: []string{"import subprocess", c.line}, Line: 2, Exists: c.exists})
		if got.Key != c.key {
			t.Errorf("%s: %q, not %q", c.line, got.Key, c.key)
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

// A body is of another kind than the script reads: a form, or JSON.
func TestBodies(t *testing.T) {
	const form, json, empty = "application/x-www-form-urlencoded", "application/json", "JSONDecodeError: Expecting value: line 1 column 1 (char 0)"
	for _, c := range []struct{ language, message, kind, source, key string }{
		{"python", empty, form, "d = json.loads(sys.stdin.read())", "jsonIsForm"},
		{"python", empty, "multipart/form-data", "d = json.load(sys.stdin)", "jsonIsForm"},
		{"python", empty, json, "d = json.load(sys.stdin)", "json"},
		{"python", empty, form, "d = json.loads(text)", "json"},
		{"node", `SyntaxError: Unexpected token 'n', "name=Ana" is not valid JSON`, form, "d = JSON.parse(fs.readFileSync(0))", "jsonIsForm"},
		{"python", "KeyError: 'name'", json, "form = parse_qs(sys.stdin.read())\nform['name']", "formIsJSON"},
		{"python", "KeyError: 'name'", json, "text = sys.stdin.read()\nform = parse_qs(text)\nform['name']", "formIsJSON"},
		{"python", "KeyError: 'name'", json, "form = parse_qs(os.environ['QUERY_STRING'])\nform['name']", "keyMissing"},
		{"python", "KeyError: 'name'", json, "d = json.load(sys.stdin)\nd['name']", "keyMissing"},
		{"python", "TypeError: not indexable", json, "form['name']", "formIsJSON"},
		{"python", "TypeError: not indexable", form, "form['name']", ""},
		{"php", `Undefined array key "name"`, json, `echo $_POST["name"];`, "formIsJSON"},
		{"php", `Undefined array key "name"`, json, `echo $_GET["name"];`, "keyMissing"},
	} {
		source := strings.Split(c.source, "\n")
		got, _ := Of(Failure{Language: c.language, Message: c.message, Source: source, Line: len(source), Type: c.kind})
		if got.Key != c.key {
			t.Errorf("%s, %s, %s: %q, not %q", c.message, c.kind, c.source, got.Key, c.key)
		}
	}
}

// A #! line that names the program of another language is the cause only where the text is plainly of the language of its name.
func TestOtherProgram(t *testing.T) {
	for _, c := range []struct{ file, language, message, source, key string }{
		{"a.py", "sh", `Syntax error: word unexpected (expecting ")")`, "#!/bin/sh\nprint('Content-Type: text/html')", "otherProgram"},
		{"a.py", "bash", "import: command not found", "#!/bin/bash\nimport os", "otherProgram"},
		{"a.py", "bash", "`print('a')'", "#!/bin/bash\nprint('a')", "otherProgram"}, // bash shows the line
		{"a.py", "node", "ReferenceError: print is not defined", "#!/usr/bin/env node\nprint('a')", "otherProgram"},
		{"a.pl", "python", "SyntaxError: invalid syntax", "#!/usr/bin/env python3\nuse strict;", "otherProgram"},
		{"a.js", "python", "SyntaxError: invalid syntax", "#!/usr/bin/env python3\nconst a = 1;", "otherProgram"},
		{"a.sh", "python", "NameError: name 'echo' is not defined", "#!/usr/bin/env python3\necho hi", "otherProgram"},
		{"a.py", "sh", "Syntax error: x", "#!/bin/sh\n''':'\nexec python3 \"$0\"\n'''\nprint('a')", "shellSyntax"}, // it hands itself on
		{"a.py", "sh", "Syntax error: x", "#!/bin/sh\necho \"\nprint('a')", "shellSyntax"},                         // a shell's, by its text
		{"a.sh", "python", "SyntaxError: invalid syntax", "#!/usr/bin/env python3\nprint('a')\nx = 1 2", "syntax"},
		{"a.py", "sh", "Syntax error: x", "print('a')", "shellSyntax"}, // a setting chose it
		{"a.py", "python", "SyntaxError: invalid syntax", "#!/usr/bin/env python3\nprint('a')\nx = 1 2", "syntax"},
		{"a.cgi", "sh", "Syntax error: x", "#!/bin/sh\nprint('a')", "shellSyntax"},
		{"a.py", "sh", "grep: a.txt: No such file or directory", "#!/bin/sh\nprint('a')", "fileMissing"},
	} {
		source := strings.Split(c.source, "\n")
		got, _ := Of(Failure{Language: c.language, Message: c.message, Source: source, Line: len(source), Named: NamedFor(c.file, c.language, source)})
		if got.Key != c.key {
			t.Errorf("%s, %s, %s: %q, not %q", c.file, c.message, c.source, got.Key, c.key)
		}
	}
}

func TestUnflushed(t *testing.T) {
	for source, want := range map[string]int{
		"print('a')\nos._exit(0)":                     2,
		"print('a')\nif x:\n    os._exit(1)":          3,
		"print('a', flush=True)\nos._exit(0)":         0,
		"print('a')\nsys.stdout.flush()\nos._exit(0)": 0,
		"os._exit(0)\nprint('a')":                     0,
		"print('a')\nsys.exit(0)":                     0,
	} {
		if got := Unflushed(strings.Split(source, "\n")); got != want {
			t.Errorf("%s: %d, not %d", source, got, want)
		}
	}
}
