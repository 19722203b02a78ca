// Package pymodule knows which modules Python's library has lost.
package pymodule

// Removed is a module that a version of Python took away.
type Removed struct {
	Version string
	// Now is what Python's documentation names in its place, a module or a package; empty where it names none.
	Now string
}

// removed are the modules that are gone since Python 3.11: PEP 594, and “What's New” of each version.
var removed = map[string]Removed{
	"binhex":   {"3.11", ""},
	"asynchat": {"3.12", "asyncio"}, "asyncore": {"3.12", "asyncio"}, "distutils": {"3.12", "setuptools"}, "imp": {"3.12", "importlib"}, "smtpd": {"3.12", "aiosmtpd"},
	"aifc": {"3.13", ""}, "audioop": {"3.13", ""}, "cgi": {"3.13", "urllib.parse"}, "cgitb": {"3.13", ""}, "chunk": {"3.13", ""}, "crypt": {"3.13", "hashlib"},
	"imghdr": {"3.13", "puremagic"}, "lib2to3": {"3.13", "libcst"}, "mailcap": {"3.13", "mimetypes"}, "msilib": {"3.13", ""}, "nis": {"3.13", ""},
	"nntplib": {"3.13", "pynntp"}, "ossaudiodev": {"3.13", ""}, "pipes": {"3.13", "subprocess"}, "sndhdr": {"3.13", "puremagic"}, "spwd": {"3.13", ""},
	"sunau": {"3.13", ""}, "telnetlib": {"3.13", "telnetlib3"}, "uu": {"3.13", "base64"}, "xdrlib": {"3.13", ""},
}

// FindRemoved finds a module, by its whole name, among those that Python has no more.
func FindRemoved(module string) (Removed, bool) {
	found, ok := removed[module]
	return found, ok
}
