package static

import (
	"mime"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What files of the web are, written down by hand and not taken from the table: the type,
// then extensions.
const expected = `
text/html html htm
application/xhtml+xml xhtml
text/css css
text/javascript js mjs cjs
application/json json map
application/ld+json jsonld
application/manifest+json webmanifest
application/wasm wasm
application/xml xml plist
application/octet-stream bin dat data onnx
application/vnd.apache.parquet parquet
image/ktx2 ktx2
application/rss+xml rss
application/atom+xml atom
image/png png
image/apng apng
image/jpeg jpg jpeg
image/gif gif
image/webp webp
image/avif avif
image/jxl jxl
image/svg+xml svg
image/vnd.microsoft.icon ico
image/bmp bmp
image/tiff tif tiff
audio/mpeg mp3
audio/mp4 m4a m4b
audio/aac aac
audio/ogg oga ogg opus
audio/wav wav
audio/flac flac
audio/webm weba
video/mp4 mp4 m4v
video/webm webm
video/ogg ogv
video/quicktime mov
video/matroska mkv
video/mpeg mpg mpeg
video/mp2t m2ts
application/vnd.apple.mpegurl m3u8
application/dash+xml mpd
font/woff woff
font/woff2 woff2
font/ttf ttf
font/otf otf
font/collection ttc
application/pdf pdf
model/gltf-binary glb
model/obj obj
application/importmap+json importmap
application/vnd.google-earth.kml+xml kml
application/rtf rtf
application/epub+zip epub
application/msword doc
application/vnd.ms-excel xls
application/vnd.ms-powerpoint ppt
application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
application/vnd.oasis.opendocument.text odt
application/vnd.oasis.opendocument.spreadsheet ods
application/vnd.oasis.opendocument.presentation odp
application/zip zip
application/gzip gz tgz tar.gz svg.gz
application/x-tar tar
application/x-bzip2 bz2 tar.bz2
application/x-xz xz
application/x-7z-compressed 7z
application/zstd zst
text/vtt vtt
application/x-subrip srt
text/markdown md markdown
text/csv csv
text/calendar ics
application/yaml yaml yml
text/plain txt log py rb pl php lua sh bash bat ps1 c h cpp hpp cs java kt go rs swift r sql toml ini cfg conf ts tsx jsx mts cts d.ts vue scss sass less graphql diff patch tex glsl frag wgsl jsonc hbs erb jsp cgi gradle
`

func TestTheTableHasWhatTheWebUses(t *testing.T) {
	for line := range strings.Lines(strings.TrimSpace(expected)) {
		words := strings.Fields(line)
		for _, extension := range words[1:] {
			for _, name := range []string{"a." + extension, "sub/dir.css/A." + strings.ToUpper(extension)} {
				if got, bySetting := (Types{}).Of(name); got != words[0] || bySetting {
					t.Errorf("%s: %q, not %q", name, got, words[0])
				}
			}
		}
	}
	for _, name := range []string{"a.unknown", "noextension", "html", "a.html.bak", "a.br", "sub.html/plain", "a.", ""} {
		if got, _ := (Types{Charset: "utf-8"}).Of(name); got != "" {
			t.Errorf("%s has the type %q", name, got)
		}
	}
}

func TestEachRowOfTheTableHasItsSource(t *testing.T) {
	rows := map[string]string{}
	for _, row := range table {
		if row.source == "" {
			t.Errorf("%s has no source", row.contentType)
		}
		if parsed, parameters, err := mime.ParseMediaType(row.contentType); err != nil || parsed != row.contentType || len(parameters) > 0 {
			t.Errorf("%q is no media type: %v", row.contentType, err)
		}
		for _, extension := range strings.Fields(row.extensions) {
			if filepath.Ext("x."+extension) != "."+extension || extension != strings.ToLower(extension) {
				t.Errorf("%q is no extension in lower case", extension)
			}
			if other, twice := rows[extension]; twice {
				t.Errorf("%s is %s and %s", extension, other, row.contentType)
			}
			rows[extension] = row.contentType
		}
	}
}

func TestTheCharsetIsForText(t *testing.T) {
	types := Types{Charset: "utf-8"}
	for name, want := range map[string]string{
		"a.html": "text/html; charset=utf-8", "a.css": "text/css; charset=utf-8", "a.js": "text/javascript; charset=utf-8",
		"a.svg": "image/svg+xml", "a.xml": "application/xml", "a.xhtml": "application/xhtml+xml", "a.py": "text/plain; charset=utf-8",
		"a.json": "application/json", "a.png": "image/png", "a.woff2": "font/woff2", "a.tar.gz": "application/gzip",
	} {
		if got, _ := types.Of(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

func TestSettingsGoBeforeTheTable(t *testing.T) {
	types := Types{Charset: "utf-8", Overrides: map[string]string{
		".page": "text/html", ".tar.gz": "application/x-tgz", ".css": "text/x-lesson", "/special.txt": "text/x-special", ".none": "", ".js": "",
	}}
	for name, want := range map[string]string{
		"a.page": "text/html", "A.PAGE": "text/html", "a.tar.gz": "application/x-tgz", "a.b.tar.gz": "application/x-tgz", "sub/a.css": "text/x-lesson",
		"special.txt": "text/x-special", "a.js": "",
	} {
		if got, bySetting := types.Of(name); got != want || !bySetting {
			t.Errorf("%s: %q, by a setting: %t", name, got, bySetting)
		}
	}
	for name, want := range map[string]string{"a.gz": "application/gzip", "sub/special.txt": "text/plain; charset=utf-8", "page": ""} {
		if got, bySetting := types.Of(name); got != want || bySetting {
			t.Errorf("%s: %q, by a setting: %t", name, got, bySetting)
		}
	}
}

// The system's tables, which package mime reads, have no part in it.
func TestTheSystemsTableDoesNotCount(t *testing.T) {
	for _, extension := range []string{".html", ".css", ".unheardof"} {
		if err := mime.AddExtensionType(extension, "application/x-of-the-system"); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"a.html": "text/html", "a.css": "text/css", "a.unheardof": ""} {
		if got, _ := (Types{}).Of(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

// .ts is TypeScript, or a piece of a video: its packets tell.
func TestTransportStreamsAreToldFromTypeScript(t *testing.T) {
	packet := func(n int) string { return strings.Repeat("G\x40\x00\x10"+strings.Repeat("\xff", 184), n) }
	for content, want := range map[string]string{
		packet(10):                           "video/mp2t",
		packet(2):                            "video/mp2t",
		packet(7) + "torn":                   "video/mp2t",
		packet(1):                            "text/plain; charset=utf-8",
		packet(3) + strings.Repeat("x", 400): "text/plain; charset=utf-8",
		"":                                   "text/plain; charset=utf-8",
		"G":                                  "text/plain; charset=utf-8",
		"Greeting = 'hello'; // " + strings.Repeat("x", 400): "text/plain; charset=utf-8",
		"export const answer: number = 42;\n":                "text/plain; charset=utf-8",
	} {
		name := filepath.Join(t.TempDir(), "a.ts")
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		files, done := filesOf(t, filepath.Dir(name))
		found, err := files.Find("a.ts", false)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := files.typeOf(found, ""); got != want {
			t.Errorf("%.40q: %s, not %s", content, got, want)
		}
		found.Close()
		files.types.Overrides = map[string]string{".ts": "text/x-typescript"}
		if got, bySetting := files.typeOf(found, ""); got != "text/x-typescript" || !bySetting {
			t.Errorf("%.40q: %s, though a setting says otherwise", content, got)
		}
		done()
	}
}

// filesOf serves a folder.
func filesOf(t *testing.T, folder string) (files *Files, done func()) {
	t.Helper()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	return New(root, Types{Charset: "utf-8"}, nil), func() { _ = root.Close() }
}

// FuzzTypes: any name has a type or none, no name makes a field of two lines, and what is found for a
// name is what a walk through all rows finds for its last extension.
func FuzzTypes(f *testing.F) {
	for _, name := range []string{"a.html", "\n.css", "A.TAR.GZ", ".html", "a.", "..", "a.h\u017fs", "x/y.z/a.\u212aT", "a.html ", "a.html/"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got, bySetting := (Types{}).Of(name)
		if strings.ContainsAny(got, "\r\n") || bySetting {
			t.Errorf("%q: %q", name, got)
		}
		last := name[strings.LastIndexByte(name, '/')+1:]
		want := ""
		for _, row := range table {
			for _, extension := range strings.Fields(row.extensions) {
				if strings.HasSuffix(strings.ToLower(last), "."+extension) && !strings.HasSuffix(name, "/") {
					want = row.contentType
				}
			}
		}
		if got != want && !strings.HasSuffix(name, "/") {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	})
}
