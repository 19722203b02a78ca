package http1

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
)

// headRows are heads, and what is wrong with them.
func headRows() map[string]Code {
	const get, host = "GET / HTTP/1.1\r\n", "Host: x\r\n"
	post := func(fields string) string { return "POST / HTTP/1.1\r\n" + host + fields + "\r\n" }
	return map[string]Code{
		get + host + "\r\n":                                  "",
		get + "hOST:x\r\n\r\n":                               "",
		get + "Host:\t x \t\r\n\r\n":                         "",
		get + "Host:\r\n\r\n":                                "",
		"GET / HTTP/1.0\r\n\r\n":                             "",
		"GET / HTTP/1.7\r\nHost: x\r\n\r\n":                  "",
		"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n":              "",
		"GET http://x/y HTTP/1.1\r\nHost: x\r\n\r\n":         "",
		"CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n":           "",
		"GET /\xc3\xa9\xff HTTP/1.1\r\nHost: x\r\n\r\n":      "",
		`GET /a\b|"^{}? HTTP/1.1` + "\r\n" + host + "\r\n":   "",
		get + host + "A: \xff\xfe\ttab\r\nB:\r\n\r\n":        "",
		get + host + "!#$%&'*+-.^_`|~9: x\r\n\r\n":           "",
		post("Content-Length: 0\r\n"):                        "",
		post("Content-Length: 007\r\n"):                      "",
		post("Content-Length: 9223372036854775807\r\n"):      "",
		post("Transfer-Encoding: chunked\r\n"):               "",
		post("transfer-encoding:CHUNKED \r\n"):               "",
		post("Transfer-Encoding: chunked\r\nTrailer: X\r\n"): "",

		"GET / HTTP/1.1\nHost: x\n\n":                   BareLF,
		get + "Host: x\n\r\n":                           BareLF,
		get + host + "\n":                               BareLF,
		"\n":                                            BareLF,
		get + "Host: x\r\r\n\r\n":                       BareCR,
		get + host + "A: b\rC: d\r\n\r\n":               BareCR,
		"GET /\r HTTP/1.1\r\nHost: x\r\n\r\n":           BareCR,
		get + " \r\n" + host + "\r\n":                   SpaceBeforeFields,
		get + "\tHost: x\r\n" + host + "\r\n":           SpaceBeforeFields,
		"NONSENSE\r\n\r\n":                              BadRequestLine,
		"GET /\r\n\r\n":                                 BadRequestLine,
		" GET / HTTP/1.1\r\nHost: x\r\n\r\n":            BadRequestLine,
		"GET  / HTTP/1.1\r\nHost: x\r\n\r\n":            BadRequestLine,
		"GET / HTTP/1.1 \r\nHost: x\r\n\r\n":            BadRequestLine,
		"GET /a b HTTP/1.1\r\nHost: x\r\n\r\n":          BadRequestLine,
		"G@T / HTTP/1.1\r\nHost: x\r\n\r\n":             BadMethod,
		"G\xc3T / HTTP/1.1\r\nHost: x\r\n\r\n":          BadMethod,
		"GET / HTTP/1\r\nHost: x\r\n\r\n":               BadVersion,
		"GET / HTTP/1.10\r\nHost: x\r\n\r\n":            BadVersion,
		"GET / http/1.1\r\nHost: x\r\n\r\n":             BadVersion,
		"GET / HTTP/x.1\r\nHost: x\r\n\r\n":             BadVersion,
		"GET / HTTP/1,1\r\nHost: x\r\n\r\n":             BadVersion,
		"GET / HTTP/0.9\r\nHost: x\r\n\r\n":             OtherVersion,
		"GET / HTTP/2.0\r\nHost: x\r\n\r\n":             OtherVersion,
		"PRI * HTTP/2.0\r\n\r\n":                        OtherVersion,
		"GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n":          FragmentTarget,
		"GET /a?b#c HTTP/1.1\r\nHost: x\r\n\r\n":        FragmentTarget,
		"GET http://x/#b HTTP/1.1\r\nHost: x\r\n\r\n":   FragmentTarget,
		"OPTIONS *# HTTP/1.1\r\nHost: x\r\n\r\n":        FragmentTarget,
		"GET x HTTP/1.1\r\nHost: x\r\n\r\n":             BadTarget,
		"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n":          BadTarget,
		"GET http:///x HTTP/1.1\r\nHost: x\r\n\r\n":     BadTarget,
		"GET http:/x HTTP/1.1\r\nHost: x\r\n\r\n":       BadTarget,
		"GET http://u:p@x/ HTTP/1.1\r\nHost: x\r\n\r\n": BadTarget,
		"GET http://x:y/ HTTP/1.1\r\n\r\n":              BadTarget,
		"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n":         ControlCharacter,
		"GET /\t HTTP/1.1\r\nHost: x\r\n\r\n":           ControlCharacter,
		"G\x7fT / HTTP/1.1\r\nHost: x\r\n\r\n":          ControlCharacter,
		get + host + "A: \x00\r\n\r\n":                  ControlCharacter,
		get + host + "A: b\x01\r\n\r\n":                 ControlCharacter,
		get + host + "A: \x7f\r\n\r\n":                  ControlCharacter,
		get + host + "A: \x0b\r\n\r\n":                  ControlCharacter,
		get + host + "nothing\r\n\r\n":                  NoColon,
		get + host + ": x\r\n\r\n":                      BadFieldName,
		get + host + "A B: x\r\n\r\n":                   BadFieldName,
		get + host + "A\x00: x\r\n\r\n":                 BadFieldName,
		get + host + "\xc3\xa9: x\r\n\r\n":              BadFieldName,
		get + host + "A : x\r\n\r\n":                    SpaceBeforeColon,
		get + host + "A\t: x\r\n\r\n":                   SpaceBeforeColon,
		get + host + "A: x\r\n  y\r\n\r\n":              FoldedLine,
		get + host + "A: x\r\n\t\r\n\r\n":               FoldedLine,
		post("Transfer-Encoding:\r\n chunked\r\n"):      FoldedLine,
		get + "\r\n":                                                         NoHost,
		get + host + "hOST: x\r\n\r\n":                                       TwoHosts,
		"GET / HTTP/1.0\r\nHost: x\r\n" + host + "\r\n":                      TwoHosts,
		get + "Host: a b\r\n\r\n":                                            BadHost,
		get + "Host: a/b\r\n\r\n":                                            BadHost,
		get + "Host: a@b\r\n\r\n":                                            BadHost,
		get + "Host: a, b?\r\n\r\n":                                          BadHost,
		get + "Host: x:port\r\n\r\n":                                         BadHost,
		get + "Host: x:65536\r\n\r\n":                                        BadHost,
		get + "Host: x:00065535\r\n\r\n":                                     "",
		"GET http://x:65536/ HTTP/1.1\r\nHost: x\r\n\r\n":                    BadTarget,
		get + "Host: [::1\r\n\r\n":                                           BadHost,
		get + "Host: [::1]x\r\n\r\n":                                         BadHost,
		get + "Host: []\r\n\r\n":                                             BadHost,
		get + "Host: ::1\r\n\r\n":                                            BadHost,
		get + "Host: [::1]:80\r\n\r\n":                                       "",
		get + "Host: a_b-c.d~!%41:\r\n\r\n":                                  "",
		post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"):          LengthAndCoding,
		post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"):          LengthAndCoding,
		post("Content-Length: 3\r\nContent-Length: 4\r\n"):                   TwoLengths,
		post("Content-Length: 3\r\nContent-Length: 3\r\n"):                   TwoLengths,
		post("Content-Length: 3, 3\r\n"):                                     BadLength,
		post("Content-Length: 5,6\r\n"):                                      BadLength,
		post("Content-Length: +5\r\n"):                                       BadLength,
		post("Content-Length: -5\r\n"):                                       BadLength,
		post("Content-Length: 0x5\r\n"):                                      BadLength,
		post("Content-Length: 5 5\r\n"):                                      BadLength,
		post("Content-Length: 1_0\r\n"):                                      BadLength,
		post("Content-Length:\r\n"):                                          BadLength,
		post("Content-Length: 9223372036854775808\r\n"):                      BadLength,
		post("Transfer-Encoding: identity\r\n"):                              NotChunked,
		post("Transfer-Encoding: xchunked\r\n"):                              NotChunked,
		post("Transfer-Encoding: chunked;q=1\r\n"):                           NotChunked,
		post("Transfer-Encoding: chunked, gzip\r\n"):                         NotChunked,
		post("Transfer-Encoding: chunked,\r\n"):                              NotChunked,
		post("Transfer-Encoding:\r\n"):                                       NotChunked,
		post("Transfer-Encoding: \"chunked\"\r\n"):                           NotChunked,
		post("Transfer-Encoding: chunked, chunked\r\n"):                      TwiceChunked,
		post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"): TwiceChunked,
		post("Transfer-Encoding: gzip, chunked\r\n"):                         UnknownCoding,
		post("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"):    UnknownCoding,
		post("Transfer-Encoding: , chunked\r\n"):                             UnknownCoding,
		"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n":              CodingInHTTP10,
		post("Transfer-Encoding: chunked\r\nTrailer: X, content-length\r\n"): BadTrailer,
	}
}

