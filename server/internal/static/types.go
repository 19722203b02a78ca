package static

import (
	"path"
	"strings"
)

// Types tells the media type of a file by its name, and never by its content: that
// is what browsers do with what they get, and it is the lesson that a file's name
// decides. The table is our own, because the system's differs from machine to machine
// (the Windows registry, /etc/mime.types, a desktop's database).
type Types struct {
	// Charset is the charset parameter of text types; empty for none.
	Charset string
	// Overrides are the user's own, by extension (".page") or path ("/a/b").
	Overrides map[string]string
}

// Of is the Content-Type for a path, relative to the root with / between names, and
// whether a setting decided on it. It is empty for an unknown extension.
func (t Types) Of(name string) (contentType string, bySetting bool) {
	extension := strings.ToLower(path.Ext(name))
	for _, key := range []string{"/" + name, extension} {
		if override, ok := t.Overrides[key]; ok && key != "" {
			return override, true
		}
	}
	contentType = table[extension]
	if t.Charset != "" && isText(contentType) {
		contentType += "; charset=" + t.Charset
	}
	return contentType, false
}

// isText tells whether a type's content is text in an encoding that a charset
// parameter may name. JSON has none: it is UTF-8 (RFC 8259, section 8.1). XML and SVG
// declare their own (RFC 7303), yet a parameter is allowed and wins.
func isText(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || contentType == "image/svg+xml" || contentType == "application/xml"
}

// table maps an extension in lower case to a media type registered with IANA, or
// what the WHATWG's standards name where they differ.
var table = map[string]string{
	// Pages, styles, scripts. text/javascript: RFC 9239. Source maps: ECMA-426.
	".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml",
	".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
	".json": "application/json", ".map": "application/json", ".jsonld": "application/ld+json",
	".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
	".xml": "application/xml", ".rss": "application/rss+xml", ".atom": "application/atom+xml",

	// Images. AVIF, WebP (RFC 9649), SVG; .ico as HTML's rel=icon has it.
	".png": "image/png", ".apng": "image/apng", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".jxl": "image/jxl", ".svg": "image/svg+xml", ".bmp": "image/bmp",
	".ico": "image/vnd.microsoft.icon", ".tif": "image/tiff", ".tiff": "image/tiff",

	// Sound and film. .ts is TypeScript here: in a folder of web sources that is what it is.
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".oga": "audio/ogg", ".ogg": "audio/ogg",
	".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac", ".weba": "audio/webm", ".mid": "audio/midi",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg", ".mov": "video/quicktime",
	".avi": "video/vnd.avi", ".m3u8": "application/vnd.apple.mpegurl", ".mpd": "application/dash+xml",

	// Fonts (RFC 8081).
	".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf", ".otf": "font/otf", ".ttc": "font/collection",

	// Documents and archives.
	".pdf": "application/pdf", ".rtf": "application/rtf", ".epub": "application/epub+zip",
	".doc":  "application/msword",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xls":  "application/vnd.ms-excel",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".ppt":  "application/vnd.ms-powerpoint",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odp":  "application/vnd.oasis.opendocument.presentation",
	".zip":  "application/zip", ".gz": "application/gzip", ".tgz": "application/gzip", ".tar": "application/x-tar",
	".bz2": "application/x-bzip2", ".xz": "application/x-xz", ".7z": "application/x-7z-compressed", ".zst": "application/zstd",

	// Text. Subtitles: WebVTT. Markdown: RFC 7763. CSV: RFC 4180.
	".txt": "text/plain", ".text": "text/plain", ".log": "text/plain", ".md": "text/markdown",
	".csv": "text/csv", ".tsv": "text/tab-separated-values", ".vtt": "text/vtt", ".ics": "text/calendar", ".vcf": "text/vcard",

	// Source files: to be read, not run.
	".py": "text/plain", ".ts": "text/plain", ".tsx": "text/plain", ".jsx": "text/plain", ".go": "text/plain",
	".c": "text/plain", ".h": "text/plain", ".cpp": "text/plain", ".java": "text/plain", ".rs": "text/plain",
	".rb": "text/plain", ".pl": "text/plain", ".php": "text/plain", ".lua": "text/plain", ".sh": "text/plain",
	".sql": "text/plain", ".toml": "text/plain", ".ini": "text/plain", ".cfg": "text/plain", ".conf": "text/plain",
	".yaml": "application/yaml", ".yml": "application/yaml", // RFC 9512
}
