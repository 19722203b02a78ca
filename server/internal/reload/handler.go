package reload

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"embed"
	"encoding/hex"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"vitrina/server/internal/l10n"
)

//go:embed assets
var assets embed.FS

// liveViewPolicy lets the live view load its own script, style and socket, and frame pages
// of the site, whatever its address makes of the parameter path. It holds for the view
// alone, not for what it frames.
const liveViewPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
	"frame-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

// notFramedElsewhere keeps pages of other sites from framing the view (CSP 3, section
// 6.4.2). The view's own frame is of this site, so without this they could have any script run.
const notFramedElsewhere = "; frame-ancestors 'self'"

// assetTypes are the media types of the files below /_vitrina/.
var assetTypes = map[string]string{
	"reload.js": script, "uses.js": script, "losses.js": script, "question.js": script, "swap.js": script, "styles.js": script,
	"images.js": script, "frames.js": script, "trees.js": script, "builtins.js": script, "leaving.js": script, "live.js": script,
	"live.css": "text/css; charset=utf-8", "live.svg": "image/svg+xml",
}

const script = "text/javascript; charset=utf-8"

// Has reports whether there is something below /_vitrina/ at a path.
func (*Hub) Has(path string) bool {
	name, ours := strings.CutPrefix(path, prefix)
	return ours && (name == "reload" || name == "live" || assetTypes[name] != "")
}

// ServeHTTP answers requests for what is there: the live view, the sockets and the files of both.
// It allows GET and HEAD.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !h.Has(r.URL.Path) {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	switch name := strings.TrimPrefix(r.URL.Path, prefix); name {
	case "reload":
		h.serveSocket(w, r)
	case "live":
		h.serveLiveView(w, r)
	default:
		serveAsset(w, r, name, assetTypes[name], read(name))
	}
}

func read(name string) []byte {
	content, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic(err) // embedded: it is there or the program was not built
	}
	return content
}

// serveLiveView gives the page in the language of the parameter lang, else of the browser.
func (h *Hub) serveLiveView(w http.ResponseWriter, r *http.Request) {
	wanted := r.URL.Query().Get("lang")
	if wanted == "" {
		wanted = r.Header.Get("Accept-Language")
	}
	locale := l10n.Match(wanted)
	policy := liveViewPolicy
	if !h.mayBeFramed(r) {
		policy += notFramedElsewhere
	}
	w.Header().Set("Content-Security-Policy", policy)
	// The site knows by the Referer that a request is the frame's.
	w.Header().Set("Referrer-Policy", "same-origin")
	w.Header().Set("Content-Language", string(locale))
	w.Header().Add("Vary", "Accept-Language")
	serveAsset(w, r, "live", "text/html; charset=windows-1252", inASCII(translate(read("live.html"), locale)))
}

// inASCII writes other characters as references. A page in a frame that declares no encoding takes
// that of the page around it, where both are of the same site: the view's is the one that browsers
// take in a tab (HTML, "determining the character encoding").
func inASCII(page []byte) []byte {
	result := make([]byte, 0, len(page))
	for _, char := range string(page) {
		if char < utf8.RuneSelf {
			result = append(result, byte(char))
		} else {
			result = fmt.Appendf(result, "&#%d;", char)
		}
	}
	return result
}

// mayBeFramed reports whether a page of another site, such as the editor's, may frame the
// live view: with the key, or where a page of this site led there within that frame.
func (h *Hub) mayBeFramed(r *http.Request) bool {
	key := r.URL.Query().Get("key")
	return subtle.ConstantTimeCompare([]byte(key), []byte(h.key)) == 1 || r.Header.Get("Sec-Fetch-Site") == "same-origin"
}

// translate puts the texts of a language in the place of {live.KEY}, as text of HTML.
func translate(page []byte, locale l10n.Locale) []byte {
	var result bytes.Buffer
	for {
		before, rest, found := bytes.Cut(page, []byte("{live."))
		result.Write(before)
		if !found {
			return result.Bytes()
		}
		name, after, _ := bytes.Cut(rest, []byte("}"))
		result.WriteString(html.EscapeString(l10n.Text(locale, "live."+string(name), nil)))
		page = after
	}
}

func serveAsset(w http.ResponseWriter, r *http.Request, name, contentType string, content []byte) {
	sum := sha256.Sum256(content)
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
}
