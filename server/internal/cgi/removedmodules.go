package cgi

import (
	"strings"

	"vitrina/server/internal/pattern"
	"vitrina/server/internal/pymodule"
)

// removedImport is a statement that imports a module that Python took away.
type removedImport struct {
	line   int // counts from 1
	module string
	pymodule.Removed
}

// importedModule is one module of an import, and the name that it gets.
const importedModule = `\w[\w.]*(?:\s+as\s+\w+)?`

// importStatement is a whole statement that imports modules; a sentence that begins so is none.
var importStatement = pattern.Lazy(`^\s*(?:import\s+(` + importedModule + `(?:\s*,\s*` + importedModule + `)*)|from\s+(\w[\w.]*)\s+import\s+(?:\*|\(?[\w\s,]*\)?))\s*(?:[#\\].*)?$`)

// removedImports finds the imports that fail where Python is new enough. Those in text, and
// those whose failure the program expects, are none.
func removedImports(source []string) []removedImport {
	found := []removedImport{}
	code := withoutText(source)
	for i, line := range code {
		for statement := range strings.SplitSeq(line, ";") {
			match := importStatement().FindStringSubmatch(statement)
			if match == nil {
				continue
			}
			for each := range strings.SplitSeq(match[1]+match[2], ",") {
				name := strings.Fields(each)[0]
				top, _, _ := strings.Cut(name, ".")
				if removed, ok := pymodule.FindRemoved(top); ok && !isExpectedToFail(code, i) {
					found = append(found, removedImport{i + 1, top, removed})
				}
			}
		}
	}
	return found
}

// codeOfRemoved is what is said of an import. Of the modules that CGI scripts use more is known.
func codeOfRemoved(each removedImport) ProblemCode {
	switch {
	case each.module == "cgi", each.module == "cgitb":
		return RemovedModule
	case each.Now == "":
		return ModuleDropped
	}
	return ModuleRemoved
}

// isExpectedToFail reports whether a line stands in a try statement that handles a failed import,
// or behind a question about Python's version.
func isExpectedToFail(code []string, at int) bool {
	within := indentation(code[at])
	for i := at - 1; i >= 0 && within > 0; i-- {
		text := strings.TrimSpace(code[i])
		if text == "" || indentation(code[i]) >= within {
			continue
		}
		within = indentation(code[i])
		switch {
		case strings.HasPrefix(text, "try") && handlesImportError(code, at, within),
			strings.HasPrefix(text, "with") && strings.Contains(text, "suppress"), // contextlib.suppress
			strings.HasPrefix(text, "except"),                                     // another module was missing
			strings.Contains(text, "version"):
			return true
		}
	}
	return false
}

// handlesImportError reports whether the except clauses behind a line, at an indentation, take a
// failed import.
func handlesImportError(code []string, at, indent int) bool {
	for _, line := range code[at+1:] {
		text := strings.TrimSpace(line)
		if text == "" || indentation(line) > indent {
			continue
		}
		if indentation(line) < indent || !strings.HasPrefix(text, "except") {
			return false
		}
		if strings.HasPrefix(text, "except:") {
			return true
		}
		for _, name := range []string{"ImportError", "ModuleNotFoundError", "Exception"} {
			if strings.Contains(text, name) {
				return true
			}
		}
	}
	return false
}

func indentation(line string) int {
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

// withoutText is Python's source with nothing between quotes and no comments, line for line
// (The Python Language Reference, section 2.4.1).
func withoutText(source []string) []string {
	code := make([]string, len(source))
	quote := "" // that ends the text; empty outside of one
	for i, line := range source {
		var kept strings.Builder
		for len(line) > 0 {
			switch {
			case quote != "" && line[0] == '\\': // and the next character, also in a raw string
				line = line[min(2, len(line)):]
			case quote != "" && strings.HasPrefix(line, quote):
				kept.WriteString(quote)
				line, quote = line[len(quote):], ""
			case quote != "":
				line = line[1:]
			case line[0] == '#':
				line = ""
			case strings.HasPrefix(line, `"""`), strings.HasPrefix(line, "'''"):
				quote = line[:3]
				line = line[3:]
			case line[0] == '"', line[0] == '\'':
				quote = line[:1]
				line = line[1:]
			default:
				kept.WriteByte(line[0])
				line = line[1:]
			}
		}
		if len(quote) == 1 && !strings.HasSuffix(source[i], `\`) {
			quote = "" // such a text ends with its line
		}
		code[i] = kept.String()
	}
	return code
}
