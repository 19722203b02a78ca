package reload

import (
	"path"
	"strings"
)

// These tables only guess how a page uses a file where the browser did not say, and which
// files are the work of a person. They say nothing of the types that are sent.

func extension(file string) string { return strings.ToLower(path.Ext(file)) }

func isStyleSheet(file string) bool { return extension(file) == ".css" }

func isImage(file string) bool {
	switch extension(file) {
	case ".png", ".apng", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp":
		return true
	default:
		return false
	}
}

// isPagePart is what a page of which nothing is known may well use.
func isPagePart(file string) bool {
	switch extension(file) {
	case ".html", ".htm", ".xhtml", ".js", ".mjs":
		return true
	default:
		return isStyleSheet(file) || isImage(file)
	}
}

// isSource is what scripts are made of. Data is left out on purpose: a script that writes a
// file when it runs would make its page load again for ever.
func isSource(file string) bool {
	switch extension(file) {
	case ".py", ".pl", ".pm", ".rb", ".php", ".sh", ".bash", ".lua", ".tcl", ".awk", ".js", ".mjs", ".cjs", ".ts",
		".go", ".c", ".h", ".cc", ".cpp", ".hpp", ".rs", ".r", ".jl", ".bat", ".cmd", ".ps1",
		".tmpl", ".tpl", ".j2", ".jinja", ".jinja2", ".mustache", ".hbs", ".erb":
		return true
	default:
		return false
	}
}
