package site

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/static"
)

// compressing are the extensions of files that a build compressed for a server to send with a
// Content-Encoding (RFC 9110, section 8.4). All but .gz are always such files.
var compressing = []string{".gz", ".br", ".unityweb", ".svgz"}

// builds are the extensions, below .gz, of what a page loads. Others (.tar.gz, .csv.gz) are
// mostly there to be saved.
var builds = []string{".js", ".mjs", ".css", ".html", ".wasm", ".data", ".svg"}

// compressedNote says what a compressed file of a build needs so that browsers unpack it: its
// coding, and the type of what is in it. It is nil where nothing is missing, or sure.
func compressedNote(files *static.Files, found static.Found, answer *static.Answer) *protocol.Note {
	name := path.Base(found.Path)
	extension := strings.ToLower(path.Ext(name))
	inner := innerName(strings.ToLower(name), extension)
	if inner == "" {
		return nil
	}
	contentType, _ := files.Type(inner)
	if contentType == "" || answer.Header.Get("Content-Encoding") != "" && answer.ContentType != "" && answer.ContentType != "application/gzip" {
		return nil
	}
	coding, severity := "br", protocol.SeverityWarning
	start := make([]byte, 2)
	if bytes.Equal(start[:found.Start(start)], []byte("\x1f\x8b")) { // RFC 1952, section 2.3.1
		coding = "gzip"
	} else if extension == ".gz" || extension == ".svgz" { // a server may have unpacked it
		return nil
	}
	if extension == ".unityweb" { // its loader unpacks it, only slower
		severity = protocol.SeverityInformation
	}
	suffix := extension
	if middle := path.Ext(strings.TrimSuffix(strings.ToLower(name), extension)); middle != "" {
		suffix = middle + extension
	}
	return &protocol.Note{Code: "compressed", Severity: severity, Args: map[string]string{
		"path": "/" + found.Path, "extension": suffix, "type": contentType, "coding": coding,
	}}
}

// innerName is the name that a compressed file had before; empty where it is not part of a build.
func innerName(name, extension string) string {
	inner := strings.TrimSuffix(name, extension)
	switch {
	case !slices.Contains(compressing, extension):
		return ""
	case extension == ".svgz":
		return inner + ".svg"
	case extension == ".gz" && !slices.Contains(builds, path.Ext(inner)):
		return ""
	case path.Ext(inner) == ".code": // Unity, "Deploy a Web application"
		return inner + ".wasm"
	case path.Ext(inner) == ".framework":
		return inner + ".js"
	}
	return inner
}
