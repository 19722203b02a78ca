package blame

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"vitrina/server/internal/pattern"
)

// evaluated is how PHP names a text that eval runs: by the line that calls it.
var evaluated = pattern.Lazy(`^(.+?)\((\d+)\) : (?:eval\(\)'d code|runtime-created function)`)

// place is the place that an interpreter named, where it is a file of the served folder.
func (s Script) place(named, line string) (Trace, bool) {
	if m := evaluated().FindStringSubmatch(named); m != nil {
		named, line = m[1], m[2]
	}
	number, err := strconv.Atoi(line)
	if err != nil || number < 1 { // more digits than a line number has
		return Trace{}, false
	}
	file, ok := s.fileOf(named)
	return Trace{Path: file, Line: number}, ok
}

// fileOf is the file of the served folder that an interpreter named. A name without a folder, or with
// one that is not absolute, is meant from the folder of the script, where it runs (RFC 3875, section
// 7.2). What is not a file was not named: the text only looks like it.
func (s Script) fileOf(named string) (string, bool) {
	file, ok := fromURL(named)
	if !ok {
		return "", false
	}
	if start, end, cut := strings.Cut(file, "..."); cut && (start == "" && strings.HasSuffix(s.File, end) || end == "" && strings.HasPrefix(s.File, start)) {
		file = s.File // Lua shortens a long path at its start, and Tcl at its end
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(filepath.Dir(s.File), file)
	}
	if !strings.HasPrefix(file, strings.TrimRight(s.Root, `/\`)+string(filepath.Separator)) {
		return "", false
	}
	info, err := os.Stat(file)
	return file, err == nil && info.Mode().IsRegular()
}

// drive is the start of a path of Windows in a URL.
var drive = pattern.Lazy(`^/[A-Za-z]:/`)

// fromURL is the path in a file: URL, as Node names modules; any other name is left as it is.
func fromURL(named string) (string, bool) {
	encoded, is := strings.CutPrefix(named, "file://")
	if !is {
		return named, true
	}
	file, err := url.PathUnescape(encoded)
	if drive().MatchString(file) {
		file = filepath.FromSlash(file[1:])
	}
	return file, err == nil
}
