package cgi

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeaderBlocks(t *testing.T) {
	type d = []Violation
	type f = []Field
	html := Field{"Content-type", "text/html"}
	for name, c := range map[string]struct {
		output  string
		want    Header
		content string
	}{
		"a page with its type":      {"Content-type: text/html\n\n<p>", Header{Fields: f{html}}, "<p>"},
		"CR LF":                     {"Content-type: text/html\r\n\r\n<p>", Header{Fields: f{html}}, "<p>"},
		"mixed":                     {"Content-type: text/html\r\nA: 1\n\r\n<p>", Header{Fields: f{html, {"A", "1"}}}, "<p>"},
		"a status with its reason":  {"STATUS: 404 Not here\nContent-type: text/html\n\n", Header{Fields: f{html}, Status: 404, Reason: "Not here"}, ""},
		"a redirect wants no type":  {"Location: /x\n\n", Header{Fields: f{{"Location", "/x"}}}, ""},
		"no content wants no type":  {"Status: 204\n\n", Header{Status: 204}, ""},
		"an empty value":            {"A:\nContent-type: text/html\n\n", Header{Fields: f{{"A", ""}, html}}, ""},
		"framing is the server's":   {"Connection: close\nTransfer-Encoding: chunked\nContent-type: text/html\n\n", Header{Fields: f{html}, NotPassed: []string{"Connection", "Transfer-Encoding"}, Violations: d{FieldNotPassed}}, ""},
		"no header":                 {"<!doctype html>\n<p>a: b", Header{Violations: d{NoHeader}}, "<!doctype html>\n<p>a: b"},
		"no header and no line end": {"<p>", Header{Violations: d{NoHeader}}, "<p>"},
		"an address is no field":    {"see http://x\n", Header{Violations: d{NoHeader}}, "see http://x\n"},
		"no type":                   {"X-A: 1\n\n<p>", Header{Fields: f{{"X-A", "1"}}, Violations: d{NoContentType}}, "<p>"},
		"an empty line first":       {"\n<p>", Header{Violations: d{NoContentType}}, "<p>"},
		"no empty line":             {"Content-type: text/html\n<p>\n", Header{Fields: f{html}, Violations: d{NoEmptyLine}}, "<p>\n"},
		"the header only":           {"Content-type: text/html\n", Header{Fields: f{html}, Violations: d{NoEmptyLine}}, ""},
		"a status of three words":   {"Status: ok\nContent-type: text/html\n\n", Header{Fields: f{html}, Violations: d{BadStatus}}, ""},
		"a status below 200":        {"Status: 099\nContent-type: text/html\n\n", Header{Fields: f{html}, Violations: d{BadStatus}}, ""},
		"a status above 599":        {"Status: 600\nContent-type: text/html\n\n", Header{Fields: f{html}, Violations: d{BadStatus}}, ""},
		"a NUL in a value":          {"A: \x00\nContent-type: text/html\n\n", Header{Fields: f{html}, Dropped: []string{"A"}, Violations: d{BadField}}, ""},
		"a NUL in a type":           {"Content-type: text/html\x00\n\n<p>", Header{Dropped: []string{"Content-type"}, Violations: d{BadField}}, "<p>"},
		"a tab of another kind":     {"Content-type: text/html\v\n\n<p>", Header{Dropped: []string{"Content-type"}, Violations: d{BadField}}, "<p>"},
		"a NUL in a place":          {"Status: 302\nLocation: /a\x00\n\n", Header{Status: 302, Dropped: []string{"Location"}, Violations: d{BadField}}, ""},
		"CR alone":                  {"Content-type: text/html\r\r<p>", Header{Violations: d{BareCR}}, "Content-type: text/html\r\r<p>"},
		"CR alone, and LF later":    {"A: 1\rContent-type: text/html\r\r<p>\n\nb", Header{Violations: d{BareCR}}, "A: 1\rContent-type: text/html\r\r<p>\n\nb"},
		"CR alone, no empty line":   {"Content-type: text/html\r<p>", Header{Violations: d{BareCR}}, "Content-type: text/html\r<p>"},
		"CR alone behind LF":        {"A: 1\nContent-type: text/html\r\r<p>", Header{Fields: f{{"A", "1"}}, Violations: d{BareCR}}, "Content-type: text/html\r\r<p>"},
		"a CR in a value":           {"A: b\rSet-Cookie: c\nContent-type: text/html\n\n", Header{Fields: f{html}, Dropped: []string{"A"}, Violations: d{BadField}}, ""},
		"a field of 60 kB":          {"A: " + strings.Repeat("x", 60_000) + "\nContent-type: text/html\n\n", Header{Fields: f{{"A", strings.Repeat("x", 60_000)}, html}}, ""},
		"cgitb's page has its type": {"Content-type: a/b\nX-A: 1\n<!--: spam\nContent-type: text/html\n\n<p>", Header{Fields: f{{"X-A", "1"}, html}}, "<p>"},
		"CR CR LF":                  {"Content-type: text/html\r\r\n\r\r\n<p>", Header{Fields: f{html}, Violations: d{DoubledCR}}, "<p>"},
		"folded":                    {"A: 1;\n b\n\tc\nContent-type: text/html\n\n<p>", Header{Fields: f{{"A", "1; b c"}, html}, Violations: d{FoldedField}}, "<p>"},
		"no empty line, indented":   {"Content-type: text/html\n  <p>\n", Header{Fields: f{html}, Violations: d{NoEmptyLine}}, "  <p>\n"},
		"no empty line, a text":     {"Content-type: text/html\n  a\nb\n", Header{Fields: f{html}, Violations: d{NoEmptyLine}}, "  a\nb\n"},
		"no empty line, two texts":  {"Content-type: text/html\n  a\n\n  b\n", Header{Fields: f{html}, Violations: d{NoEmptyLine}}, "  a\n\n  b\n"},
		"no empty line, redirect":   {"Location: /x\n  a\n\n", Header{Fields: f{{"Location", "/x"}}, Violations: d{NoEmptyLine}}, "  a\n\n"},
		"a folded type":             {"Content-type: text/html\n ;charset=utf-8\n\n", Header{Fields: f{{"Content-type", "text/html ;charset=utf-8"}}, Violations: d{FoldedField}}, ""},
		"a space before a name":     {"Content-type: text/html\n Set-Cookie: a=1\n\n", Header{Fields: f{html}, Violations: d{NoEmptyLine}}, " Set-Cookie: a=1\n\n"},
		"a plain status":            {"Status: 404: Not here\nContent-type: text/html\n\n", Header{Fields: f{html}, Status: 404, Reason: "Not here", Violations: d{LooseStatus}}, ""},
		"a page's comment":          {"<!--\n<p>", Header{Violations: d{NoHeader}}, "<!--\n<p>"},
		"nothing":                   {"", Header{Violations: d{NoOutput}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, known := parseHeader([]byte(c.output), true)
			if !known {
				t.Fatal("not known at the end")
			}
			if content := c.output[got.Length:]; content != c.content {
				t.Errorf("the content is %q", content)
			}
			got.Length, got.Quoted = 0, nil // which the findings show
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			whole, _ := parseHeader([]byte(c.output), true)
			for i := range c.output { // as soon as it is known, it does not change
				if early, known := parseHeader([]byte(c.output[:i]), false); known {
					if diff := cmp.Diff(whole, early); diff != "" {
						t.Fatalf("after %d bytes: %s", i, diff)
					}
				}
			}
		})
	}
}

