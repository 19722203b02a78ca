package charset

import (
	"strings"
	"testing"
)

// What browsers find before they parse a page (WHATWG HTML, 13.2.3.2).
func TestDeclaredEncoding(t *testing.T) {
	for page, want := range map[string]string{
		"": "", "<p>¡Hola!": "", "<!doctype html><html><head><title>x</title></head>": "",
		"<meta charset=utf-8>":                             "utf-8",
		"<!doctype html>\n<META CHARSET='ISO-8859-1'/><p>": "iso-8859-1",
		"<meta charset=utf8>":                              "utf-8",
		"<meta charset=utf-16>":                            "utf-8", // what is read as ASCII is no UTF-16
		`<meta name="viewport" content="charset=x"><meta http-equiv="content-type" content="text/html; charset=windows-1252">`: "windows-1252",
		`<meta http-equiv=Content-Type content="text/html; CHARSET = 'Shift_JIS'; x">`:                                         "shift_jis",
		`<meta http-equiv=Content-Type content="charset charset = 'latin1'">`:                                                  "latin1",
		`<meta http-equiv=Content-Type content="charset=latin1 x">`:                                                            "latin1",
		`<meta http-equiv=Content-Type content="charset=nope; charset=latin1">`:                                                "after nope",
		`<meta http-equiv=Content-Type content='charset="latin1'>`:                                                             "",
		`<meta http-equiv=" content-type" content="charset=latin1">`:                                                           "",
		`<meta charset=" latin1 ">`:                                                  "latin1",
		`<meta charset="'latin1'">`:                                                  "after 'latin1'",
		`<meta http-equiv=Content-Type content="text/html">`:                         "",
		`<meta http-equiv=refresh content="1; charset=latin1">`:                      "",
		"<!-- <meta charset=latin1> --><p>":                                          "",
		strings.Repeat(" ", Prescan) + "<meta charset=utf-8>":                        "utf-8 late",
		"<title>" + strings.Repeat(" ", Prescan) + "</title><meta charset=utf-8>":    "utf-8 late",
		"<!--" + strings.Repeat(" ", Prescan-15) + "--><meta charset=utf-8>":         "utf-8 late", // it begins before
		"<p>" + strings.Repeat(" ", Prescan) + "<meta charset=utf-8>":                "",
		"<head></head>" + strings.Repeat(" ", Prescan) + "<meta charset=utf-8>":      "",
		"<p>x</p><meta charset=utf-8>":                                               "utf-8",
		"<noscript><meta charset=utf-8></noscript>":                                  "utf-8",
		"<script>'<meta charset=utf-8>'</script><title><meta charset=utf-8></title>": "",
		`<?xml version="1.0" encoding="UTF-8"?><p>`:                                  "utf-8",
		`<?xml version="1.0" encoding="utf-16"?><p>`:                                 "utf-8",
		`<?xml version="1.0" encoding="x"?><p>`:                                      "",
		` <?xml version="1.0" encoding="utf-8"?><p>`:                                 "",
		"<meta charset=utf8mb4>":                                                     "after utf8mb4", // is no label, and browsers go on
		"<meta charset=ansi><meta charset=latin1>":                                   "latin1 after ansi",
		"<meta charset=utf-8><meta charset=ansi>":                                    "utf-8",
		"<meta charset=“utf-8”>":                                                     "after “utf-8”",
		"<meta charset=csunicode>":                                                   "utf-8",
		"<meta charset=x-user-defined>":                                              "windows-1252",
		"\xef\xbb\xbf<meta charset=latin1>":                                          "utf-8 by its mark",
		"\xff\xfe<\x00":                                                              "utf-16le by its mark",
	} {
		found := Declared([]byte(page))
		got := found.Label
		if found.ByMark {
			got += " by its mark"
		}
		if found.Late {
			got += " late"
		}
		if found.Unknown != "" {
			got = strings.TrimSpace(got + " after " + found.Unknown)
		}
		if got != want {
			t.Errorf("%.60q: %q, not %q", page, got, want)
		}
	}
}

func FuzzDeclaredEncoding(f *testing.F) {
	f.Add([]byte("<meta charset=utf-8>"))
	f.Add([]byte(`<meta http-equiv=Content-Type content="text/html; charset=latin1">`))
	f.Fuzz(func(t *testing.T, page []byte) {
		found := Declared(page)
		label, byMark := found.Label, found.ByMark
		if label != strings.ToLower(label) || strings.TrimSpace(label) != label || len(label) > Prescan {
			t.Errorf("%q", label)
		}
		if longer := Declared(append(page[:len(page):len(page)], "<meta charset=latin1>"...)); len(page) >= Prescan && longer.Label != label && !longer.Late && !byMark {
			t.Errorf("what is behind the first %d bytes changes %q to %q", Prescan, label, longer.Label)
		}
	})
}
