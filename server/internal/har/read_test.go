package har

import (
	"bytes"
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

// entries is an archive with entries.
func entries(text ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"Some","version":1},"entries":[` + strings.Join(text, ",") + `]}}`
}

const plain = `{"startedDateTime":"2026-11-20T10:00:00.5+01:00","time":9,"request":{"method":"GET","url":"http://a.test/x?y","httpVersion":"HTTP/1.1","headers":[{"name":"Host","value":"a.test"}]},
	"response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[{"name":"Content-Type","value":"text/plain"}],"content":{"size":2,"text":"hi"}},"timings":{"send":1,"wait":2,"receive":6}}`

func read(text string) (all []Exchange, archive Archive, err error) {
	archive, err = Read(strings.NewReader(text), func(x Exchange) { all = append(all, x) })
	return all, archive, err
}

func TestArchivesOfOtherProgramsAreRead(t *testing.T) {
	const line = "GET /x?y HTTP/1.1\r\nHost: a.test\r\n\r\n"
	for name, c := range map[string]struct{ text, request, response, body string }{
		"plain":           {plain, line, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n", "hi"},
		"HTTP/2":          {`{"request":{"method":"GET","url":"https://b.test/","httpVersion":"h2","headers":[{"name":":authority","value":"b.test"},{"name":"a","value":"1"}]},"response":{"status":"204","httpVersion":"http/2.0"}}`, "GET / HTTP/2\r\nHost: b.test\r\na: 1\r\n\r\n", "HTTP/2 204\r\n\r\n", ""},
		"nothing known":   {`{"startedDateTime":null,"time":null,"request":{"method":"GET","url":null,"httpVersion":null,"headers":null,"postData":null},"response":null,"timings":null}`, "GET / HTTP/1.1\r\n\r\n", "", ""},
		"no answer":       {`{"request":{"method":"GET","url":"http://a.test"},"response":{"status":0,"statusText":"","headers":[]}}`, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "", ""},
		"joined lines":    {`{"request":{"method":"GET","url":"http://a.test/"},"response":{"status":200,"headers":[{"name":"Set-Cookie","value":"a=1\nb=2"}]}}`, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "HTTP/1.1 200\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n", ""},
		"base64":          {`{"request":{"method":"GET","url":"http://a.test/"},"response":{"status":200,"content":{"text":"/wA=","encoding":"base64"}}}`, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "HTTP/1.1 200\r\n\r\n", "\xff\x00"},
		"not base64":      {`{"request":{"method":"GET","url":"http://a.test/"},"response":{"status":200,"content":{"text":"%%","encoding":"base64"}}}`, "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n", "HTTP/1.1 200\r\n\r\n", "%%"},
		"lines in a name": {`{"request":{"method":"G\r\nET","url":"http://a.test/a b","headers":[{"name":"X\r\nY","value":"1"},{"name":"X","value":"1\rZ: 2\u0000"}]}}`, "G  ET /a%20b HTTP/1.1\r\nHost: a.test\r\nX: 1 Z: 2\r\n\r\n", "", ""},
		"a % alone":       {`{"request":{"method":"GET","url":"http://me:secret@a.test/50%/x?100%#y"}}`, "GET /50%/x?100% HTTP/1.1\r\nHost: a.test\r\n\r\n", "", ""},
		"a line in a URL": {`{"request":{"method":"GET","url":"http://a.test\r\n/b\r\nc?d"}}`, "GET /bc?d HTTP/1.1\r\nHost: a.test\r\n\r\n", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			all, archive, err := read("\ufeff" + entries(c.text))
			if err != nil || len(all) != 1 || archive.Rebuilt != 1 || archive.Creator != "Some 1" {
				t.Fatal(all, archive, err)
			}
			x := all[0]
			if x.Request.Head != c.request || x.Response.Head != c.response || string(x.ResponseBody) != c.body {
				t.Errorf("%q\n%q\n%q", x.Request.Head, x.Response.Head, x.ResponseBody)
			}
			if !Rebuilt(x.Notes) || x.Kind != protocol.KindUnknown {
				t.Errorf("%+v", x.ExchangeSummary)
			}
		})
	}
}

// A head that grew by a copy of itself for each field took half a minute for 40,000 of them.
func TestAHeadOfManyFieldsIsPutTogetherOnce(t *testing.T) {
	headers := make([]protocol.Header, 10_000)
	for i := range headers {
		headers[i] = protocol.Header{Name: "X", Value: "value"}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	head := message("GET / HTTP/1.1", headers, nil).Head
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 20*uint64(len(head)) {
		t.Errorf("%d bytes were needed for a head of %d", took, len(head))
	}
}

func TestWhatAnArchiveTellsOfTimesServersAndForms(t *testing.T) {
	all, archive, err := read(entries(plain,
		`{"request":{"method":"GET","url":"data:,x"}}`,
		`{"request":{"method":"GET","url":"http://b.test/x"}}`,
		`{"request":{"method":"POST","url":"http://a.test/","postData":{"mimeType":"application/x-www-form-urlencoded","params":[{"name":"a b","value":"1&2"}]}}}`,
		`{"request":{"method":"GET","url":"http://a.test/"},"response":{"status":200,"headers":[{"name":"Content-Encoding","value":"br"}],"content":{"size":3,"text":"abc"}}}`,
		`{"request":{"method":"GET","url":"http://a.test/"},"response":{"status":200,"content":{"size":3}}}`,
	))
	if err != nil || len(all) != 5 || archive.Skipped != 1 || archive.Origin != "http://a.test" {
		t.Fatal(len(all), archive, err)
	}
	if want := time.Date(2026, 11, 20, 9, 0, 0, 5e8, time.UTC); !all[0].Time.Equal(want) || !all[1].Time.Equal(want) {
		t.Error(all[0].Time, all[1].Time)
	}
	if got := all[0].Timing; got.RequestHeadMs != 1 || got.ResponseHeadMs != 3 || got.EndMs != 9 {
		t.Error(got)
	}
	if all[0].Target != "/x?y" || all[1].Target != "http://b.test/x" {
		t.Error(all[0].Target, all[1].Target)
	}
	if got := string(all[2].RequestBody); got != "a+b=1%262" {
		t.Error(got)
	}
	if !all[3].Response.Decoded || all[4].Response.Decoded || all[4].Response.Body != (protocol.Body{Bytes: 3}) {
		t.Error(all[3].Response, all[4].Response)
	}
}

func TestWhatIsWrongIsToldWithItsPlace(t *testing.T) {
	for text, want := range map[string]Malformed{
		"":                       {Line: 1, Column: 1, Problem: "cut"},
		"\ufeff":                 {Line: 1, Column: 1, Problem: "cut"},
		"[]":                     {Line: 1, Column: 1, Problem: "notArchive"},
		"<html>":                 {Line: 1, Column: 1, Problem: "notJSON"},
		"{}":                     {Line: 1, Column: 3, Problem: "notArchive"},
		`{"log":[]}`:             {Line: 1, Column: 7, Problem: "notArchive"},
		`{"log":{"entries":{}}}`: {Line: 1, Column: 18, Problem: "notArchive"},
		"{\"log\":\n{\"entries\":[\n{\"request\":tru}]}}": {Line: 3, Column: 15, Problem: "notJSON", Entry: 1},
		entries(plain, plain)[:700]:                       {Line: 3, Column: 61, Problem: "cut", Entry: 2},
		entries(plain) + "\n{}":                           {Line: 3, Column: 2, Problem: "behind", Entry: 1},
		entries("{}"):                                     {Line: 1, Column: 74, Problem: "noRequest", Entry: 1},
		entries(`{"request":{"headers":{}}}`):             {Line: 1, Column: 74, Problem: "kind", Entry: 1, Field: "log.entries[0].request.headers"},
		entries(`{"request":{"method":[]}}`):              {Line: 1, Column: 74, Problem: "kind", Entry: 1, Field: "log.entries[0].request.method"},
	} {
		_, _, err := read(text)
		var got *Malformed
		if !errors.As(err, &got) {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
}

// What a file says of Vitrina's own is taken only as far as Vitrina says such things.
func TestAStrangersWordIsNotTakenForVitrinas(t *testing.T) {
	all, _, err := read(entries(`{"request":{"method":"GET","url":"http://a.test/"},"_note":"<b>","_vitrina":{
		"method":"GET","target":"/","kind":"magic","status":200,"request":{"head":"GET / HTTP/1.1\r\n\r\n"},
		"response":{"head":"HTTP/1.1 200 OK\r\nA: b\r\n\r\n","headers":[{"name":"A","value":"b","setBy":"me"}],"body":{"bytes":-5,"kept":9}},
		"notes":[{"code":"usage","severity":"error"},{"code":"notModified","severity":"fatal"},{"code":"notModified","severity":"information"}],
		"timing":{"endMs":1e300,"responseHeadMs":-1},"verdict":{"message":"trust me"},"gist":{"fate":"shown"}}}`))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	x := all[0]
	if x.Kind != protocol.KindUnknown || x.Verdict != nil || x.Gist != nil || x.Response.Headers[0].SetBy != "" || x.Response.Body.Bytes != 0 ||
		len(x.Notes) != 1 || x.Notes[0].Code != "notModified" || x.Timing.ResponseHeadMs != 0 || x.Timing.EndMs > 1e10 || x.Note != "<b>" {
		t.Errorf("%+v", x)
	}
}

// Whatever a file holds, it is read or refused. What was read can be written, and is read again as the
// same. A rebuilt head has a line for each of its fields, and no other.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "{", "[]", entries(), entries(plain), entries(plain, plain), entries(plain)[:200], "\ufeff" + entries(plain), entries("{}"),
		entries(`{"request":{"method":"G\r\nX: y","url":"http://a\r\n/\u0000","headers":[{"name":"A","value":"1\r\n\r\n2"}],"postData":{"text":"\ud800"}}}`),
		entries(`{"startedDateTime":"9999-99-99","time":"x","request":{"method":1,"url":"ws://a/","bodySize":1e999},"response":{"status":1e300,"content":{"size":-1e300,"encoding":"base64","text":"="}}}`),
		entries(`{"request":{"method":"GET","url":"/"},"_note":7,"_vitrina":{"request":{"head":"GET / HTTP/1.1\r\n\r\n","headBase64":"!"},"timing":{"endMs":1e308},"notes":[{"code":"usage"}],"script":{"printed":{"bytes":-1}},"inserted":{"offset":-1,"bytes":9}}}`),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, _, err := read(text)
		var bad *Malformed
		if err != nil && !errors.As(err, &bad) {
			t.Fatal(err)
		}
		if bad != nil && (bad.Line < 1 || bad.Column < 1) {
			t.Fatal(bad)
		}
		for _, x := range all {
			if Rebuilt(x.Notes) && x.Request.HeadBase64 == "" {
				if lines := strings.Count(x.Request.Head, "\n"); lines != len(x.Request.Headers)+2 {
					t.Fatalf("%q has %d fields", x.Request.Head, len(x.Request.Headers))
				}
			}
			_ = x.Redacted()
		}
		var archive bytes.Buffer
		left := all
		if err := Write(&archive, nil, func() (Entry, bool) {
			if len(left) == 0 {
				return Entry{}, false
			}
			x := left[0]
			left = left[1:]
			return EntryOf(x), true
		}); err != nil {
			t.Fatal(err)
		}
		again, _, err := read(archive.String())
		if err != nil || len(again) != len(all) {
			t.Fatal(err, len(again), len(all))
		}
		for i := range all {
			was, _ := json.Marshal(all[i].Exchange)
			is, _ := json.Marshal(again[i].Exchange)
			if !bytes.Equal(was, is) || !bytes.Equal(all[i].RequestBody, again[i].RequestBody) || !bytes.Equal(all[i].ResponseBody, again[i].ResponseBody) {
				t.Fatalf("%s\n%s\n%q %q\n%q %q", was, is, all[i].RequestBody, again[i].RequestBody, all[i].ResponseBody, again[i].ResponseBody)
			}
		}
	})
}
