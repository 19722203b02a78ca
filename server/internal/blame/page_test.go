package blame

import "testing"

func TestTracebackOfPage(t *testing.T) {
	const cgitb = "<body bgcolor=\"#f0f0f8\">\n<!-- The above is a description of an error in a Python program\n here is the original traceback:\n\n" +
		"Traceback (most recent call last):\n  File \"/site/a.py\", line 4, in &lt;module&gt;\n    f(x)\nTypeError: &#x27;&lt;&#x27; not supported\n\n-->\n"
	const php = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/site/a.php</b> on line <b>2</b><br />\n<br />\n" +
		"<b>Fatal error</b>:  Uncaught Error: Class &quot;Foo&quot; not found in /site/a.php:5\nStack trace:\n#0 {main}\n  thrown in <b>/site/a.php</b> on line <b>5</b><br />\n"
	const defined = "<b>Fatal error</b>:  Uncaught TypeError: f(): Argument #1 ($x) must be of type int, string given, called in /site/a.php on line 4 and defined in /site/a.php:2\n" +
		"Stack trace:\n#0 /site/a.php(4): f()\n#1 {main}\n  thrown in <b>/site/a.php</b> on line <b>2</b><br />\n"
	root, at := site(t, "a.py", "a.php")
	for name, c := range map[string]struct {
		program, page string
		want          Trace
	}{
		"cgitb":             {"python3", cgitb, Trace{"/site/a.py", 4, 0, "TypeError", "TypeError: '<' not supported"}},
		"PHP":               {"php-cgi8.2", php, Trace{"/site/a.php", 5, 0, "Fatal error", `Uncaught Error: Class "Foo" not found`}},
		"PHP, of a call":    {"php-cgi8.2", defined, Trace{"/site/a.php", 4, 0, "Fatal error", "Uncaught TypeError: f(): Argument #1 ($x) must be of type int, string given"}},
		"of another":        {"perl", cgitb, Trace{}},
		"a page about them": {"python3", "<pre>Traceback (most recent call last):\n  File \"/site/a.py\", line 4\nTypeError: x</pre>", Trace{}},
	} {
		c.want.Path = at(c.want.Path)
		if got, ok := (Script{Root: root, File: at("/site/a"), Command: []string{c.program}}).TracebackOfPage(at(c.page)); got != c.want || ok != (c.want != Trace{}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	script := Script{Root: root, File: at("/site/a.php"), Command: []string{"php-cgi"}}
	want := Trace{at("/site/a.php"), 2, 0, "Warning", "Undefined variable $x"}
	for _, c := range []struct{ stderr, page string }{{"", php}, {"PHP Warning:  Undefined variable $x in /site/a.php on line 2\n", ""}} {
		if got, ok := script.Warning(at(c.stderr), func() string { return at(c.page) }); !ok || got != want {
			t.Errorf("%+v", got)
		}
	}
}

// A line of the form of another interpreter, or that only warns, is not a report of a failure.
func TestOnlyTheInterpreterThatRanReports(t *testing.T) {
	root, at := site(t, "a.py", "a.rb", "a.bash")
	const traceback = "Traceback (most recent call last):\n  File \"/site/a.py\", line 7, in <module>\nValueError: x\n"
	for _, c := range []struct {
		program, stderr string
		counts          bool
	}{
		{"python3", "/site/a.py:7: DeprecationWarning: old\n  old()\n", false},
		{"python3.13", "/site/a.py:7: user looked up\n", false},
		{"python3", "/site/a.py: line 7: said by a log\n", false},
		{"python3", "PHP Fatal error:  no in /site/a.py on line 7\n", false},
		{"python3", "  File \"/site/a.py\", line 7\nUserWarning: old\n", false},
		{"python3", "Traceback (most recent call last):\n  File \"/site/a.py\", line 7, in <module>\nUserWarning: old\n", true},
		{"node", traceback, false},
		{"perl", traceback, false},
		{"python3", traceback, true},
		{"py.exe", traceback, true},
		{"sh", traceback, true}, // it may have called Python
		{"uv", traceback, true},
		{"ruby", "/site/a.rb:7: warning: old\n", false},
		{"bash", "/site/a.bash:7: text\n", false},
	} {
		if _, ok := (Script{Root: root, File: at("/site/a"), Command: []string{c.program}}).Traceback(at(c.stderr)); ok != c.counts {
			t.Errorf("%s: %q: %t", c.program, c.stderr, ok)
		}
	}
}
