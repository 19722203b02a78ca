package mistake

import (
	"regexp"
	"strings"

	"vitrina/server/internal/pattern"
)

// perl are the messages of Perl 5 (perldiag).
var perl = []rule{
	{`Can't locate (?P<module>[\w/]+)\.pm in @INC`, "", func(f Failure, args map[string]string) string {
		args["module"] = strings.ReplaceAll(args["module"], "/", "::")
		return missingModule("cpan MODULE")(f, args)
	}},
	{`Global symbol "(?P<name>[^"]+)" requires explicit package name`, "", func(f Failure, args map[string]string) string {
		if strings.HasPrefix(args["name"], "@") && regexp.MustCompile(`"[^"]*\w`+args["name"]+`\b[^"]*"`).MatchString(f.line()) {
			return "atInText"
		}
		return "notDeclared"
	}},
	{`Can't locate object method "(?P<name>\w+)" via package "(?P<type>[\w:]+)"`, "attributeMissing", nil},
	{`Can't call method "(?P<name>\w+)" on (?:an undefined|unblessed|without)`, "nothing", value("undef")},
	{`Undefined subroutine &(?:main::)?(?P<name>[\w:]+) called`, "functionMissing", nil},
	{`Can't find string terminator "(?P<end>\w+)" anywhere before EOF`, "hereDocumentOpen", nil},
	{`Can't find string terminator`, "quoteOpen", nil},
	{`Missing right (?:curly|square)`, "endMissing", nil},
	{`Illegal (?:division|modulus) (?:by|zero)`, "zeroDivision", nil},
	{`^Can't modify constant item in scalar assignment`, "", dollarMissing},
	{`Can't use an undefined value as`, "nothing", value("undef")},
	{`^(?:String|Scalar|Number|Bareword) found where operator expected`, "", func(f Failure, args map[string]string) string {
		if regexp.MustCompile(`^\s*say\b`).MatchString(f.line()) {
			return "sayNotOn"
		}
		return notCode(f, args)
	}},
	{`^syntax error`, "", func(f Failure, args map[string]string) string {
		if regexp.MustCompile(`\belse\s+if\b`).MatchString(f.line()) {
			return "elsif"
		}
		return notCode(f, args)
	}},
}

var assignsBareName = pattern.Lazy(`^\s*([A-Za-z_]\w*)\s*=[^=>~]`)

// dollarMissing recognises a variable without the sign that begins its name in Perl and PHP.
func dollarMissing(f Failure, args map[string]string) string {
	if m := assignsBareName().FindStringSubmatch(f.line()); m != nil {
		args["name"] = m[1]
		return "dollarMissing"
	}
	return "syntax"
}
