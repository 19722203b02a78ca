package prewarm

import (
	_ "embed"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"vitrina/server/internal/cgi/process"
)

// library are the names of the standard library's modules, of all versions of Python since 3.6.
//
//go:embed stdlib.txt
var library string

var isOfLibrary = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(library) {
		names[name] = true
	}
	return names
})

// harmless are those modules whose import shows nowhere but in sys.modules. Others note the time
// (logging), read the environment, or warn that they are to be removed.
var harmless = strings.Fields(`abc argparse array ast base64 binascii bisect bz2 calendar cmath codecs collections colorsys
	configparser contextlib copy csv dataclasses datetime decimal difflib dis email enum errno fcntl filecmp fnmatch fractions
	functools getopt glob graphlib gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword
	linecache locale lzma marshal math mimetypes numbers operator os pathlib pickle pprint queue quopri random re reprlib
	secrets select shelve shlex shutil signal socket sqlite3 ssl stat statistics string stringprep struct subprocess
	tarfile tempfile textwrap threading time timeit token tokenize traceback types typing unicodedata urllib uuid warnings
	weakref xml zipfile zlib zoneinfo`)

// inside are the modules that one imports which itself warns.
var inside = map[string][]string{
	"cgi":   {"urllib.parse", "collections.abc", "email.parser", "email.message", "html", "locale", "tempfile"},
	"cgitb": {"inspect", "keyword", "linecache", "tempfile", "time", "tokenize", "traceback"},
}

// maxSource is how much of a script is read.
const maxSource = 64 << 10

// maxAhead is how many modules are imported ahead.
const maxAhead = 40

// ahead are the modules of the standard library that a script imports first, where they can be imported
// before: MODULE, or MODULE:NAME,NAME for names that may be modules in it. Of a link there are none: Python looks
// for modules beside what it leads to.
func ahead(c process.Command, text string, opening func(string) func()) []string {
	if slices.ContainsFunc(c.Args, func(word string) bool { return strings.HasPrefix(word, "-W") }) || slices.ContainsFunc(c.Stated, func(pair string) bool {
		name, value, _ := strings.Cut(pair, "=")
		return (name == "PYTHONPATH" || name == "PYTHONWARNINGS") && value != ""
	}) || isLink(scriptOf(c)) || shadows(c.Dir, opening) {
		return nil
	}
	var modules []string
	for _, module := range firstImports(text) {
		top := topOf(module)
		if of := inside[top]; of != nil {
			modules = append(modules, of...)
		} else if slices.Contains(harmless, top) {
			modules = append(modules, module)
		}
	}
	return modules[:min(len(modules), maxAhead)]
}

func isLink(name string) bool {
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&os.ModeSymlink != 0
}

// topOf is the package that a module is in.
func topOf(module string) string {
	name, _, _ := strings.Cut(module, ":")
	top, _, _ := strings.Cut(name, ".")
	return top
}

// firstImports are the modules of the standard library that a script imports before it does anything else. Any
// other statement may have a later import find another module (sys.path), and so may a module that is not the
// library's.
func firstImports(text string) []string {
	var modules []string
	for code := range statements(text) {
		words := strings.Fields(code)
		if words[0] != "import" && words[0] != "from" || words[0] == "from" && len(words) > 1 && !isOfLibrary()[topOf(words[1])] {
			return modules
		}
		for _, module := range imported(code) {
			if !isOfLibrary()[topOf(module)] {
				return modules
			}
			modules = append(modules, module)
		}
		if strings.ContainsAny(code, `;*\`) { // more than these imports
			return modules
		}
	}
	return modules
}

// statements yields the statements with which a script begins, at the margin and without what stands behind an open
// bracket. Comments, and a docstring, are none. It ends where it does not know how a string ends.
func statements(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		within := "" // what ends a string or brackets that are open
		for line := range strings.Lines(text) {
			code, _, _ := strings.Cut(strings.TrimRight(line, " \t\r\n"), "#")
			code = strings.TrimRight(code, " \t")
			if within == "" && (strings.HasPrefix(line, `"""`) || strings.HasPrefix(line, "'''")) {
				within, line = line[:3], line[3:]
			}
			switch {
			case within == ")":
				if strings.Contains(code, within) {
					within = ""
				}
			case within != "":
				before, behind, ends := strings.Cut(line, within)
				if ends && (strings.HasSuffix(before, `\`) || strings.TrimSpace(behind) != "") {
					return
				}
				if ends {
					within = ""
				}
			case code == "":
			case !yield(code):
				return
			case strings.Contains(code, "(") && !strings.Contains(code, ")"):
				within = ")"
			}
		}
	}
}

// imported are the modules that a line imports.
func imported(line string) []string {
	line, _, _ = strings.Cut(line, "#")
	line, _, _ = strings.Cut(line, ";")
	words := strings.Fields(strings.NewReplacer(",", " , ", "(", " ( ", ")", " ) ").Replace(line))
	if len(words) < 2 || line[0] == ' ' || line[0] == '\t' {
		return nil
	}
	var modules []string
	switch {
	case words[0] == "import":
		for i := 1; i < len(words); i++ {
			if (i == 1 || words[i-1] == ",") && isName(words[i]) {
				modules = append(modules, words[i])
			}
		}
	case words[0] == "from" && len(words) > 3 && words[2] == "import" && isName(words[1]):
		var names []string
		for i := 3; i < len(words); i++ {
			if (i == 3 || words[i-1] == "," || words[i-1] == "(") && isName(words[i]) {
				names = append(names, words[i])
			}
		}
		if len(names) > 0 {
			modules = append(modules, words[1]+":"+strings.Join(names, ","))
		}
	}
	return modules
}

// isName reports whether a word is the name of a module.
func isName(word string) bool {
	return word != "" && !strings.ContainsFunc(word, func(c rune) bool {
		return c != '_' && c != '.' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	})
}

// shadows reports whether a file or folder beside a script has the name of a module of the standard
// library: it goes before that.
func shadows(folder string, opening func(string) func()) bool {
	defer opening(folder)()
	entries, err := os.ReadDir(folder)
	if err != nil {
		return true
	}
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		stem, _, _ := strings.Cut(e.Name(), ".")
		return isOfLibrary()[stem] && (e.IsDir() || e.Type()&os.ModeSymlink != 0 || slices.Contains([]string{".py", ".pyc", ".so"}, filepath.Ext(e.Name())))
	})
}

// optOut is what a comment in a script says that wants no interpreter to wait for it.
const optOut = "vitrina: no-prewarm"

// optsOut reports whether a script says so.
func optsOut(text string) bool {
	for line := range strings.Lines(text) {
		if comment, is := strings.CutPrefix(strings.TrimSpace(line), "#"); is && strings.HasPrefix(strings.TrimSpace(comment), optOut) {
			return true
		}
	}
	return false
}

// endWords are those by which a script sees what the hook does at its end, or has it done sooner.
var endWords = strings.Fields("settrace setprofile monitoring addaudithook _run_exitfuncs _ncallbacks unregister")

// seesEnd reports whether a script has one of them.
func seesEnd(text string) bool {
	return slices.ContainsFunc(endWords, func(word string) bool { return strings.Contains(text, word) })
}

// textOf is the text of a command's script, as much of it as counts.
func textOf(c process.Command, opening func(string) func()) string {
	script := scriptOf(c)
	defer opening(script)()
	file, err := os.Open(script)
	if err != nil {
		return ""
	}
	defer file.Close()
	text, _ := io.ReadAll(io.LimitReader(file, maxSource)) // what could be read is read
	return string(text)
}
