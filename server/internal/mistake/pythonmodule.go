package mistake

import (
	"slices"
	"strings"

	"vitrina/server/internal/distance"
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/pymodule"
)

// usualModules are modules of Python's library that scripts use by their name.
var usualModules = []string{
	"base64", "codecs", "collections", "csv", "datetime", "hashlib", "html", "io", "itertools", "json", "logging", "math",
	"os", "pathlib", "random", "re", "secrets", "shutil", "socket", "sqlite3", "string", "subprocess", "sys", "time", "traceback", "urllib", "uuid",
}

// wordsOfOthers are words of JSON and other languages, with Python's own.
var wordsOfOthers = map[string]string{"true": "True", "false": "False", "null": "None", "nil": "None", "undefined": "None"}

// modulesOfPython2 are modules that Python 3 has by other names (PEP 3108).
var modulesOfPython2 = map[string]string{
	"BaseHTTPServer": "http.server", "CGIHTTPServer": "http.server", "SimpleHTTPServer": "http.server", "ConfigParser": "configparser",
	"Cookie": "http.cookies", "cookielib": "http.cookiejar", "cPickle": "pickle", "HTMLParser": "html.parser", "htmlentitydefs": "html.entities",
	"httplib": "http.client", "Queue": "queue", "StringIO": "io", "Tkinter": "tkinter", "urllib2": "urllib.request", "urlparse": "urllib.parse",
}

// packages are the packages of modules that have other names than these.
var packages = map[string]string{
	"bs4": "beautifulsoup4", "Crypto": "pycryptodome", "cv2": "opencv-python", "dateutil": "python-dateutil", "docx": "python-docx",
	"dotenv": "python-dotenv", "MySQLdb": "mysqlclient", "mysql": "mysql-connector-python", "PIL": "Pillow", "psycopg2": "psycopg2-binary",
	"serial": "pyserial", "sklearn": "scikit-learn", "yaml": "PyYAML",
}

// missingPackage tells how to come by a module of Python's.
func missingPackage(f Failure, args map[string]string) string {
	top, _, _ := strings.Cut(args["module"], ".")
	if now := modulesOfPython2[top]; now != "" {
		args["now"] = now
		return "modulePython2"
	}
	if removed, ok := pymodule.FindRemoved(top); ok { // a package of such a name is somebody else's
		args["module"], args["version"], args["now"] = top, removed.Version, removed.Now
		if removed.Now == "" {
			return "moduleDropped"
		}
		return "moduleRemoved"
	}
	if args["suggested"] = nearModule(top); args["suggested"] != "" {
		return "moduleMisspelt"
	}
	name := top
	if packages[top] != "" {
		name = packages[top]
	}
	if f.Managed {
		args["install"] = "python3 -m venv .venv && .venv/bin/python3 -m pip install " + name
		return "moduleManaged"
	}
	args["install"] = f.Command + " -m pip install " + name
	return "moduleMissing"
}

// starts is a call that starts a program.
var starts = pattern.Lazy(`\b(?:subprocess\.\w+|Popen|check_output|check_call|run|call)\s*\(`)

// missingProgramOr tells a program that could not be started from a file, by the line.
func missingProgramOr(file func(Failure, map[string]string) string) func(Failure, map[string]string) string {
	return func(f Failure, args map[string]string) string {
		if !f.has(`\bsubprocess\b`) || !starts().MatchString(f.line()) {
			return file(f, args)
		}
		if strings.ContainsAny(args["file"], `/\`) { // or the folder that it should start in
			return ""
		}
		args["name"] = args["file"]
		return "programMissing"
	}
}

// notMisspelt are packages whose names a letter parts from a module of Python's, besides those that end with a digit more.
var notMisspelt = []string{"emails", "httpx", "jsons", "typer"}

// nearModule is the module of Python's library that a name plainly stands for: a package of that name would be
// somebody else's, and it may be there only for such slips.
func nearModule(name string) string {
	if slices.Contains(notMisspelt, name) {
		return ""
	}
	known := slices.Clone(usualModules)
	for module := range shadowable {
		known = append(known, module)
	}
	slices.Sort(known)
	for _, module := range known {
		if module == "cgi" || strings.HasPrefix(name, module) && strings.Trim(name[len(module):], "0123456789") == "" { // such as urllib3
			continue
		}
		most := 0 // only the case of the letters
		if len(module) > 3 {
			most = 1
		}
		if distance.Edits(strings.ToLower(name), module, most) <= most {
			return module
		}
	}
	return ""
}

// movedOf recognises functions of modules that are elsewhere in Python 3.
func movedOf(args map[string]string) string {
	name := args["name"]
	switch args["module"] {
	case "cgi":
		if args["now"] = map[string]string{"escape": "html.escape", "parse_qs": "urllib.parse.parse_qs", "parse_qsl": "urllib.parse.parse_qsl"}[name]; args["now"] != "" {
			return "cgiFunctionRemoved"
		}
	case "urllib":
		switch {
		case slices.Contains([]string{"parse", "request", "error"}, name):
			return "submodule"
		case slices.Contains([]string{"quote", "quote_plus", "unquote", "unquote_plus", "urlencode", "parse_qs", "parse_qsl", "urlparse", "urlsplit", "urljoin"}, name):
			args["now"] = "urllib.parse"
			return "inSubmodule"
		case slices.Contains([]string{"urlopen", "urlretrieve", "Request"}, name):
			args["now"] = "urllib.request"
			return "inSubmodule"
		}
	case "datetime":
		if slices.Contains([]string{"now", "today", "utcnow", "strptime", "fromtimestamp", "fromisoformat"}, name) {
			return "classInModule"
		}
	}
	return ""
}
