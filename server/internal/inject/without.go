package inject

import (
	"bytes"
	"regexp"
	"sync"
)

// injected is the line that Put puts into pages whose encoding is based on ASCII.
var injected = sync.OnceValue(func() *regexp.Regexp {
	const open = `<script( xmlns="http://www\.w3\.org/1999/xhtml")?`
	return regexp.MustCompile(open + ` async="" src="(\./|(\.\./)+)_vitrina/reload\.js(\?[^"]*)?"></script>` +
		`(` + open + `>` + regexp.QuoteMeta(takeAway) + `</script>)?`)
})

// Without is a page, or the start of one, as it was before the line was put in. Pages in UTF-16
// stay as they are.
func Without(page []byte) []byte {
	if !bytes.Contains(page, []byte("_vitrina/reload.js")) {
		return page
	}
	at := injected().FindIndex(page)
	if at == nil {
		return page
	}
	return append(bytes.Clone(page[:at[0]]), page[at[1]:]...)
}
