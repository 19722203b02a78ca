package content

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/charset"
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// beginnings are how formats begin that browsers know by their first bytes alone (WHATWG MIME Sniffing,
// sections 6.1 and 6.3; W3C WebAssembly Core, 5.5).
var beginnings = []struct {
	name, start string
	// weak is true where text may have these bytes, too.
	weak bool
}{
	{"PNG", "\x89PNG\r\n\x1a\n", false},
	{"JPEG", "\xff\xd8\xff", false},
	{"GIF", "GIF87a", false},
	{"GIF", "GIF89a", false},
	{"BMP", "BM", true},
	{"ICO", "\x00\x00\x01\x00", true},
	{"ICO", "\x00\x00\x02\x00", true},
	{"WOFF2", "wOF2", false},
	{"WOFF", "wOFF", false},
	{"OpenType", "OTTO", true},
	{"TrueType", "\x00\x01\x00\x00", true},
	{"WebAssembly", "\x00asm", false},
}

// beforeNote says that something stands before the first byte of a format that is known by that: a line
// end too many behind the headers, a byte order mark, or text that a program printed.
func (r Response) beforeNote() *protocol.Note {
	at, name := begins(r.Content)
	if at == 0 {
		return nil
	}
	found := note("bytesBefore", protocol.SeverityError, "found", name, "at", strconv.Itoa(at+1))
	before, marked := bytes.CutPrefix(r.Content[:at], []byte("\xef\xbb\xbf"))
	mistake := [...]string{"blankBefore", "markBefore", "textBefore"}
	if r.TypeBy == protocol.SetByScript {
		mistake = [...]string{"printedBlank", "printedMark", "printedText"}
	}
	switch text := withoutTags(before); {
	case text != "":
		found.Args["mistake"], found.Args["text"] = mistake[2], shortened(text)
	case marked:
		found.Args["mistake"] = mistake[1]
	default:
		found.Args["mistake"] = mistake[0]
	}
	return found
}

// begins is where a format begins behind text; 0 for none.
func begins(content []byte) (at int, name string) {
	start := content[:min(len(content), charset.Prescan)]
	for _, each := range beginnings {
		found := bytes.Index(start, []byte(each.start))
		if found <= 0 || !isText(start[:found]) || each.weak && len(bytes.TrimSpace(bytes.TrimPrefix(start[:found], []byte("\xef\xbb\xbf")))) > 0 {
			continue
		}
		if at == 0 || found < at {
			at, name = found, each.name
		}
	}
	for found := 1; at == 0 && found+14 <= len(start); found++ { // whose signatures have a length within
		if kind := imageType(start[found:]); slices.Contains([]string{"image/webp", "image/avif"}, kind) && isText(start[:found]) {
			return found, strings.ToUpper(strings.TrimPrefix(kind, "image/"))
		}
	}
	return at, name
}

var tag = pattern.Lazy(`<[^<>]*>`)

// withoutTags is the first line of a text that has letters beside its tags; empty for none.
func withoutTags(text []byte) string {
	for line := range bytes.Lines(text) {
		if line = bytes.TrimSpace(tag().ReplaceAll(line, nil)); len(line) > 0 {
			return string(line)
		}
	}
	return strings.TrimSpace(string(text))
}
