package mistake

import "strings"

// perl are the messages of Perl 5 (perldiag).
var perl = []rule{
	{`Can't locate (?P<module>[\w/]+)\.pm in @INC`, "", func(f Failure, args map[string]string) string {
		args["module"] = strings.ReplaceAll(args["module"], "/", "::")
		return missingModule("cpan MODULE")(f, args)
	}},
	{`Global symbol "(?P<name>[^"]+)" requires explicit package name`, "notDeclared", nil},
	{`Can't locate object method "(?P<name>\w+)" via package "(?P<type>[\w:]+)"`, "attributeMissing", nil},
	{`Can't call method "(?P<name>\w+)" on (?:an undefined|unblessed|without)`, "nothing", value("undef")},
	{`Undefined subroutine &(?:main::)?(?P<name>[\w:]+) called`, "functionMissing", nil},
	{`Can't find string terminator`, "quoteOpen", nil},
	{`Missing right (?:curly|square)`, "endMissing", nil},
	{`Illegal (?:division|modulus) (?:by|zero)`, "zeroDivision", nil},
	{`^syntax error`, "syntax", nil},
}