func TestMalformedHeadsAreTold(t *testing.T) {
	for head, want := range headRows() {
		_, wrong := parseHead(head)
		switch {
		case wrong == nil && want != "":
			t.Errorf("%q is taken, though it is %s", head, want)
		case wrong != nil && wrong.Code != want:
			t.Errorf("%q is %s, not %q", head, wrong.Code, want)
		case wrong != nil && (wrong.Status < 400 || strings.ContainsAny(wrong.Detail, "\r\n\x00")):
			t.Errorf("%q: %+v", head, wrong)
		}
		if request, err := http.ReadRequest(bufio.NewReader(strings.NewReader(head))); want == "" && err != nil {
			t.Errorf("net/http would not take %q: %v (%v)", head, err, request)
		}
	}
}

func TestWhetherAnotherRequestIsAnnounced(t *testing.T) {
	for head, want := range map[string]bool{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n":                                     false,
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: x, CLOSE\r\n\r\n":             true,
		"GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n":           false,
		"GET / HTTP/1.0\r\n\r\n":                                                true,
		"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n":                      false,
		"GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n": true,
	} {
		if got, wrong := parseHead(head); wrong != nil || got.last != want {
			t.Errorf("%q: %v, %+v", head, got.last, wrong)
		}
	}
}

// FuzzCheck: net/http takes whatever head is taken, as the same request, and nothing
// that it would mend is taken.
func FuzzCheck(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	f.Add("POST http://[::1]:80/a?b HTTP/1.0\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n")
	f.Add("POST /%41 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n")
	f.Add("GET / HTTP/1.1\r\nHost: x\r\nA:\r\n b\r\n\r\n")
	f.Add("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chun\u212aed\r\n\r\n")
	f.Add("CONNECT x:80 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, wrong := parseHead(text)
		if wrong != nil || !strings.HasSuffix(text, "\r\n\r\n") || strings.Index(text, "\r\n\r\n") != len(text)-4 {
			return // refused, or no head
		}
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
		if err != nil {
			t.Fatalf("net/http refuses %q: %v", text, err)
		}
		defer r.Body.Close()
		length := map[framingKind]int64{noContent: 0, fixedLength: got.framing.length, chunked: -1}[got.framing.kind]
		if r.Method != got.method || r.RequestURI != got.target || r.ContentLength != length || len(r.TransferEncoding) > 0 != (got.framing.kind == chunked) {
			t.Fatalf("%q is %+v, and net/http takes it for %+v", text, got, r)
		}
	})
}
