// Package panel shows the panel page to a browser on this machine: on a listener of
// its own, on loopback always, below a path that holds a secret.
package panel

import (
	"context"
	"crypto/rand"
	"embed"
	"errors"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vitrina/server/internal/access"
	"vitrina/server/internal/build"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/pages"
	"vitrina/server/internal/recovery"
)

// page is what scripts/build.mjs made of extension/panel.
//
//go:embed all:page
var page embed.FS

// Panel is the running listener.
type Panel struct {
	address string
	server  *http.Server
	served  chan struct{}
	cancel  context.CancelFunc
}

// policy lets the page run its own script and speak with its own server, and nothing
// else: what it shows comes from strangers.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; " +
	"img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// Open binds a port, 0 for any free one. socket answers for the page's WebSocket. If the panel
// itself fails, failed gets the message; it must not wait.
func Open(port int, socket http.Handler, failed func(func(l10n.Locale) string)) (*Panel, error) {
	files, err := fs.Sub(page, "page")
	if err != nil {
		return nil, err
	}
	listeners, err := listen.Open(listen.Address{Host: "127.0.0.1", Port: port})
	if err != nil {
		return nil, err
	}
	secret := "/" + rand.Text() + "/"
	mux := http.NewServeMux()
	mux.Handle(secret+"rpc", socket)
	mux.Handle(secret, http.StripPrefix(secret, assets(files)))
	ctx, cancel := context.WithCancel(context.Background())
	p := &Panel{
		address: listeners.URLs()[0] + strings.TrimPrefix(secret, "/"),
		served:  make(chan struct{}),
		cancel:  cancel,
		server: &http.Server{
			Handler:           recovering(guard(mux), secret, failed),
			ReadHeaderTimeout: 10 * time.Second,
			BaseContext:       func(net.Listener) context.Context { return ctx },
			ErrorLog:          log.New(io.Discard, "", 0), // it would speak of clients only
		},
	}
	go func() {
		defer close(p.served)
		_ = p.server.Serve(listeners[0]) // it ends by Close
	}()
	return p, nil
}

// recovering answers in place of a handler that panics, and reports the panic without the
// secret of the address.
func recovering(next http.Handler, secret string, failed func(func(l10n.Locale) string)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recovery.Guard(w, r, func(w http.ResponseWriter) { next.ServeHTTP(w, r) }, func(w http.ResponseWriter, p recovery.Panic) {
			p.Target = strings.Replace(p.Target, secret, "/…/", 1)
			failed(p.Message)
			if !p.Begun {
				pages.WriteError(w, r, http.StatusInternalServerError, pages.Problem{
					Code: "internalError", Args: p.Args(),
					Sections: []pages.Section{{Heading: "error.section.stack", Lines: pages.Text(p.Stack)}},
				}, "")
			}
		})
	})
}

// guard refuses requests that come by a name that is not this machine's (DNS rebinding).
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", build.Product()) // whoever finds the port taken learns by whom
		if !(access.Policy{}).HostAllowed(r) {
			http.Error(w, "Forbidden", http.StatusForbidden)
			return
		}
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("Referrer-Policy", "no-referrer") // the address holds the secret
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// types are the media types of the page's parts: the system's table is not asked.
var types = map[string]string{
	"html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
	"ttf": "font/ttf", "woff2": "font/woff2", "svg": "image/svg+xml", "json": "application/json",
}

func assets(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path
		if name == "" {
			name = "index.html"
		}
		content, err := fs.ReadFile(files, name)
		contentType, known := types[name[strings.LastIndex(name, ".")+1:]]
		if err != nil || !known {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write(content) // a browser that went away needs none
	})
}

// URL is the page's address for a site. Whoever has it may see what crossed the wire.
func (p *Panel) URL(siteID string) string {
	return p.address + "?site=" + url.QueryEscape(siteID)
}

// Close ends the listener and its connections.
func (p *Panel) Close() error {
	p.cancel()
	err := p.server.Close()
	<-p.served
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