func TestHasLateHeader(t *testing.T) {
	for content, want := range map[string]bool{
		"working...\nContent-type: text/html\n\n<p>":        true,
		"working...\r\nX-A: 1\r\ncontent-type: a/b\r\n\r\n": true,
		"<p>\nContent-type: text/html\n<p>":                 false, // no block: a line of a page
		"<p>\nContent-type: depends\n\n":                    false,
		"see\nContent-types: a/b\n\n":                       false,
		"see\nX-A: 1\n\n":                                   false,
		"Content-type: text/html":                           false,
		"":                                                  false,
	} {
		if got := hasLateHeader(content); got != want {
			t.Errorf("%q: %v", content, got)
		}
	}
}

func TestAHeaderBlockWithoutEndIsAFault(t *testing.T) {
	for name, output := range map[string]string{
		"one line":   "A: " + strings.Repeat("x", maxLine),
		"many lines": strings.Repeat("A: b\n", maxBlock/5+1),
	} {
		if got, known := parseHeader([]byte(output), false); !known || !got.Has(HeaderTooLong) {
			t.Errorf("%s: known %v, %v", name, known, got.Violations)
		}
	}
}

// A page behind an empty line of CR alone may be long: that line says enough.
func TestAnEmptyLineOfCRIsKnownAtOnce(t *testing.T) {
	output := []byte("Content-type: text/html\r\r<p>")
	if got, known := parseHeader(output, false); !known || !got.Has(BareCR) || got.Length != 0 {
		t.Errorf("known %v, %+v", known, got)
	}
	if _, known := parseHeader(output[:len(output)-len("<p>")], false); known {
		t.Error("a LF may follow")
	}
}

// FuzzParseHeader: whatever a script prints, no field can split a response, the block
// is within the output, and what was known early stays so.
func FuzzParseHeader(f *testing.F) {
	f.Add([]byte("Content-type: text/html\n\n<p>"), 5)
	f.Add([]byte("a: b\r\n\r\n"), 2)
	f.Add([]byte("\n\n"), 1)
	f.Add([]byte("Status: 404\nx"), 3)
	f.Add([]byte("a: b\n c\n\td\r\r\n<!--: spam\n e: f\n"), 9)
	f.Fuzz(func(t *testing.T, output []byte, cut int) {
		got, known := parseHeader(output, true)
		if !known || got.Length > len(output) {
			t.Fatalf("known %v, length %d of %d", known, got.Length, len(output))
		}
		got.Findings(string(output[got.Length:]))
		for _, field := range got.Fields {
			if strings.ContainsAny(field.Name+field.Value, "\r\n\x00") {
				t.Fatalf("%q splits the response", field)
			}
		}
		if got.Status != 0 && (got.Status < 200 || got.Status > 599) {
			t.Fatalf("status %d", got.Status)
		}
		if cut < 0 || cut > len(output) {
			return
		}
		if early, known := parseHeader(output[:cut], false); known {
			if diff := cmp.Diff(got, early); diff != "" {
				t.Fatalf("after %d bytes: %s", cut, diff)
			}
		}
	})
}

// A header that arrives byte by byte is read as the whole is.
func TestHeaderInPieces(t *testing.T) {
	for _, output := range []string{
		"Content-Type: text/html\r\n\r\n<p>", "Status: 404\nX: a\n b\n\nbody", "A: 1\nno field\n", "<p>", "", "\n", "A: 1",
		"A: 1\n folded\n\tmore\nB: 2\r\r\n\r\r\n", "<!--: spam\nContent-Type: text/html\n\n",
		"A: 1\r\r<p>", "A: 1\r\r\n\r\r\n<p>", "A: 1\rB: 2",
	} {
		want, _ := parseHeader([]byte(output), true)
		parser, known := headerParser{}, false
		var got Header
		for n := 0; n <= len(output) && !known; n++ {
			got, known = parser.parse([]byte(output[:n]), false)
		}
		if !known {
			got, _ = parser.parse([]byte(output), true)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", output, diff)
		}
	}
}
