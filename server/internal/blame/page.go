package blame

import (
	"html"
	"strings"

	"vitrina/server/internal/pattern"
)

// TracebackOfPage finds in what a script printed where it failed: Python's cgitb prints the
// traceback, and PHP its errors, to the page.
func (s Script) TracebackOfPage(page string) (Trace, bool) {
	switch s.Language() {
	case "python":
		_, traceback, printed := strings.Cut(page, "the original traceback:") // the end of cgitb's text
		traceback, _, _ = strings.Cut(traceback, "\n-->")
		if printed {
			return s.Traceback(html.UnescapeString(traceback))
		}
	case "php":
		return s.Traceback(phpLines(page))
	}
	return Trace{}, false
}

// phpMessage is a message of PHP's on a page (display_errors).
var phpMessage = pattern.Lazy(`(?m)^<b>([A-Z][a-z]+(?: [a-z]+)*)</b>:  (.+?)(?: in <b>([^<\n]+)</b>| in ([^<\n]+):(\d+)\n(?s:.*?)thrown in <b>[^<\n]+</b>) on line <b>(\d+)</b><br />$`)

// phpLines are the messages on a page as PHP writes them to standard error.
func phpLines(page string) string {
	var lines strings.Builder
	for _, m := range phpMessage().FindAllStringSubmatch(page, -1) {
		place := m[3] + " on line " + m[6]
		if m[4] != "" { // with a stack below; between two places it says which of them called the other
			place = m[4] + ":" + m[5]
		}
		lines.WriteString("PHP " + m[1] + ":  " + html.UnescapeString(m[2]+" in "+place) + "\n")
	}
	return lines.String()
}

// phpWarning is a message of PHP's about a fault after which it went on.
var phpWarning = pattern.Lazy(`(?m)^PHP (?P<code>Warning|Notice):\s+(?P<message>.+?) in (?P<path>[^\n]+?) on line (?P<line>\d+)$`)

// unseen is how Python reports an error in a thread or in a task, which does not end the script (threading.excepthook;
// asyncio, “Developing with asyncio”).
var unseen = pattern.Lazy(`(?m)^(?:Exception in thread |Task exception was never retrieved$)`)

// Warning finds the first fault in a file of the served folder that PHP reported, in standard
// error or on the page, or that a shell did, or Python in a thread, and after which the script went
// on. Other interpreters stop at such a fault.
func (s Script) Warning(stderr string, page func() string) (Trace, bool) {
	switch s.Language() {
	case "php":
	case "sh", "bash":
		return s.shellWarning(stderr)
	case "python":
		at := unseen().FindStringIndex(stderr)
		if at == nil {
			return Trace{}, false
		}
		return s.Traceback(stderr[at[0]:])
	default:
		return Trace{}, false
	}
	warning := report{interpreter: "php", pattern: phpWarning()}
	if trace, ok := warning.read(stderr, s); ok {
		return trace, true
	}
	return warning.read(phpLines(page()), s)
}
