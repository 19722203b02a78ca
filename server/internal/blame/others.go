package blame

import (
	"path/filepath"
	"slices"
	"strings"

	"vitrina/server/internal/pattern"
)

var (
	// goesOn is a statement by which a script loads, runs or sends another file.
	goesOn = pattern.Lazy(`\b(?:import|require\w*|include\w*|source|use|load|dofile|do|subprocess|system|popen\d?|exec\w*|spawn\w*|open|readfile|file_get_contents|cat|python3?|perl|ruby|node|php|lua|tclsh|sh|bash)\b|^\s*\.\s|` + "`")
	// naming are the words of such a statement that can name a file.
	naming = pattern.Lazy(`[\w/-]+(?:\.[\w/-]+)*|\.{1,2}/[\w./-]+`)
	from   = pattern.Lazy(`^\s*from\s+\.*([\w.]*)\s+import\s+(.+)$`)
)

const (
	// maxOthers is how many words of a script are tried for names of files.
	maxOthers = 64
	// maxLines is how many lines of a script are searched for such statements, which mostly stand first.
	maxLines = 2000
)

// Others are the paths, from the folder of a script, of the files that it may load, run or send: most
// do not exist.
func (s Source) Others(script string) []string {
	extensions := []string{"", filepath.Ext(script)}
	if extensions[1] == "" || extensions[1] == ".cgi" {
		extensions = []string{"", ".py", ".pl", ".rb", ".lua", ".js", ".php", ".tcl", ".sh"}
	}
	extensions = append(extensions, ".pm")
	words := []string{}
	for _, line := range s[:min(len(s), maxLines)].withoutComments() {
		if !goesOn().MatchString(line) {
			continue
		}
		if m := from().FindStringSubmatch(line); m != nil {
			for _, name := range naming().FindAllString(m[2], -1) {
				words = append(words, strings.TrimPrefix(m[1]+"."+name, "."))
			}
		}
		words = append(words, naming().FindAllString(strings.ReplaceAll(line, "::", "/"), -1)...)
	}
	slices.Sort(words)
	words = slices.Compact(words)
	found := []string{}
	for _, word := range words[:min(len(words), maxOthers)] {
		for _, extension := range extensions {
			found = append(found, word+extension)
			if extension != "" && strings.Contains(word, ".") && !strings.HasPrefix(word, ".") {
				found = append(found, strings.ReplaceAll(word, ".", "/")+extension)
			}
		}
		if slices.Contains(extensions, ".py") {
			found = append(found, strings.ReplaceAll(word, ".", "/")+"/__init__.py")
		}
	}
	return found
}
