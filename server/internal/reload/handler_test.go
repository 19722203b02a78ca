package reload

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"vitrina/server/internal/l10n"
)

func ask(hub *Hub, method, target string, header ...string) *http.Response {
	request := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	hub.ServeHTTP(recorder, request)
	return recorder.Result()
}

func TestWhatLiesBelowThePrefix(t *testing.T) {
	hub := NewHub(Options{})
	defer hub.Close()
	tests := []struct {
		method, path string
		status       int
		contentType  string
	}{
		{"GET", "/_vitrina/live", 200, "text/html; charset=windows-1252"},
		{"HEAD", "/_vitrina/live?path=/x", 200, "text/html; charset=windows-1252"},
		{"GET", "/_vitrina/live.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/_vitrina/live.css", 200, "text/css; charset=utf-8"},
		{"GET", "/_vitrina/live.svg", 200, "image/svg+xml"},
		{"GET", "/_vitrina/reload.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/_vitrina/trees.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/_vitrina/builtins.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/_vitrina/leaving.js", 200, "text/javascript; charset=utf-8"},
		{"POST", "/_vitrina/live", 405, ""},
		{"DELETE", "/_vitrina/reload", 405, ""},
		{"GET", "/_vitrina/", 404, ""},
		{"GET", "/_vitrina/live.html", 404, ""},
		{"GET", "/_vitrina/live/", 404, ""},
		{"GET", "/_vitrina/assets/live.js", 404, ""},
		{"GET", "/_vitrina/../hub.go", 404, ""},
		{"GET", "/elsewhere", 404, ""},
	}
	for _, test := range tests {
		response := ask(hub, test.method, test.path)
		if response.StatusCode != test.status {
			t.Errorf("%s %s: %d, want %d", test.method, test.path, response.StatusCode, test.status)
		}
		if test.contentType != "" && response.Header.Get("Content-Type") != test.contentType {
			t.Errorf("%s %s: Content-Type %q", test.method, test.path, response.Header.Get("Content-Type"))
		}
		if test.status == 405 && response.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s %s: Allow %q", test.method, test.path, response.Header.Get("Allow"))
		}
	}
	first := ask(hub, "GET", "/_vitrina/reload.js")
	again := ask(hub, "GET", "/_vitrina/reload.js", "If-None-Match", first.Header.Get("ETag"))
	if again.StatusCode != http.StatusNotModified {
		t.Errorf("a file that has not changed: %d", again.StatusCode)
	}
}

func TestTheLiveViewsLanguage(t *testing.T) {
	hub := NewHub(Options{})
	defer hub.Close()
	tests := []struct {
		target, accept string
		want           l10n.Locale
	}{
		{"/_vitrina/live", "", l10n.English},
		{"/_vitrina/live", "es-MX,es;q=0.9,en;q=0.1", l10n.Spanish},
		{"/_vitrina/live?lang=es", "en", l10n.Spanish},
		{"/_vitrina/live?lang=en-GB", "es", l10n.English},
		{"/_vitrina/live?lang=%22%3E%3Cscript%3E", "es", l10n.English},
	}
	for _, test := range tests {
		response := ask(hub, "GET", test.target, "Accept-Language", test.accept)
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		if response.Header.Get("Content-Language") != string(test.want) ||
			!strings.Contains(string(body), l10n.Text(test.want, "live.path", nil)) {
			t.Errorf("%s, %s: %s", test.target, test.accept, response.Header.Get("Content-Language"))
		}
		if strings.Contains(string(body), "live.path") || strings.Contains(string(body), "{live") {
			t.Errorf("%s: a text is missing", test.target)
		}
	}
}

func TestTheLiveViewsPolicy(t *testing.T) {
	hub := NewHub(Options{})
	defer hub.Close()
	header := ask(hub, "GET", "/_vitrina/live").Header
	policy := header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self'", "frame-src 'self'", "form-action 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy %q lacks %s", policy, part)
		}
	}
	if strings.Contains(policy, "unsafe") || header.Get("Referrer-Policy") != "same-origin" {
		t.Errorf("policies %q, %q", policy, header.Get("Referrer-Policy"))
	}
	const closed = "frame-ancestors 'self'"
	for _, test := range []struct {
		query, site string
		closed      bool
	}{
		{"?path=/x", "", true},
		{"?path=/x", "none", true},
		{"?path=/x", "cross-site", true},
		{"?path=/x", "same-site", true},
		{"?path=/x", "same-origin", false}, // a page of this site leads there
		{"?path=/x&key=", "cross-site", true},
		{"?key=" + hub.key[:20], "cross-site", true},
		{"?key=" + hub.key[1:], "cross-site", true},
		{"?key=x&key=" + hub.key, "cross-site", true},
		{"?key=" + hub.LiveViewKey(), "cross-site", false},
		{"?path=/x&key=" + hub.LiveViewKey(), "", false},
	} {
		response := ask(hub, "GET", "/_vitrina/live"+test.query, "Sec-Fetch-Site", test.site)
		policy := response.Header.Get("Content-Security-Policy")
		if strings.Contains(policy, closed) != test.closed || !strings.HasPrefix(policy, liveViewPolicy) {
			t.Errorf("%s, %q: the policy %q", test.query, test.site, policy)
		}
		if body, err := io.ReadAll(response.Body); err != nil || strings.Contains(string(body), hub.LiveViewKey()) {
			t.Errorf("%s: the page has the key, %v", test.query, err)
		}
	}
	if other := NewHub(Options{}); other.LiveViewKey() == hub.LiveViewKey() || len(hub.LiveViewKey()) < 26 {
		t.Errorf("the key %q", hub.LiveViewKey())
	} else {
		other.Close()
	}
	if regexp.MustCompile(`<script>|<style|\son\w+=|\sstyle=`).Match(read("live.html")) {
		t.Error("the live view has inline script or style, which its policy forbids")
	}
}

// Every key that is told as a reason has a text in both languages.
func TestReasonsHaveTexts(t *testing.T) {
	for _, locale := range l10n.Locales {
		keys := l10n.Keys(locale)
		for _, key := range []string{
			"page", "script", "scriptPart", "used", "style", "image", "styles", "images", "several", "listing", "root", "changed", "output", "same", "unused", "noPage",
		} {
			if !slices.Contains(keys, "reload."+key) {
				t.Errorf("%s lacks reload.%s", locale, key)
			}
		}
	}
}

// A frame without an encoding of its own takes the view's.
func TestTheLiveViewHasTheEncodingThatBrowsersTake(t *testing.T) {
	hub := NewHub(Options{})
	defer hub.Close()
	body, err := io.ReadAll(ask(hub, "GET", "/_vitrina/live?lang=es").Body)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsFunc(string(body), func(char rune) bool { return char > unicode.MaxASCII }) {
		t.Error("a character stands there that is another in UTF-8")
	}
	if text := l10n.Text(l10n.Spanish, "live.path", nil); !strings.Contains(html.UnescapeString(string(body)), text) {
		t.Errorf("%q is not shown", text)
	}
}
