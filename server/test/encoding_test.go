//go:build linux

package test

import (
	"strings"
	"testing"
)

// What our charset would hide is noted: that a page with other letters than those of ASCII
// declares no encoding, or that a page declares another one.
func TestEncodingsOfPagesAreNoted(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, `
-- right.html --
<!doctype html><meta charset=utf-8>
-- none.html --
<!doctype html><p>año
-- ascii.html --
<!doctype html><p>
-- other.html --
<!doctype html><meta charset=iso-8859-1>
-- style.css --
p {}
-- 404.html --
<p>¡No!
`))
	for target, want := range map[string]string{
		"/right.html": "", "/none.html": "encodingNotDeclared", "/ascii.html": "", "/other.html": "encodingDiffers", "/style.css": "", "/nothing": "ownNotFound encodingNotDeclared",
	} {
		got := get(t, site.URL, target)
		x := e.exchange(target)
		if codes := noteCodes(x.Notes); codes != want {
			t.Errorf("%s: %s, not %s", target, codes, want)
		}
		if strings.HasSuffix(target, ".html") && got.header.Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %s", target, got.head)
		}
		if want == "encodingDiffers" && !strings.Contains(x.Notes[0].Message, "its encoding is iso-8859-1") {
			t.Errorf("%+v", x.Notes)
		}
	}
	get(t, site.URL, "/none.html?part", "Range: bytes=0-3")
	if x := e.exchange("/none.html?part"); len(x.Notes) > 0 {
		t.Errorf("of a part: %+v", x.Notes)
	}
}
