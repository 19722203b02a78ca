package reload

import (
	"path"
	"strings"
)

// These tables only guess how a page uses a file where the browser did not say. They say
// nothing of the types that are sent.

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
