package static

import (
	"slices"
	"strings"

	"vitrina/server/internal/distance"
)

// usual are the extensions of what pages are made of, those first that are meant most often.
var usual = []string{".html", ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".json", ".txt", ".pdf", ".mp3", ".mp4", ".webm", ".woff2", ".ico", ".xml", ".csv", ".xhtml", ".htm"}

// MeantExtension is the usual extension that an unknown one has the letters of, in another order,
// a wrong one doubled, or one missing: .htlm for .html, .ccs for .css. It is empty for none: any
// other letter in a place makes many real ones.
func MeantExtension(extension string) string {
	extension = strings.ToLower(extension)
	const shortest = len(".cs")
	if len(extension) < shortest || byExtension()[extension] != "" {
		return ""
	}
	letters := func(text string) string {
		letters := []byte(text)
		slices.Sort(letters)
		return string(slices.Compact(letters))
	}
	for _, each := range usual {
		if letters(each) == letters(extension) && distance.Edits(each, extension, 1) == 1 {
			return each
		}
	}
	for _, each := range usual {
		if len(each) != len(extension) && min(len(each), len(extension)) > shortest && distance.Edits(each, extension, 1) == 1 {
			return each
		}
	}
	return ""
}
