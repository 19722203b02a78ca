package blame

import (
	"regexp"
	"sync"
)

// report is how an interpreter writes an error on standard error. Its groups are path,
// line, message and, where it has them, code; url is there where the path is that of a URL.
type report struct {
	interpreter string
	pattern     *regexp.Regexp
	// frames are the lines of the stack below the message, with path and line, where the
	// pattern has none: what failed is not of the site, and was called by it.
	frames *regexp.Regexp
	// before is what stands between a message and its path. A message may have it as well, and
	// then goes on up to where a path is.
	before string
	// alone says that no other program writes so: then what ran, such as a shell, may have
	// called the interpreter.
	alone bool
	// last says that the last of several reports in the site's files counts: the
	// innermost frame, or the error that ended a script which goes on after others.
	last bool
	// besides are the beginnings of messages that are not an error of their own.
	besides []string
}

// warningsOfPerl are the beginnings of warnings (perldiag, class W) that scripts meet. They look
// like errors, and a script that ends with an exit code may have had some before.
var warningsOfPerl = []string{
	"Argument \"", "Deep recursion ", "Name \"", "Odd number of elements ", "Possible ", "Scalar value @", "Subroutine ",
	"Use of uninitialized value", "Useless use of ", "Wide character in ", "\"my\" variable ", "\"our\" variable ", "print() on ", "readline() on ",
}

// lua is how Lua names itself before a message: as it was called.
const lua = `(?m)^(?:[^\n]*[/\\])?lua(?:jit)?[\d.]*(?:\.exe)?: `

// reports are tried in order. Each was read off the interpreter itself; a test runs them all.
var reports = sync.OnceValue(func() []report {
	of := func(interpreter, pattern, before string, alone, last bool, besides ...string) report {
		return report{interpreter, regexp.MustCompile(pattern), nil, before, alone, last, besides}
	}
	withStack := func(interpreter, pattern, frames string) report {
		return report{interpreter: interpreter, pattern: regexp.MustCompile(pattern), frames: regexp.MustCompile(frames)}
	}
	tcl := withStack("tcl", `\A(?P<message>[^\n]+)`, `(?m)^ *\(file "(?P<path>[^\n]+)" line (?P<line>\d+)\)$`)
	tcl.alone = true
	return []report{
		of("python", `(?m)^(?P<message>(?P<code>SyntaxError): Non-UTF-8 code .*? in file (?P<path>[^\n]+) on line (?P<line>\d+),[^\n]*)$`, "", true, true),
		of("python", `(?m)^\s*File "(?P<path>[^\n]+?)", line (?P<line>\d+)`, "", true, true),
		// A function that one of PHP's own calls, such as array_map: the line that names it is what is wrong.
		of("php", `(?m)^PHP (?P<code>Fatal error):\s+(?P<message>Uncaught TypeError: [^\n]+? given) in [^\n]+:\d+\nStack trace:\n#0 \[internal function\]: [^\n]*\n#1 (?P<path>[^\n]+?)\((?P<line>\d+)\): `, "", true, false),
		// PHP names the line of the function; the call before it is what is wrong.
		of("php", `(?m)^PHP (?P<code>Fatal error):\s+(?P<message>Uncaught \w*Error: .+?(?: passed|given))(?:, called)? in (?P<path>[^\n]+?) on line (?P<line>\d+) and `, " in ", true, false),
		of("php", `(?m)^PHP (?P<code>[A-Z][a-z]+ (?:fatal )?error):\s+(?P<message>.+?) in (?P<path>[^\n]+?)(?: on line |:)(?P<line>\d+)$`, " in ", true, false),
		withStack("php", `(?m)^PHP (?P<code>Fatal error):\s+(?P<message>Uncaught [^\n]+)$`, `(?m)^  thrown in (?P<path>[^\n]+) on line (?P<line>\d+)$`), // a message of several lines
		tcl,
		of("lua", lua+`error loading module [^\n]*:\n\s*(?P<path>[^\n]+?):(?P<line>\d+): (?P<message>.+)$`, "", true, false),
		of("lua", lua+`(?P<path>[^\n]+?):(?P<line>\d+): (?P<message>.+)$`, "", true, false),
		withStack("lua", lua+`(?P<message>.+)$`, `(?m)^\t(?P<path>[^\n]+?):(?P<line>\d+): in `),
		of("node", `(?ms)^(?P<url>file://)?(?P<path>[^\n]+?):(?P<line>\d+)$.*?^(?P<message>(?P<code>[A-Z]\w*(?:Error|Exception)|Error)\b[^\n]*)$`, "", false, false),
		withStack("node", `(?m)^(?P<message>(?P<code>[A-Z]\w*(?:Error|Exception)|Error)\b[^\n]*)$`,
			`(?m)^    at (?:async )?(?:[^\n]*?\()?(?P<url>file://)?(?P<path>[^\n]+?):(?P<line>\d+):\d+\)?(?: \{)?$`),
		of("ruby", "(?m)^(?P<path>[^\\n]+?):(?P<line>\\d+):(?:in [`'][^\\n]*?': | )(?P<message>[^\\n]+)$", "", false, false, "warning: "),
		withStack("ruby", "(?m)^[^\\n]+?:\\d+:in [`'][^\\n]*?': (?P<message>[^\\n]+)$", `(?m)^\s+from (?P<path>[^\n]+?):(?P<line>\d+):in `),
		of("bash", `(?m)^(?P<path>[^\n]+?): (?P<eval>eval: )?line (?P<line>\d+): (?P<message>.+)$`, "", false, true),
		of("sh", `(?m)^(?P<path>[^\n]+?): (?P<line>\d+): (?P<message>.+)$`, "", false, true),
		// Perl's warnings go before its error. A stack may follow that, and errors that follow from it.
		of("perl", `(?m)^(?P<message>.+?) at (?P<path>\S[^\n]*?) line (?P<line>\d+)(?:\.|,[^\n]*)?$`, " at ", false, true, append([]string{"\t", "BEGIN failed", "Compilation failed in require"}, warningsOfPerl...)...),
	}
})
