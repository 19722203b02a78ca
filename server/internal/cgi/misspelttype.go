package cgi

import (
	"slices"
	"strings"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/distance"
)

// topLevel are the kinds of types that there are (the IANA registry of top-level media types; RFC 6838, section 4.2).
var topLevel = []string{"application", "audio", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video"}

// usualTypes are those that scripts print.
var usualTypes = []string{
	"application/javascript", "application/json", "application/octet-stream", "application/pdf", "application/xhtml+xml", "application/xml", "application/zip",
	"audio/mpeg", "audio/ogg", "audio/wav", "image/gif", "image/jpeg", "image/png", "image/svg+xml", "image/webp",
	"text/css", "text/csv", "text/event-stream", "text/html", "text/javascript", "text/markdown", "text/plain", "text/xml", "video/mp4", "video/webm",
}

// takenFor are what people take for a type, by the one that they mean.
var takenFor = map[string]string{
	"application/css": "text/css", "application/html": "text/html", "application/js": "text/javascript", "image/svg": "image/svg+xml",
	"text/ccs": "text/css", "texto/plano": "text/plain", "text/js": "text/javascript", "text/text": "text/plain", "text/txt": "text/plain",
}

// meantType is the type that another plainly stands for; empty where it may be right.
func meantType(essence string) string {
	essence = strings.ToLower(essence)
	kind, subtype, _ := strings.Cut(essence, "/")
	if bare := strings.Trim(essence, "'"); bare != essence && slices.Contains(usualTypes, bare) { // ' is a letter of tokens (RFC 9110, section 5.6.2)
		return bare
	}
	if meant := takenFor[essence]; meant != "" {
		return meant
	}
	if swapped := subtype + "/" + kind; slices.Contains(usualTypes, swapped) { // no kind is called as a subtype is
		return swapped
	}
	known := slices.Contains(topLevel, kind)
	for _, usual := range usualTypes {
		usualKind, usualSubtype, _ := strings.Cut(usual, "/")
		switch {
		case usual == essence:
			return ""
		case !known && !strings.HasPrefix(kind, "x-") && subtype == usualSubtype && distance.Edits(kind, usualKind, 2) <= 2,
			kind == usualKind && isSlip(subtype, usualSubtype):
			return usual
		}
	}
	return ""
}

// realNeighbours are subtypes that there are, or that programs use, and that a letter parts from a usual one.
var realNeighbours = []string{"json5", "jsonl", "jsonp", "sjson", "bjson", "ubjson", "xsl"}

// isSlip reports whether a subtype is another one with a slip of the keyboard in it. Of short ones, only
// letters in another order are sure: image/apng is not image/png.
func isSlip(subtype, usual string) bool {
	switch edits := distance.Edits(subtype, usual, 2); {
	case slices.Contains(realNeighbours, subtype), strings.HasPrefix(subtype, "x-"): // application/x-javascript is one of JavaScript's
		return false
	case len(usual) < 4:
		return edits == 1 && len(subtype) == len(usual) && sorted(subtype) == sorted(usual)
	case usual == "jpeg", usual == "mpeg", usual == "webp", usual == "webm": // jpg, and types of others
		return edits == 1 && sorted(subtype) == sorted(usual)
	case len(usual) < 8:
		return edits == 1
	default:
		return edits <= 2
	}
}

func sorted(word string) string {
	letters := []byte(word)
	slices.Sort(letters)
	return string(letters)
}

// misspeltType recognises a type that browsers do not know and that plainly stands for another.
func misspeltType(line string) (Violation, string) {
	name, value, ok := splitField([]byte(line))
	if !ok || !strings.EqualFold(name, "Content-Type") || !isMediaType(value) {
		return "", ""
	}
	essence, parameters, _ := strings.Cut(value, ";")
	meant := meantType(strings.Trim(essence, " \t"))
	if meant == "" {
		return "", ""
	}
	if parameters != "" {
		meant += ";" + parameters
	}
	return MisspeltType, name + ": " + meant
}

// misspeltCharset recognises a type of text with a parameter that was meant as its charset.
func misspeltCharset(line string) (Violation, string) {
	name, value, ok := splitField([]byte(line))
	if !ok || !strings.EqualFold(name, "Content-Type") || !isMediaType(value) || !strings.HasPrefix(strings.ToLower(value), "text/") {
		return "", ""
	}
	_, meant := charset.Slip(value)
	if meant == "" {
		return "", ""
	}
	return MisspeltCharset, name + ": " + meant
}
