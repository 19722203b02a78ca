package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/wellformed"
)

// binaryTypes are the types of files that are not text, by what their names begin with. None of them
// begins with a tag. A table of HTML as a spreadsheet of Excel's is not a mistake: it opens it.
var binaryTypes = []string{"application/zip", "application/pdf", "application/gzip", "application/wasm", "application/vnd.openxmlformats-", "application/vnd.oasis.", "application/epub", "audio/", "video/", "font/", "model/gltf-binary"}

// documents are how files begin that are often saved under the name of a page, a text or an image.
var documents = []struct{ name, start string }{
	{"RTF", `{\rtf`},                  // RTF 1.9.1, "Header"
	{"ZIP, DOCX, ODT", "PK\x03\x04"},  // APPNOTE.TXT, 4.3.7
	{"PDF", "%PDF-"},                  // ISO 32000-1, 7.5.2
	{"Webarchive", "bplist00"},        // of Safari: a binary property list
	{"DOC, XLS", "\xd0\xcf\x11\xe0"},  // [MS-CFB], 2.2
	{"GZIP", "\x1f\x8b\x08"},          // RFC 1952, 2.3.1
	{"WebAssembly", "\x00asm"},        // W3C WebAssembly Core, 5.5
	{"TIFF", "II*\x00"},               // TIFF 6.0, section 2
	{"TIFF", "MM\x00*"},               // the same, with the bytes the other way round
	{"PSD", "8BPS"},                   // Adobe Photoshop File Formats, "File Header"
	{"SQLite", "SQLite format 3\x00"}, // SQLite, "Database File Format", 1.3
	{"PNG", "\x89PNG\r\n\x1a\n"},      // W3C PNG
	{"JPEG", "\xff\xd8\xff"},          // JFIF
	{"GIF", "GIF8"},                   // GIF89a
}

// documentOf is the format of a content by its first bytes, empty for none that is known.
func documentOf(content []byte) string {
	for _, each := range documents {
		if bytes.HasPrefix(content, []byte(each.start)) {
			return each.name
		}
	}
	return ""
}

// otherNote says that the content is of quite another kind than its type says.
func (r Response) otherNote(kind string) *protocol.Note {
	switch {
	case slices.ContainsFunc(binaryTypes, func(start string) bool { return strings.HasPrefix(kind, start) }):
		if isPage(r.Content) {
			return note("bodyIsHTML", protocol.SeverityError, "type", kind, "found", "text/html")
		}
		if strings.HasPrefix(kind, "font/") || kind == "application/wasm" {
			return r.beforeNote()
		}
	case kind == "text/html":
		if line := r.lineOfPHP(); line > 0 && r.TypeBy != protocol.SetByScript {
			return note("phpInPage", protocol.SeverityWarning, "line", strconv.Itoa(line))
		}
	case r.Destination == "script" && kind == "text/css" && r.Mode == "no-cors":
		return note("scriptIsCSS", protocol.SeverityError)
	case r.Destination == "script" && mediatype.IsJavaScript(kind):
		if tag := r.firstTag(); tag != "" {
			return note("scriptHasTags", protocol.SeverityError, "tag", tag)
		}
	case kind == "text/css" && r.Destination == "style":
		if tag := r.firstTag(); tag != "" {
			return note("styleHasTags", protocol.SeverityError, "tag", tag)
		}
	case kind == "image/svg+xml":
		return r.svgNote()
	}
	return nil
}

// documentNote says that a page or another text has the bytes of a document or an image: then
// nothing else is worth saying of it.
func (r Response) documentNote(kind string) *protocol.Note {
	page := kind == "text/html"
	if !page && !strings.HasPrefix(kind, "text/") && !mediatype.IsJSON(kind) || r.Destination == "image" {
		return nil
	}
	switch found := documentOf(r.Content); {
	case found == "":
		return nil
	case found == "GZIP": // as a build may leave it
		return note("gzipUnsaid", protocol.SeverityError, "type", kind)
	case page:
		return note("pageIsDocument", protocol.SeverityError, "found", found)
	default:
		return note("textIsOther", protocol.SeverityError, "type", kind, "found", found)
	}
}

// text is the content without a byte order mark and white space before it.
func (r Response) text() []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(r.Content, []byte("\xef\xbb\xbf")), " \t\r\n\f")
}

// isPage reports whether the content begins as a page does (WHATWG MIME Sniffing, 7.1).
func isPage(content []byte) bool {
	start := strings.ToLower(string(content[:min(len(content), 64)]))
	start = strings.TrimLeft(start, " \t\r\n\f")
	return strings.HasPrefix(start, "<!doctype html") || strings.HasPrefix(start, "<html")
}

// firstTag is the tag that a program or a style sheet begins with, where it can have none.
func (r Response) firstTag() string {
	text := r.text()
	for _, tag := range []string{"<!doctype html", "<html", "<script", "<style", "<head", "<link"} {
		if hasPrefixFold(text, tag) {
			return tag + ">"
		}
	}
	return ""
}

func hasPrefixFold(text []byte, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(string(text[:len(prefix)]), prefix)
}

// lineOfPHP is the line in which PHP begins in a page, where a browser reads it as a comment
// (WHATWG HTML, 13.2.5.6, "bogus comment"); 0 for none.
func (r Response) lineOfPHP() int {
	const php = "<?php"
	if !bytes.Contains(r.Content, []byte(php)) {
		return 0
	}
	tokenizer := html.NewTokenizer(bytes.NewReader(r.Content))
	for line := 1; ; {
		kind := tokenizer.Next()
		raw := tokenizer.Raw()
		switch {
		case kind == html.ErrorToken:
			return 0
		case kind == html.CommentToken && hasPrefixFold(raw, php):
			return line
		}
		line += bytes.Count(raw, []byte("\n"))
	}
}

// svgNote says why a browser shows nothing of an SVG image: what it holds is none.
func (r Response) svgNote() *protocol.Note {
	switch found := imageType(r.Content); {
	case found != "":
		return note("svgIsOther", protocol.SeverityError, "found", found)
	case isPage(r.Content):
		return note("bodyIsHTML", protocol.SeverityError, "type", "image/svg+xml", "found", "text/html")
	}
	if root, _ := wellformed.XML(r.Content, ""); root.Local == "svg" && root.Space == "" {
		return note("svgNoNamespace", protocol.SeverityError)
	}
	return nil
}
