package har

import (
	"bytes"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// A secret stands in no part of an archive, in whatever way it was told.
func TestNoPartOfAnEntryHasASecret(t *testing.T) {
	const secret = "s3cretValue"
	head := "POST /x?token=" + secret + " HTTP/1.1\r\nCookie: a=" + secret + ";\r\n b=" + secret + "\r\nauthorization:Basic " + secret + "\r\nX-Api-Key:\t" + secret +
		"\r\nReferer: http://u:" + secret + "@a.test/?pin=" + secret + "\r\nNo colon ?token=" + secret + "\r\n\r\n"
	headers := []protocol.Header{{Name: "Cookie", Value: "a=" + secret + "; b=" + secret}, {Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}
	exit := 1
	x := Exchange{RequestBody: []byte("user=ana&password=" + secret), ResponseBody: []byte("hola")}
	x.Method, x.Target = "POST", "/x?token="+secret
	x.Request = protocol.Message{Head: head, Headers: headers, Body: protocol.Body{Bytes: 29, Kept: 29}, Chunked: &protocol.Chunked{
		Trailer: "X-Token: " + secret + "\r\n", Trailers: []protocol.Header{{Name: "X-Token", Value: secret}},
	}}
	x.Response = protocol.Message{Head: "HTTP/1.1 303 See\r\nSet-Cookie: sid=" + secret + "; Path=/\r\nLocation: /?sid=" + secret + "\r\n\r\n"}
	x.Kind, x.ResponseBody = protocol.KindError, []byte("hola\nA header continues on a line: “ b="+secret+"”")
	x.Notes = []protocol.Note{{Code: "n", Message: "It printed Set-Cookie: sid=" + secret, Args: map[string]string{"line": "Set-Cookie: sid=" + secret, "target": "/?otp=" + secret}}}
	x.Interim = []protocol.InterimResponse{{Head: "HTTP/1.1 103 Early\r\nSet-Cookie: a=" + secret + "\r\n\r\n", Headers: []protocol.Header{{Name: "Set-Cookie", Value: "a=" + secret}}}}
	x.Script = &protocol.ScriptRun{Env: []string{"HTTP_COOKIE=a=" + secret}, Output: "Set-Cookie: sid=" + secret + "\n\n", Stderr: "KeyError: '" + secret + "'", ExitCode: &exit}
	x.Verdict = &protocol.Verdict{AskedBy: "/?session=" + secret, Outcome: protocol.Outcome{Args: map[string]string{"location": "/?sid=" + secret}}}
	x.Override = &protocol.Override{Fields: []protocol.HeaderLine{{Name: "Set-Cookie", Value: "session=" + secret}}}
	for name, each := range map[string]Exchange{"text": x, "Latin-1": inLatin1(x)} {
		var archive bytes.Buffer
		written := false
		if err := Write(&archive, nil, func() (Entry, bool) {
			defer func() { written = true }()
			return EntryOf(each.Redacted()), !written
		}); err != nil {
			t.Fatal(err)
		}
		if text := archive.String(); strings.Contains(text, secret) {
			at := strings.Index(text, secret)
			t.Errorf("%s: …%s", name, text[max(0, at-80):at+20])
		}
		for _, kept := range []string{"user=ana", "See", "X-Api-Key:", "KeyError"} {
			if name == "text" && !strings.Contains(archive.String(), kept) {
				t.Errorf("%s: %s is gone", name, kept)
			}
		}
		all, _, err := read(archive.String())
		if err != nil || len(all) != 1 {
			t.Fatal(err)
		}
		for _, part := range []string{headBytes(all[0].Request)} {
			if strings.Contains(part, secret) {
				t.Errorf("%s: %q", name, part)
			}
		}
	}
}

// A script that writes its own headers may begin with a field in place of a status line; whoever sends a request may as well.
func TestAFieldInPlaceOfAStartLineIsCovered(t *testing.T) {
	for head, want := range map[string]string{
		"Set-Cookie: sid=x; Path=/\r\n\r\n":              "Set-Cookie: sid=REDACTED; Path=/\r\n\r\n",
		"Authorization:Basic x\nX: 1\n\n":                "Authorization: Basic REDACTED\nX: 1\n\n",
		"GET: /?sid=x HTTP/1.1\r\n\r\n":                  "GET: /?sid=REDACTED HTTP/1.1\r\n\r\n",
		"GET http://a:x@b/?sid=x#y HTTP/1.1\r\nA: 1\r\n": "GET http://a:REDACTED@b/?sid=REDACTED#y HTTP/1.1\r\nA: 1\r\n",
		"HTTP/1.1 200 Not: so\r\n\r\n":                   "HTTP/1.1 200 Not: so\r\n\r\n",
	} {
		x := Exchange{}
		x.Response.Head = head
		if got := x.Redacted().Response.Head; got != want {
			t.Errorf("%q is %q, want %q", head, got, want)
		}
	}
}

// A body that was compressed is looked into, and one that cannot be is left out.
func TestNoCompressedBodyHasASecret(t *testing.T) {
	const secret, body = "s3cretValue", `{"user": "ana", "token": "s3cretValue"}`
	packed := encoded(body, "gzip")
	x := Exchange{ResponseBody: packed}
	x.Response.Headers = []protocol.Header{{Name: "Content-Type", Value: "application/json"}, {Name: "Content-Encoding", Value: "gzip"}}
	x.Response.Body = protocol.Body{Bytes: int64(len(packed)), Kept: int64(len(packed))}
	plain := x.Redacted()
	decoded, ok := Decoded(plain.Response, plain.ResponseBody)
	if want := strings.Replace(body, secret, redacted, 1); !ok || string(decoded) != want {
		t.Errorf("%q, want %q", decoded, want)
	}
	x.Response.Body.Bytes++
	if plain := x.Redacted(); plain.ResponseBody != nil || plain.Response.Body.Kept != 0 {
		t.Errorf("%v of a body that is not whole is kept", plain.Response.Body)
	}
}

func inLatin1(x Exchange) Exchange {
	x.Request.Head, x.Request.HeadBase64 = headOf([]byte(strings.Replace(x.Request.Head, "\r\n\r\n", "\r\nA: \xf1\r\n\r\n", 1)))
	return x
}

// What hides nothing is left as it was, byte for byte.
func TestAHeadWithoutSecretsIsLeftAsItWas(t *testing.T) {
	for _, head := range []string{
		"GET / HTTP/1.1\r\nA:b\r\nB :  c \r\n d\r\n\r\n", "GARBAGE\r\n\r\n", "GET /", "", "HTTP/1.1 200 OK\nA: b\n\n", "GET /a b HTTP/1.1\r\n\r\n", "\r\n", "GET / HTTP/1.1\r\n",
	} {
		x := Exchange{}
		x.Request.Head = head
		if got := x.Redacted().Request.Head; got != head {
			t.Errorf("%q became %q", head, got)
		}
	}
}
