//go:build linux

package test

import (
	"strings"
	"testing"
)

// Headers and types are set on the command line as they are in the settings.
func TestHeadersAndTypesOnTheCommandLine(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- a.page --\n<p>\n-- b.css --\np {}\n"),
		"--mime", ".page=text/html", "--mime", "/b.css=", "--header", "*.page=X-One:1", "--header", "*.page=X-Two: a=b: c", "--header", "b.*=Content-Encoding: gzip")
	for target, want := range map[string][]string{
		"/a.page": {"\r\nContent-Type: text/html\r\n", "\r\nX-One: 1\r\n", "\r\nX-Two: a=b: c\r\n"},
		"/b.css":  {"\r\nContent-Encoding: gzip\r\n"},
	} {
		got := get(t, s.url, target)
		for _, each := range want {
			if !strings.Contains(got.head, each) {
				t.Errorf("%s has no %q: %s", target, each, got.head)
			}
		}
		if target == "/b.css" && strings.Contains(got.head, "Content-Type") {
			t.Errorf("%s", got.head)
		}
	}
}
