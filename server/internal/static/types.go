package static

import (
	"path"
	"strings"
	"sync"
)

// Types finds the media type of a file by its name, and not by its content (but for .ts). That
// the name decides is what the lessons teach. The table is our own, because the system's
// differs from machine to machine (the Windows registry, /etc/mime.types, a desktop's
// database).
type Types struct {
	// Charset is the charset parameter of text types; empty for none.
	Charset string
	// Overrides are the user's own, by extension in lower case (".page", also ".tar.gz")
	// or path ("/a/b"). An empty type means none.
	Overrides map[string]string
}

// Of is the Content-Type for a path, relative to the root with / between names, and
// whether a setting decided on it. It is empty for an unknown extension.
func (t Types) Of(name string) (contentType string, bySetting bool) {
	key, bySetting := t.Key(name)
	if bySetting {
		return t.Overrides[key], true
	}
	return t.withCharset(byExtension()[key]), false
}

// Key is what decides on the type of a path: one of Overrides, or else an extension of the table.
// It is empty where neither knows the path.
func (t Types) Key(name string) (key string, bySetting bool) {
	if _, ok := t.Overrides["/"+name]; ok {
		return "/" + name, true
	}
	base := strings.ToLower(path.Base(name))
	for rest := base; ; { // the longest extension first: .tar.gz before .gz
		dot := strings.IndexByte(rest, '.')
		if dot < 0 {
			break
		}
		if _, ok := t.Overrides[rest[dot:]]; ok {
			return rest[dot:], true
		}
		rest = rest[dot+1:]
	}
	if key = path.Ext(base); byExtension()[key] == "" {
		key = ""
	}
	return key, false
}

func (t Types) withCharset(contentType string) string {
	if t.Charset != "" && isText(contentType) {
		contentType += "; charset=" + t.Charset
	}
	return contentType
}

// isText reports whether a type's content is text in an encoding that a charset
// parameter may name. JSON has none: it is UTF-8 (RFC 8259, section 8.1). XML and SVG
// declare their own, which a parameter would overrule (RFC 7303, section 3.2).
func isText(contentType string) bool { return strings.HasPrefix(contentType, "text/") }

// byExtension is the table as a map, made when it is first needed.
var byExtension = sync.OnceValue(func() map[string]string {
	types := map[string]string{}
	for _, row := range table {
		for _, extension := range strings.Fields(row.extensions) {
			types["."+extension] = row.contentType
		}
	}
	return types
})

// row is a media type and the extensions, in lower case without dot, that stand for it.
type row struct{ extensions, contentType, source string }

// Where the types of the table are laid down. IANA is the registry at
// https://www.iana.org/assignments/media-types/.
const (
	iana       = "IANA"
	ianaVendor = "IANA, vendor tree"
	// sourceText is our own rule: a source file is there to be read and not run, and
	// text/plain is what a browser shows as it is (WHATWG HTML, 7.5.4 "Loading text documents").
	sourceText = "source text, to be read"
	// apache marks types that are used without standing in a standard.
	apache = "what Apache's mime.types has"
)

