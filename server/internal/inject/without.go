package inject

import (
	"bytes"
	"regexp"
)

// injected is the line that ReloadScript puts in.
var injected = regexp.MustCompile(`<script async="" src="(\./|(\.\./)+)_vitrina/reload\.js"></script>`)

// Without is a page, or the start of one, as it was before ReloadScript.
func Without(page []byte) []byte {
	if !bytes.Contains(page, []byte("_vitrina/reload.js")) {
		return page
	}
	at := injected.FindIndex(page)
	if at == nil {
		return page
	}
	return append(bytes.Clone(page[:at[0]]), page[at[1]:]...)
}
