package cgi

import (
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// What a script printed, which fault is told, and what the sentence proposes.
func TestFindings(t *testing.T) {
	const page = "\n<h1>Hola</h1>\n"
	for name, c := range map[string]struct{ output, want, says string }{
		"an empty line first":                  {"\nContent-Type: text/html\n\n<h1>", "emptyLineFirst", "Content-Type: text/html"},
		"CR LF first":                          {"\r\nContent-Type: text/html\r\n\r\n<h1>", "emptyLineFirst", "Content-Type: text/html"},
		"several empty lines first":            {"\n \n\nStatus: 404 Not Found\n\n", "emptyLineFirst", "Status: 404 Not Found"},
		"a line of spaces first":               {"  \nContent-Type: text/html\n\n", "emptyLineFirst", "Content-Type: text/html"},
		"an empty line, and no header":         {"\n<h1>Content-Type: text/html", "noContentType", ""},
		"an empty line, and a page's text":     {"\nNote: this is a page\n", "noContentType", ""},
		"a space before the name":              {" Content-Type: text/html\n" + page, "spaceBeforeName", "“Content-Type: text/html”"},
		"a space before a later name":          {"X-A: 1\n\tContent-Type: text/html\n" + page, "spaceBeforeName", "“Content-Type: text/html”"},
		"no colon":                             {"Content-Type text/html\n" + page, "noColon", "“Content-Type: text/html”"},
		"no colon in a cookie":                 {"Content-Type: text/html\nSet-Cookie a=1\n" + page, "noColon", "“Set-Cookie: a=1”"},
		"a semicolon for the colon":            {"Content-Type; text/html\n" + page, "noColon", "“Content-Type: text/html”"},
		"a dash of a word processor":           {"Content\u2013Type: text/html\n" + page, "misspeltName", "“Content-Type: text/html”"},
		"a sentence that begins like a field":  {"Content-Type is a header\n", "noHeader", ""},
		"another such sentence":                {"Location of the town: here\n", "noHeader", ""},
		"an equals sign":                       {"Content-Type = text/html\n" + page, "equalsForColon", "“Content-Type: text/html”"},
		"an equals sign without spaces":        {"content-type=text/html; charset=utf-8\n" + page, "equalsForColon", "“content-type: text/html; charset=utf-8”"},
		"an equals sign and an address":        {"Location=http://example.com/\n\n", "equalsForColon", "“Location: http://example.com/”"},
		"a space before the colon":             {"Content-type : text/html\n" + page, "spaceBeforeColon", "“Content-type: text/html”"},
		"an underscore":                        {"Content_Type: text/html\n" + page, "misspeltName", "“Content-Type: text/html”"},
		"a space in the name":                  {"Content Type: text/html\n" + page, "misspeltName", "“Content-Type: text/html”"},
		"letters in another order":             {"Contnet-Type: text/html\n" + page, "misspeltName", "“Content-Type: text/html”"},
		"a letter too many, with a type":       {"Content-Type: text/html\nSet-Cookies: a=1\n" + page, "misspeltName", "“Set-Cookie: a=1”"},
		"a request's cookie":                   {"Content-Type: text/html\nCookie: a=1\n" + page, "misspeltName", "“Set-Cookie: a=1”"},
		"a misspelt status":                    {"Statsu: 404 Not Found\nContent-Type: text/html\n" + page, "misspeltName", "“Status: 404 Not Found”"},
		"a name of its own":                    {"Content-Type: text/html\nRotation: 90\nX-Content-Typ: 1\nOrder: 3\nMotto: see\n" + page, "", ""},
		"a name that is almost another, right": {"Content-Type: text/html\nSet-Cookie2: a=1\nExpect: x\n" + page, "", ""},
		"a status line":                        {"HTTP/1.1 404 Not Found\nContent-Type: text/html\n" + page, "statusLine", "“Status: 404 Not Found”"},
		"a status line of CR LF":               {"HTTP/1.0 200 OK\r\n\r\n", "statusLine", "“Status: 200 OK”"},
		"a status line behind a field":         {"Content-Type: text/html\nHTTP/1.1 200 OK\n" + page, "statusLine", "“Status: 200 OK”"},
		"a sentence about HTTP":                {"HTTP/1.1 is a protocol\n", "noHeader", ""},
		"a space in the empty line":            {"Content-Type: text/html\n \n<h1>", "spaceInEmptyLine", "spaces"},
		"a tab in the empty line":              {"Content-Type: text/html\r\n\t\r\n<h1>", "spaceInEmptyLine", "spaces"},
		"bytes":                                {"b'Content-Type: text/html'\n\n<h1>", "bytesLiteral", "“Content-Type: text/html”"},
		"bytes with their line ends":           {`b'Content-Type: text/html\r\n\r\n<h1>'` + "\n", "bytesLiteral", "“Content-Type: text/html”"},
		"bytes in double quotes":               {`b"Set-Cookie: a='1'"` + "\n\n<h1>", "bytesLiteral", "“Set-Cookie: a='1'”"},
		"an option of echo's":                  {"-e Content-Type: text/html\n\n<p>", "echoOption", "“Content-Type: text/html”"},
		"several of its options":               {"-ne Content-Type: text/html\n\n<p>", "echoOption", "“Content-Type: text/html”"},
		"a list":                               {"-e this: that\n", "noHeader", ""},
		"a field in quotes":                    {"\"Content-Type: text/html\"\n\n<p>", "quotedField", "“Content-Type: text/html”"},
		"a field in curly quotes":              {"“Content-Type: text/html”\n\n<p>", "quotedField", "“Content-Type: text/html”"},
		"a quotation":                          {"\"Dear reader: hello\"\n", "noHeader", ""},
		"a wide colon":                         {"Content-Type：text/html\n\n<p>", "wideColon", "“Content-Type: text/html”"},
		"a wide colon in a text":               {"Hello：world\n", "noHeader", ""},
		"a page's b":                           {"b'Dear reader: hello'\n", "noHeader", ""},
		"a type that is none":                  {"Content-Type: html\n" + page, "badType", "“Content-Type: html”"},
		"an empty type":                        {"Content-Type:\n" + page, "badType", "“Content-Type: ”"},
		"a type without its semicolon":         {"Content-Type: text/html charset=utf-8\n" + page, "badType", "text/html charset"},
		"types that are some":                  {"Content-Type: text/html;charset=utf-8\n" + page, "", ""},
		"a status without its number":          {"Status: Not Found\nContent-Type: text/html\n" + page, "statusWithoutNumber", "“Status: 404 Not Found”"},
		"a status of the author's":             {"Status: fine\nContent-Type: text/html\n" + page, "badStatus", "“Status: fine”"},
		"a status with a colon":                {"Status: 404: Not Found\nContent-Type: text/html\n" + page, "looseStatus", "“Status: 404 Not Found”"},
		"a status line for a Status":           {"Status: HTTP/1.1 404 Not Found\nContent-Type: text/html\n" + page, "looseStatus", "“Status: 404 Not Found”"},
		"a line end of two characters":         {`Content-Type: text/html\n\n` + page, "literalEscape", `\n`},
		"the same, and the page behind it":     {`Content-Type: text/html\n\n<h1>Hola</h1>` + "\n", "literalEscape", `\n`},
		"the same in a redirect":               {`Location: /a.html\n` + "\n\n", "literalEscape", `\n`},
		"a backslash that is meant":            {`Content-Disposition: attachment; filename="a\n.txt"` + "\nContent-Type: text/html\n" + page, "", ""},
		"a cookie after the empty line":        {"Content-Type: text/html\n\nSet-Cookie: a=1\n\n<h1>", "fieldAfterEmptyLine", "“Set-Cookie: a=1”"},
		"a type after the empty line":          {"Status: 404\n\nContent-Type: text/html\n\n<h1>", "fieldAfterEmptyLine", "“Content-Type: text/html”"},
		"a text about headers":                 {"Content-Type: text/plain\n\nSet-Cookie: a=1\n", "", ""},
		"no empty line after a redirect":       {"Location: /a.html\n", "headerNotEnded", "empty line"},
		"no empty line, and a page":            {"Content-Type: text/html\n<h1>", "noEmptyLine", "empty line"},
		"CR CR LF":                             {"Content-Type: text/html\r\r\nX-A: 1\r\r\n\r\r\n<h1>", "doubledCR", "CR CR LF"},
		"a field of two lines":                 {"Content-Type: text/html;\n charset=utf-8\n" + page, "foldedField", "charset=utf-8"},
		"two statuses":                         {"Status: 404\nStatus: 200 OK\nContent-Type: text/html\n" + page, "duplicateField", "“Status: 200 OK”"},
		"two places":                           {"Location: /a\nLocation: /b\n\n", "duplicateField", "“Location: /a”"},
		"two types":                            {"Content-Type: a/b\nContent-Type: c/d\n\n", "duplicateField", "“Content-Type: a/b”"},
		"a part of a page":                     {"Location: /a.html#part\n\n", "fragmentRedirect", "/a.html#part"},
		"another site's part":                  {"Location: http://host/a#part\n\n", "", ""},
		"a place beside the script":            {"Location: other.html\n\n", "relativeLocation", "“Location: other.html”"},
		"a place above the script":             {"Location: ../index.html\n\n", "relativeLocation", "../index.html"},
		"a query alone":                        {"Location: ?a=b\n\n", "relativeLocation", "?a=b"},
		"a part alone":                         {"Location: #x\n\n", "relativeLocation", "#x"},
		"a place in quotes":                    {"Location: \"/index.html\"\n\n", "relativeLocation", "/index.html"},
		"a place in brackets":                  {"Location: <http://example.com/>\n\n", "relativeLocation", "<http://example.com/>"},
		"a backslash for the slash":            {"Location: \\index.html\n\n", "relativeLocation", "index.html"},
		"a host without its scheme":            {"Location: www.example.com\n\n", "noScheme", "“Location: http://www.example.com”"},
		"a host with its port":                 {"Location: localhost:8000/a\n\n", "noScheme", "“Location: http://localhost:8000/a”"},
		"a number for a host":                  {"Location: 127.0.0.1:8000\n\n", "noScheme", "“Location: http://127.0.0.1:8000”"},
		"another host with its port":           {"Location: example.com:8000/\n\n", "noScheme", "“Location: http://example.com:8000/”"},
		"a file that is called so":             {"Location: localhost.html\n\n", "relativeLocation", "localhost.html"},
		"a misspelt type":                      {"Content-Type: text/hmtl\n" + page, "misspeltType", "“Content-Type: text/html”"},
		"a misspelt type with a charset":       {"content-type: txt/html; charset=utf-8\n" + page, "misspeltType", "“content-type: text/html; charset=utf-8”"},
		"an encoding without charset=":         {"Content-Type: text/html; utf-8\n" + page, "misspeltCharset", "“Content-Type: text/html; charset=utf-8”"},
		"a misspelt charset":                   {"content-type: text/plain;chartset=UTF-8\n" + page, "misspeltCharset", "“content-type: text/plain; charset=UTF-8”"},
		"another sign for its equals sign":     {"Content-Type: text/html; charset: utf-8; version=5\n" + page, "misspeltCharset", "“Content-Type: text/html; charset=utf-8; version=5”"},
		"an encoding in a word for it":         {"Content-Type: text/html; encoding='latin1'\n" + page, "misspeltCharset", "“Content-Type: text/html; charset=latin1”"},
		"a parameter of another kind":          {"Content-Type: text/html; version=utf-8; profile=ascii\n" + page, "", ""},
		"an encoding beside a charset":         {"Content-Type: text/html; utf-8; charset=utf-8\n" + page, "", ""},
		"an encoding of what is no text":       {"Content-Type: application/json; utf-8\n" + page, "", ""},
		"a boundary like an encoding":          {"Content-Type: text/html; boundary=\"a; utf-8\"\n" + page, "", ""},
		"a name in Spanish":                    {"Contenido-Tipo: text/html\n" + page, "misspeltName", "“Content-Type: text/html”"},
		"a name in Spanish with spaces":        {"Tipo de contenido: text/html\n" + page, "misspeltName", "“Content-Type: text/html”"},
		"a place in Spanish":                   {"Ubicación: /index.html\n\n", "misspeltName", "“Location: /index.html”"},
		"a status in Spanish":                  {"Estado: 404 No encontrado\nContent-Type: text/html\n" + page, "misspeltName", "“Status: 404 No encontrado”"},
		"a header of one's own in Spanish":     {"Estado: abierto\nUbicacion: Lima\nContent-Type: text/html\n" + page, "", ""},
		"a type in quotes":                     {"Content-Type: 'text/html'; charset=utf-8\n" + page, "misspeltType", "“Content-Type: text/html; charset=utf-8”"},
		"a type in Spanish":                    {"Content-Type: texto/plano\n" + page, "misspeltType", "“Content-Type: text/plain”"},
		"a type's halves exchanged":            {"Content-Type: plain/text\n" + page, "misspeltType", "“Content-Type: text/plain”"},
		"a name twice":                         {"Set-Cookie: Set-Cookie: a=1; Path=/\nContent-Type: text/html\n" + page, "doubledName", "“Set-Cookie: a=1; Path=/”"},
		"a type's name twice":                  {"Content-Type: Content-Type: text/html\n" + page, "doubledName", "“Content-Type: text/html”"},
		"a status's name twice":                {"Status: Status: 404 Not Found\nContent-Type: text/html\n" + page, "doubledName", "“Status: 404 Not Found”"},
		"a place's name twice":                 {"Location: Location: /a.html\n\n", "doubledName", "“Location: /a.html”"},
		"a cookie that begins like one":        {"Set-Cookie: set-cookies: a=1\nContent-Type: text/html\n" + page, "", ""},
		"a slash for the backslash":            {"Content-Type: text/html/n/n\n<h1>", "slashEscape", "with a backslash"},
		"the same with a charset":              {"Content-Type: text/html; charset=utf-8/n/n\n" + page, "", ""},
		"a host behind slashes":                {"Location: //example.com/x\n\n", "relativeLocation", "//example.com/x"},
		"a scheme without its slashes":         {"Location: http:example.com\n\n", "relativeLocation", "http:example.com"},
		"a relative place with a status":       {"Status: 302\nLocation: other.html\n\n", "relativeLocation", "other.html"},
		"an address":                           {"Location: https://example.com/a?b#c\n\n", "", ""},
		"an address of mail":                   {"Location: mailto:a@example.com\n\n", "", ""},
		"a path with a status":                 {"Status: 303 See Other\nLocation: /a#b\n\n", "", ""},
		"a CR in a value":                      {"X-A: b\rSet-Cookie: c\nContent-Type: text/html\n" + page, "badField", "b␍Set-Cookie"},
		"CR alone":                             {"Content-Type: text/html\r\r<p>hi", "bareCR", "“Content-Type: text/html”"},
		"a type with a NUL":                    {"Content-Type: text/html\x00\n" + page, "badField", "text/html␀"},
		"headers of one's own":                 {"Content-Type: text/html\nX-Content-Type: a\nX-Cache-Control: a\nx-set-cookie: a\nX-Content-Security-Policy: a\nX-Last-Modified: a\nX-Content-Length: a\n" + page, "", ""},
		"an own header that is misspelt":       {"Content-Type: text/html\nX-Frame-Option: DENY\n" + page, "misspeltName", "“X-Frame-Options: DENY”"},
		"a length that is none":                {"Content-Length: many\nContent-Type: text/html\n" + page, "badLength", "“Content-Length: many”"},
		"a 401":                                {"Status: 401\nContent-Type: text/html\n" + page, "noChallenge", "WWW-Authenticate"},
		"a 401 that asks":                      {"Status: 401\nWWW-Authenticate: Basic realm=x\nContent-Type: text/html\n" + page, "", ""},
		"a redirect to nowhere":                {"Status: 302 Found\nContent-Type: text/html\n" + page, "noLocation", "the status 302 Found without Location"},
		"a redirect with a misspelt place":     {"Status: 303\nLocaton: /a.html\nContent-Type: text/html\n" + page, "misspeltName", "“Location: /a.html”"},
		"a Location that nobody follows":       {"Status: 200 OK\nLocation: /a.html\n\n", "unfollowedLocation", "the status 200 OK beside Location"},
		"a Location of a fault":                {"Status: 404\nLocation: https://example.com/\nContent-Type: text/html\n" + page, "unfollowedLocation", "the status 404 beside Location"},
		"a Location of what was made":          {"Status: 201 Created\nLocation: /a.html\nContent-Type: text/html\n" + page, "", ""},
		"a 304":                                {"Status: 304\n\n", "", ""},
		"a 405":                                {"Status: 405\nContent-Type: text/html\n" + page, "noAllow", "Allow: GET, POST"},
		"a 405 that allows":                    {"Status: 405\nAllow: GET\nContent-Type: text/html\n" + page, "", ""},
		"a status with a dot":                  {"Status: 404.\nContent-Type: text/html\n" + page, "looseStatus", "“Status: 404”"},
		"a status in quotes":                   {"Status: '404'\nContent-Type: text/html\n" + page, "looseStatus", "“Status: 404”"},
		"a status with a part":                 {"Status: 404.5\nContent-Type: text/html\n" + page, "badStatus", "“Status: 404.5”"},
		"cgitb":                                {"<!--: spam\nContent-Type: text/html\n\n<body>", "", ""},
		"cgitb behind a field":                 {"X-A: 1\n<!--: spam\nContent-Type: text/html\n\n<body>", "", ""},
		"cgitb behind a type":                  {"Content-Type: text/plain\nContent-Length: 5\n<!--: spam\nContent-Type: text/html\n\n<body>", "", ""},
		"text first":                           {"working\nContent-Type: text/html\n\n<h1>", "textBeforeHeader", ""},
		"a byte-order mark":                    {"\ufeffContent-Type: text/html\n" + page, "markBeforeHeader", "“Content-Type: text/html”"},
		"a mark before a page":                 {"\ufeff<h1>", "noHeader", ""},
	} {
		t.Run(name, func(t *testing.T) {
			header, _ := parseHeader([]byte(c.output), true)
			codes, said := []string{}, ""
			for _, f := range header.Findings(c.output[header.Length:]) {
				codes = append(codes, string(f.Rule))
				f.Args["script"], f.Args["place"] = "a.py", "a.py:1"
				for _, locale := range l10n.Locales {
					for _, prefix := range []string{"", "scriptBadHeader."} {
						sentence := l10n.Note(locale, protocol.Note{Code: prefix + string(f.Rule), Args: f.Args}).Message
						if strings.ContainsAny(sentence, "{}") || strings.HasPrefix(sentence, "error.") || !strings.Contains(sentence, "a.py") {
							t.Errorf("%s: %s", locale, sentence)
						}
						if locale == l10n.English && prefix == "" {
							said += sentence
						}
					}
				}
			}
			if got := strings.Join(codes, " "); got != c.want {
				t.Errorf("%q, not %q", got, c.want)
			}
			if !strings.Contains(said, c.says) {
				t.Errorf("%q does not say %q", said, c.says)
			}
		})
	}
}

// A type that is right, or may be, is not called misspelt.
func TestMeantType(t *testing.T) {
	for essence, want := range map[string]string{
		"text/hmtl": "text/html", "text/htm": "text/html", "text/html5": "text/html", "txt/html": "text/html", "TEX/HTML": "text/html", "texto/html": "text/html",
		"html/text": "text/html", "application/html": "text/html", "text/javascrpt": "text/javascript", "text/plan": "text/plain", "imagen/png": "image/png",
		"image/pgn": "image/png", "aplication/json": "application/json", "application/jason": "application/json", "image/svg": "image/svg+xml", "text/ccs": "text/css",

		"text/html": "", "text/plain": "", "text/xsl": "", "text/xml": "", "text/sgml": "", "text/vtt": "", "text/csv": "", "text/tab-separated-values": "", "text/calendar": "",
		"text/json": "", "application/json5": "", "application/ld+json": "", "application/x-json": "", "application/x-javascript": "", "text/x-markdown": "", "text/jscript": "",
		"application/ecmascript": "", "image/jpg": "", "image/apng": "", "image/avif": "", "image/tiff": "", "image/heic": "", "audio/mp3": "", "audio/mp4": "", "audio/wave": "",
		"video/mpeg": "", "video/ogg": "", "font/woff2": "", "application/gzip": "", "application/x-pdf": "", "x-world/x-vrml": "", "chemical/x-pdb": "", "a/b": "", "c/d": "",
	} {
		if got := meantType(essence); got != want {
			t.Errorf("%s: %q, not %q", essence, got, want)
		}
	}
}

func TestAStatusThatIsPlain(t *testing.T) {
	for value, want := range map[string]struct {
		status int
		reason string
		exact  bool
	}{
		"404 Not Found":          {404, "Not Found", true},
		"404":                    {404, "", true},
		"404 - Not Found":        {404, "- Not Found", true},
		"404: Not Found":         {404, "Not Found", false},
		"404, Not Found":         {404, "Not Found", false},
		"404-":                   {404, "", false},
		"404\tNot Found":         {404, "Not Found", false},
		"HTTP/1.1 404 Not Found": {404, "Not Found", false},
		"4040 x":                 {},
		"404x":                   {},
		"+404":                   {},
		"40":                     {},
		"Not Found":              {},
		"":                       {},
	} {
		if status, reason, exact := parseStatus(value); status != want.status || reason != want.reason || exact != want.exact {
			t.Errorf("%q: %d %q %v", value, status, reason, exact)
		}
	}
}

func TestAReasonPhraseHasItsStatus(t *testing.T) {
	for phrase, want := range map[string]int{
		"Not Found": 404, " not found": 404, "Content Too Large": 413, "Request Entity Too Large": 413, "found it": 0, "": 0,
	} {
		if got := statusOf(phrase); got != want {
			t.Errorf("%q: %d, not %d", phrase, got, want)
		}
	}
}
