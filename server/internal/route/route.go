// Package route decides what a request's target means. It is pure: it knows nothing of
// files. It decodes the path once and cleans it once, and everything after works with that
// value. So no spelling of a path can mean one thing here and another where a file is opened.
package route

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"
)

// InternalPath is the path below which Vitrina's own pages live on a site's port.
const InternalPath = "_vitrina"

// Target is what the target of a request means.
type Target struct {
	Kind Kind
	// Path is the decoded, clean path relative to the site's root, with / between
	// names; "." for the root itself.
	Path string
	// Folder is true where the target ends in a slash: it asks for a folder.
	Folder bool
	// CGIDir is the CGI folder that Path lies in, for a Script.
	CGIDir string
	// Spelled is Path as it was asked for, with all of its slashes, the first and the last too;
	// for a Script.
	Spelled string
	// Query is what follows the first question mark, not decoded.
	Query string
	// Refusal is the reason, for Refused.
	Refusal Refusal
}

// Kind is the part of the site that answers.
type Kind int

// What a target can mean.
const (
	Refused  Kind = iota // it can mean nothing here
	File                 // a file or a folder
	Script               // something in a CGI folder
	Internal             // one of Vitrina's own pages
)

// Refusal is why a target means nothing.
type Refusal string

// Why a target is refused: it is not a path of this site; it is one of https; its
// percent-encoding is not valid; it has a character that no file's name can have (on Windows,
// or a name that only looks like a file's); or it names a hidden file.
const (
	NotAPath    Refusal = "notAPath"
	OtherScheme Refusal = "otherScheme"
	BadEncoding Refusal = "badEncoding"
	BadName     Refusal = "badName"
	Hidden      Refusal = "hidden"
)

// Disk is what names mean on the disk that holds a site.
type Disk struct {
	// Windows is true where some names belong to no file, or are another name of one.
	Windows bool
	// CaseBlind is true where names that differ in letter case only are one.
	CaseBlind bool
}

// Resolve returns what a request target means (RFC 9112, section 3.2: origin-form or
// absolute-form) on a site whose cgiFolders hold scripts (clean paths relative to the root).
func Resolve(target string, cgiFolders []string, disk Disk) Target {
	if hasScheme(target, "https://") { // not over a connection like this one (RFC 9110, section 7.4)
		return Target{Refusal: OtherScheme}
	}
	raw, query, _ := strings.Cut(originForm(target), "?")
	m := Target{Query: query}
	if !strings.HasPrefix(raw, "/") {
		m.Refusal = NotAPath
		return m
	}
	decoded, err := url.PathUnescape(raw)
	if err != nil || !utf8.ValidString(decoded) {
		m.Refusal = BadEncoding
		return m
	}
	if m.Refusal = nameRefusal(raw, decoded); m.Refusal != "" {
		return m
	}
	clean := strings.TrimPrefix(path.Clean(decoded), "/")
	m.Folder = strings.HasSuffix(decoded, "/") || strings.HasSuffix(decoded, "/.") || strings.HasSuffix(decoded, "/..")
	m.Path = clean
	if clean == "" {
		m.Path, m.Folder = ".", true
	}
	if disk.Windows && !windowsPath(m.Path) {
		return Target{Query: query, Refusal: BadName}
	}
	if clean == InternalPath || strings.HasPrefix(clean, InternalPath+"/") {
		m.Kind = Internal
		return m
	}
	for _, folder := range cgiFolders {
		if disk.within(clean, folder) {
			m.Kind, m.CGIDir, m.Spelled = Script, folder, spelled(decoded)
			return m
		}
	}
	if hidden(clean) {
		m.Refusal = Hidden
		return m
	}
	m.Kind = File
	return m
}

// IsInternal reports whether a target means one of Vitrina's own pages.
func IsInternal(target string) bool {
	if !strings.Contains(target, InternalPath) && !strings.Contains(target, "%") { // as nearly all are
		return false
	}
	return Resolve(target, nil, Disk{}).Kind == Internal
}

// spelled is a path without its dot segments, and with its empty ones: they belong to what a
// script gets as PATH_INFO (RFC 3875, section 4.1.5). Its names are those of path.Clean.
func spelled(decoded string) string {
	names := []string{} // each with the slashes before it
	slashes, last := "", ""
	for _, name := range strings.Split(decoded, "/")[1:] {
		last = name
		switch name {
		case "":
			slashes += "/"
		case ".":
		case "..":
			names, slashes = names[:max(0, len(names)-1)], ""
		default:
			names, slashes = append(names, slashes+"/"+name), ""
		}
	}
	if last == "." || last == ".." {
		slashes += "/"
	}
	return strings.Join(names, "") + slashes
}

// originForm cuts scheme and authority off an absolute-form target.
func originForm(target string) string {
	const scheme = "http://"
	if !hasScheme(target, scheme) {
		return target
	}
	rest := target[len(scheme):]
	i := strings.IndexAny(rest, "/?")
	switch {
	case i < 0:
		return "/"
	case rest[i] == '?':
		return "/" + rest[i:]
	}
	return rest[i:]
}

func hasScheme(target, scheme string) bool {
	return len(target) > len(scheme) && strings.EqualFold(target[:len(scheme)], scheme)
}

// within reports whether a path is a folder or lies in it, by its spelling. Where the disk
// ignores letter case, so does this: a script's source is never sent as a file.
func (d Disk) within(clean, folder string) bool {
	if d.CaseBlind && len(clean) >= len(folder) && strings.EqualFold(clean[:len(folder)], folder) {
		clean = folder + clean[len(folder):]
	}
	return clean == folder || strings.HasPrefix(clean, folder+"/")
}

// nameRefusal refuses characters that no file's name has: NUL, an encoded slash (RFC 3986,
// section 2.2: it does not separate names) and the backslash. That one separates names on
// Windows, so an address with it would mean one thing there and another here.
func nameRefusal(raw, decoded string) Refusal {
	if strings.ContainsRune(decoded, 0) || strings.Contains(decoded, `\`) || strings.Contains(strings.ToLower(raw), "%2f") {
		return BadName
	}
	return ""
}

// hidden reports whether a path names a dotfile or lies below a dot folder, other than
// /.well-known/ (RFC 8615).
func hidden(clean string) bool {
	first := true
	for name := range strings.SplitSeq(clean, "/") {
		if strings.HasPrefix(name, ".") && name != "." && (!first || name != ".well-known") {
			return true
		}
		first = false
	}
	return false
}