// table has one row for each type of the web, of documents, archives and source text.
var table = []row{
	// Pages, styles, scripts, data.
	{"html htm", "text/html", "WHATWG HTML, 17.1"},
	{"xhtml xht", "application/xhtml+xml", "WHATWG HTML, 17.3"},
	{"css", "text/css", "RFC 2318"},
	{"js mjs cjs", "text/javascript", "RFC 9239, section 6; .cjs as Node.js has it"},
	{"json map", "application/json", "RFC 8259; source maps: ECMA-426, section 8"},
	{"jsonld", "application/ld+json", "W3C JSON-LD 1.1"},
	{"geojson", "application/geo+json", "RFC 7946, section 12"},
	{"ndjson jsonl", "application/x-ndjson", "the NDJSON specification"},
	{"topojson", "application/json", "TopoJSON, which has no type of its own"},
	{"importmap", "application/importmap+json", "WICG Import Maps"},
	{"ipynb", "application/x-ipynb+json", "Project Jupyter"},
	{"webmanifest", "application/manifest+json", "W3C Web Application Manifest"},
	{"wasm", "application/wasm", "W3C WebAssembly Web API"},
	{"xml xsd", "application/xml", "RFC 7303"},
	{"xsl xslt", "application/xslt+xml", "W3C XSLT 2.0"},
	{"dtd", "application/xml-dtd", "RFC 7303"},
	{"plist", "application/xml", "Apple, as web servers are set up for property lists: text/xml, which is the same (RFC 7303, section 9.2)"},
	{"bin dat data", "application/octet-stream", "RFC 2046, section 4.5.1: any binary data"},
	{"onnx", "application/octet-stream", "ONNX, which has no type of its own; RFC 2046, section 4.5.1"},
	{"parquet", "application/vnd.apache.parquet", ianaVendor},
	{"rss", "application/rss+xml", "RSS Advisory Board"},
	{"atom", "application/atom+xml", "RFC 4287, section 7"},
	{"mathml mml", "application/mathml+xml", "W3C MathML 3.0"},
	{"gpx", "application/gpx+xml", apache},
	{"kml", "application/vnd.google-earth.kml+xml", ianaVendor},
	{"kmz", "application/vnd.google-earth.kmz", ianaVendor},

	// Images.
	{"png", "image/png", "W3C PNG, third edition"},
	{"apng", "image/apng", "W3C PNG, third edition"},
	{"jpg jpeg jpe jfif", "image/jpeg", "RFC 2046, section 4.2"},
	{"gif", "image/gif", "RFC 2046, section 4.2"},
	{"webp", "image/webp", "RFC 9649"},
	{"avif", "image/avif", "AOMedia AVIF"},
	{"jxl", "image/jxl", "ISO/IEC 18181-2; IANA"},
	{"heic", "image/heic", iana},
	{"heif", "image/heif", iana},
	{"svg", "image/svg+xml", "W3C SVG 2"},
	{"ico cur", "image/vnd.microsoft.icon", ianaVendor},
	{"bmp", "image/bmp", "RFC 7903"},
	{"tif tiff", "image/tiff", "RFC 3302"},
	{"ktx2", "image/ktx2", iana},
	{"psd", "image/vnd.adobe.photoshop", ianaVendor},
	{"djvu djv", "image/vnd.djvu", ianaVendor},

	// Sound.
	{"mp3", "audio/mpeg", "RFC 3003"},
	{"m4a m4b", "audio/mp4", "RFC 4337"},
	{"aac", "audio/aac", iana},
	{"ogg oga opus spx", "audio/ogg", "RFC 5334; Opus: RFC 7845"},
	{"wav", "audio/wav", "what browsers accept; WHATWG MIME Sniffing finds audio/wave"},
	{"flac", "audio/flac", "RFC 9639"},
	{"mka", "audio/matroska", "RFC 9559"},
	{"weba", "audio/webm", "WebM Project, container guidelines"},
	{"mid midi", "audio/midi", "WHATWG MIME Sniffing, 6.2"},
	{"aif aiff", "audio/aiff", "WHATWG MIME Sniffing, 6.2"},

	// Film. What .ts is, its first bytes tell: see typeOf.
	{"mp4 m4v", "video/mp4", "RFC 4337"},
	{"m4s", "video/iso.segment", "IANA; ISO/IEC 23009-1"},
	{"webm", "video/webm", "WebM Project, container guidelines"},
	{"mkv", "video/matroska", "RFC 9559"},
	{"ogv", "video/ogg", "RFC 5334"},
	{"mov qt", "video/quicktime", iana},
	{"avi", "video/vnd.avi", "RFC 2361"},
	{"mpg mpeg", "video/mpeg", "RFC 2046, section 4.4"},
	{"m2ts", transportStream, "RFC 3555"},
	{"3gp", "video/3gpp", "RFC 3839"},
	{"3g2", "video/3gpp2", "RFC 4393"},
	{"m3u8", "application/vnd.apple.mpegurl", "RFC 8216, section 10"},
	{"mpd", "application/dash+xml", "ISO/IEC 23009-1; IANA"},

	// Fonts.
	{"woff", "font/woff", "RFC 8081, section 4.4.5"},
	{"woff2", "font/woff2", "RFC 8081, section 4.4.6"},
	{"ttf", "font/ttf", "RFC 8081, section 4.4.2"},
	{"otf", "font/otf", "RFC 8081, section 4.4.3"},
	{"ttc", "font/collection", "RFC 8081, section 4.4.4"},
	{"eot", "application/vnd.ms-fontobject", ianaVendor},

	// Documents.
	{"pdf", "application/pdf", "RFC 8118"},
	{"rtf", "application/rtf", iana},
	{"ps eps", "application/postscript", "RFC 2046, section 4.5.2"},
	{"epub", "application/epub+zip", "W3C EPUB 3"},
	{"doc", "application/msword", iana},
	{"xls", "application/vnd.ms-excel", ianaVendor},
	{"ppt", "application/vnd.ms-powerpoint", ianaVendor},
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ianaVendor},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ianaVendor},
	{"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ianaVendor},
	{"odt", "application/vnd.oasis.opendocument.text", ianaVendor},
	{"ods", "application/vnd.oasis.opendocument.spreadsheet", ianaVendor},
	{"odp", "application/vnd.oasis.opendocument.presentation", ianaVendor},
	{"odg", "application/vnd.oasis.opendocument.graphics", ianaVendor},
	{"ics", "text/calendar", "RFC 5545, section 8.1"},
	{"vcf", "text/vcard", "RFC 6350, section 10.1"},
	{"eml", "message/rfc822", "RFC 2046, section 5.2.1"},
	{"glb", "model/gltf-binary", iana},
	{"gltf", "model/gltf+json", iana},
	{"stl", "model/stl", iana},
	{"obj", "model/obj", iana},
	{"mtl", "model/mtl", iana},
	{"usdz", "model/vnd.usdz+zip", ianaVendor},

	// Archives. A compressed file is what it is, also where its name shows what is in it
	// (.tar.gz): no Content-Encoding, which would have the browser unpack what was to be saved.
	{"zip", "application/zip", iana},
	{"gz tgz", "application/gzip", "RFC 6713"},
	{"zst", "application/zstd", "RFC 8878"},
	{"tar", "application/x-tar", apache},
	{"bz2", "application/x-bzip2", apache},
	{"xz", "application/x-xz", apache},
	{"7z", "application/x-7z-compressed", apache},
	{"rar", "application/vnd.rar", ianaVendor},
	{"jar", "application/java-archive", apache},
	{"apk", "application/vnd.android.package-archive", ianaVendor},
	{"deb", "application/vnd.debian.binary-package", ianaVendor},
	{"cbz", "application/vnd.comicbook+zip", ianaVendor},
	{"iso", "application/x-iso9660-image", apache},
	{"swf", "application/vnd.adobe.flash.movie", ianaVendor},
	{"exe", "application/vnd.microsoft.portable-executable", ianaVendor},
	{"sqlite sqlite3", "application/vnd.sqlite3", ianaVendor},

	// Text.
	{"txt text log", "text/plain", "RFC 2046, section 4.1.3"},
	{"md markdown", "text/markdown", "RFC 7763"},
	{"csv", "text/csv", "RFC 4180"},
	{"tsv", "text/tab-separated-values", iana},
	{"vtt", "text/vtt", "W3C WebVTT"},
	{"srt", "application/x-subrip", apache},
	{"ttml dfxp", "application/ttml+xml", "W3C TTML1"},
	{"yaml yml", "application/yaml", "RFC 9512, section 2.1"},

	// Source text.
	{"py pyw pyi ts tsx mts cts jsx vue svelte astro go c h cc cpp cxx hh hpp m mm java kt kts rs swift scala", "text/plain", sourceText},
	{"rb pl pm php lua sh bash zsh fish bat cmd ps1 awk tcl r jl cs fs vb hs ml clj ex exs erl dart zig nim asm s", "text/plain", sourceText},
	{"scss sass less styl graphql gql proto sql toml ini cfg conf env properties diff patch tex rst adoc", "text/plain", sourceText},
	{"glsl vert frag wgsl wat jsonc json5 mdx hbs ejs pug njk twig mustache erb jsp asp aspx cgi", "text/plain", sourceText},
	{"coffee f90 f95 pas lisp scm rkt elm groovy gradle cmake mk bib sbv lrc ass", "text/plain", sourceText},
}

// transportStream is the type of an MPEG-2 transport stream.
const transportStream = "video/mp2t"

// transportPackets is how many packets of a stream are looked at.
const transportPackets = 5

// isTransportStream reports whether a file begins as an MPEG-2 transport stream does: each
// packet of 188 bytes begins with 0x47 (ISO/IEC 13818-1, section 2.4.3.2). At least two
// of them must be there.
func isTransportStream(start []byte) bool {
	const packet, sync = 188, 0x47
	for at := 0; at < min(len(start), transportPackets*packet); at += packet {
		if start[at] != sync {
			return false
		}
	}
	return len(start) > packet
}
