package watch

import (
	"fmt"
	"path"
	"strings"
)

// alwaysIgnored are names whose changes are never news to a page: what version control,
// package managers and interpreters keep for themselves, and what editors and programs
// write beside a file while they save it. Where a name vanishes again within one save it
// would say nothing anyway; these may stay for longer.
var alwaysIgnored = []string{
	// Folders.
	"node_modules/",
	"__pycache__/",
	// Python's compiled modules.
	"*.pyc",
	"*.pyo",
	// Vim: swap files, backups, and the number that it creates to test a folder.
	".*.sw?",
	".*.swpx",
	"*~",
	"4913",
	// Emacs: locks and saves of its own accord.
	".#*",
	"#*#",
	// GLib (gedit and most of GNOME), Kate, JetBrains, VS Code, Sublime Text and Chromium's
	// file access.
	".goutputstream-*",
	".*.kate-swp",
	"*___jb_tmp___",
	"*___jb_old___",
	"*.vsctmp",
	".subl*.tmp",
	"*.crswap",
	// Office programs' locks.
	".~lock.*#",
	"~$*",
	// Anybody's unfinished files.
	"*.tmp",
	"*.temp",
	"*.part",
	"*.crdownload",
	// Desktops.
	".DS_Store",
	"Thumbs.db",
	"desktop.ini",
}

// wellKnown is the one dot folder that is served (RFC 8615).
const wellKnown = ".well-known"

// ignoreRules decide which paths below the root to ignore.
type ignoreRules struct {
	rules []ignoreRule
}

type ignoreRule struct {
	segments []segmentGlob
	// anywhere is true for a glob without a slash, which holds for a name at any depth.
	anywhere bool
	// foldersOnly is true for a glob that ended in a slash.
	foldersOnly bool
}

func newIgnoreRules(more []string) (*ignoreRules, error) {
	rules := &ignoreRules{}
	for _, glob := range append(alwaysIgnored[:len(alwaysIgnored):len(alwaysIgnored)], more...) {
		rule, err := newIgnoreRule(glob)
		if err != nil {
			return nil, err
		}
		rules.rules = append(rules.rules, rule)
	}
	return rules, nil
}

func newIgnoreRule(glob string) (ignoreRule, error) {
	trimmed := strings.TrimSuffix(glob, "/")
	rule := ignoreRule{
		foldersOnly: trimmed != glob,
		anywhere:    !strings.Contains(trimmed, "/"),
	}
	for segment := range strings.SplitSeq(strings.TrimPrefix(trimmed, "/"), "/") {
		rule.segments = append(rule.segments, newSegmentGlob(segment))
		if _, err := path.Match(segment, ""); err != nil || segment == "" {
			return ignoreRule{}, fmt.Errorf("the glob %q of the files to ignore is malformed", glob)
		}
	}
	return rule, nil
}

// match reports whether to ignore a path below the root, with / between names. It looks at
// the folders above the last name as well.
func (r *ignoreRules) match(name string, isFolder bool) bool {
	if name == "." {
		return false
	}
	segments := strings.Split(name, "/")
	for i := range segments {
		if r.matchOne(segments[:i+1], isFolder || i < len(segments)-1) {
			return true
		}
	}
	return false
}

// matchLast reports whether to ignore a path whose folders are known not to be.
func (r *ignoreRules) matchLast(name string, isFolder bool) bool {
	return name != "." && r.matchOne(strings.Split(name, "/"), isFolder)
}

func (r *ignoreRules) matchOne(segments []string, isFolder bool) bool {
	last := segments[len(segments)-1]
	if isFolder && strings.HasPrefix(last, ".") && last != wellKnown {
		return true
	}
	for _, rule := range r.rules {
		if rule.foldersOnly && !isFolder {
			continue
		}
		if rule.anywhere && rule.segments[0].match(last) {
			return true
		}
		if !rule.anywhere && matchSegments(rule.segments, segments) {
			return true
		}
	}
	return false
}

// matchSegments compares name by name; ** in the glob stands for any number of names, also
// none. It goes back to the latest ** only, so that no glob takes long.
func matchSegments(glob []segmentGlob, names []string) bool {
	g, n := 0, 0
	star, retry := -1, 0
	for n < len(names) {
		switch {
		case g < len(glob) && glob[g].glob == "**":
			star, retry = g, n
			g++
		case g < len(glob) && glob[g].match(names[n]):
			g++
			n++
		case star >= 0:
			retry++
			g, n = star+1, retry
		default:
			return false
		}
	}
	for g < len(glob) && glob[g].glob == "**" {
		g++
	}
	return g == len(glob)
}

// segmentGlob is a glob for one name, with what each name that it matches begins and ends with.
// Most names differ there from most globs, and path.Match would go through a whole name for a
// star: a client may ask for one of many thousand bytes.
type segmentGlob struct {
	glob, prefix, suffix string
}

func newSegmentGlob(glob string) segmentGlob {
	return segmentGlob{
		glob:   glob,
		prefix: glob[:len(glob)-len(strings.TrimLeftFunc(glob, isLiteral))],
		suffix: glob[len(strings.TrimRightFunc(glob, isLiteral)):],
	}
}

// isLiteral reports whether a character of a glob stands for itself wherever it is.
func isLiteral(r rune) bool { return !strings.ContainsRune(`*?[]\`, r) }

// match compares one name. newIgnoreRule checked the glob, so there is no error.
func (s segmentGlob) match(name string) bool {
	if !strings.HasPrefix(name, s.prefix) || !strings.HasSuffix(name, s.suffix) {
		return false
	}
	matched, err := path.Match(s.glob, name)
	return err == nil && matched
}
