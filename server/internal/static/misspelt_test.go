package static

import "testing"

// An unknown extension that is nearly a usual one was meant as that.
func TestMeantExtension(t *testing.T) {
	for extension, want := range map[string]string{
		".htlm": ".html", ".hmtl": ".html", ".HTLM": ".html", ".htmll": ".html", ".hml": ".html", ".ccs": ".css", ".jgp": ".jpg", ".jpge": ".jpeg", ".pgn": ".png", ".gfi": ".gif",
		".jsno": ".json", ".jso": ".json", ".xhtm": ".xhtml", ".cs": "", ".mp": "",
		".html": "", ".css": "", ".md": "", ".db": "", ".hdr": "", ".fnt": "", ".tmx": "", ".las": "", ".npy": "", ".mem": "", ".pck": "", ".riv": "", "": "", ".": "", ".h5": "",
	} {
		if got := MeantExtension(extension); got != want {
			t.Errorf("%q: %q, not %q", extension, got, want)
		}
	}
}
