// Package pages writes the pages that Vitrina itself answers with: errors that teach, and
// listings of folders. They are HTML for a browser and plain text or JSON for others, in the
// reader's language. Nothing that comes from elsewhere is ever markup.
package pages

import (
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"strconv"
	"sync"

	"vitrina/server/internal/l10n"
)

//go:embed *.html page.css
var files embed.FS

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").ParseFS(files, "*.html"))
})

var style = sync.OnceValue(func() template.CSS {
	css, err := files.ReadFile("page.css")
	if err != nil {
		panic(err) // embedded
	}
	return template.CSS(css) //nolint:gosec // our own file
})

// script is the one script that a page loads.
type script struct {
	Source template.URL
	Nonce  string
}

// nonce is one for all answers of this run, so that HEAD has the fields of GET. It need not change:
// nothing that comes from elsewhere is ever markup of these pages.
var nonce = sync.OnceValue(rand.Text)

// scriptFrom is the script at an address; nil for an empty one.
func scriptFrom(source string) *script {
	if source == "" {
		return nil
	}
	return &script{template.URL(source), nonce()} //nolint:gosec // an address of this site
}

// policy lets nothing into a page but its own style. Its script, if it has one, may run by its
// nonce, and open a socket to this site: at which address a browser sees that, only 'self' says.
func (s *script) policy() string {
	const alone = "default-src 'none'; style-src 'unsafe-inline'"
	if s == nil {
		return alone
	}
	return alone + "; script-src 'nonce-" + s.Nonce + "'; connect-src 'self'"
}

// sendHTML answers with a page in a language.
func sendHTML(w http.ResponseWriter, r *http.Request, status int, locale l10n.Locale, s *script, body []byte) {
	w.Header().Set("Content-Security-Policy", s.policy())
	sendText(w, r, status, "text/html", locale, body)
}

// sendText answers with a text in a language.
func sendText(w http.ResponseWriter, r *http.Request, status int, contentType string, locale l10n.Locale, body []byte) {
	w.Header().Set("Content-Language", string(locale))
	send(w, r, status, contentType+"; charset=utf-8", body)
}

func send(w http.ResponseWriter, r *http.Request, status int, contentType string, body []byte) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that went away needs no answer
	}
}
