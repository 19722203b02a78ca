package reference

import (
	"bytes"
	"strings"
)

// Local is the first address in a page that is a path of a computer, and its line; 0 for none.
// No browser loads one for a page that came over HTTP: it refuses file: (Fetch, "scheme
// fetch"), and takes the letter of a drive for a scheme (WHATWG URL, 4.4).
func Local(page []byte) (line int, address string) {
	if !mayBeLocal(page) {
		return 0, ""
	}
	names, _ := inPage(page)
	for _, each := range names {
		if address := strings.Trim(each.address, " \t\n\r\f"); !each.guessed && isLocal(address) {
			return Source{Text: page}.lineAt(each.offset), address
		}
	}
	return 0, ""
}

// mayBeLocal reports whether it is worth looking closer.
func mayBeLocal(page []byte) bool {
	for rest := page; ; {
		colon := bytes.IndexByte(rest, ':')
		if colon < 0 {
			return false
		}
		for _, before := range []int{len("file"), 1} {
			if start := colon - before; start >= 0 && isLocal(string(rest[start:min(colon+2, len(rest))])) {
				return true
			}
		}
		rest = rest[colon+1:]
	}
}

// isLocal reports whether an address is one of file:, or a path with the letter of a drive.
func isLocal(address string) bool {
	scheme, rest, found := strings.Cut(address, ":")
	switch {
	case !found:
		return false
	case strings.EqualFold(scheme, "file"):
		return true
	}
	letter := strings.ToLower(scheme)
	return len(letter) == 1 && letter >= "a" && letter <= "z" && (strings.HasPrefix(rest, `\`) || strings.HasPrefix(rest, "/"))
}
