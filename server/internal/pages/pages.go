// Package pages writes the pages that Vitrina itself answers with: errors that teach, and
// listings of folders. They are HTML for a browser and plain text or JSON for others, in the
// reader's language. Nothing that comes from elsewhere is ever markup.
package pages

import (
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

// sendText answers with a page in a language.
func sendText(w http.ResponseWriter, r *http.Request, status int, contentType string, locale l10n.Locale, body []byte) {
	header := w.Header()
	header.Set("Content-Language", string(locale))
	if contentType == "text/html" { // the style is in the page, and nothing else may run
		header.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	}
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
