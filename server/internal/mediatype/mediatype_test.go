package mediatype

import "testing"

func TestTypesAreReadAsBrowsersReadThem(t *testing.T) {
	for value, want := range map[string][2]string{
		"":                                     {},
		"html":                                 {},
		"text/":                                {},
		"text/html charset=utf-8":              {},
		"Text/HTML":                            {"text/html", ""},
		"text/html;charset=UTF-8":              {"text/html", "UTF-8"},
		"text/html ; charset=utf-8 ":           {"text/html", "utf-8"},
		"text/html;":                           {"text/html", ""},
		"text/html; charset":                   {"text/html", ""},
		"text/html; charset; charset=utf-8":    {"text/html", "utf-8"},
		"text/html; charset=":                  {"text/html", ""},
		"text/html; charset = utf-8":           {"text/html", ""},
		"text/html; charset= utf-8":            {"text/html", " utf-8"},
		"text/html; charset: utf-8":            {"text/html", ""},
		"text/html; charset='utf-8'":           {"text/html", "'utf-8'"},
		`text/html; charset="ut\f-8"; x`:       {"text/html", "utf-8"},
		`text/html; charset="utf-8`:            {"text/html", "utf-8"},
		`text/html; charset="utf-8"x; a=b`:     {"text/html", "utf-8"},
		"text/html; charset=latin1; charset=b": {"text/html", "latin1"},
		"text/html; a b=c; charset=x":          {"text/html", "x"},
		"application/json; charset":            {"application/json", ""},
		"text/html; charset=a, text/html":      {"text/html", "a"},
		"text/html; charset=a, text/plain":     {"text/plain", ""},
		"text/html, */*, x":                    {"text/html", ""},
	} {
		if kind, charset := Extract([]string{value}); kind != want[0] || charset != want[1] {
			t.Errorf("%q: %q, %q", value, kind, charset)
		}
	}
}

func TestKindsOfTypesAreThoseOfTheStandard(t *testing.T) {
	for essence, want := range map[string]string{
		"":                      "nothing",
		"*/*":                   "nothing",
		"unknown/unknown":       "nothing",
		"text/javascript":       "JavaScript",
		"text/javascript1.6":    "",
		"application/json":      "JSON",
		"application/ld+json":   "JSON",
		"application/x-json":    "",
		"image/svg+xml":         "XML",
		"text/xml":              "XML",
		"application/xml-dtd":   "",
		"application/xhtml+xml": "XML",
	} {
		got := ""
		for kind, is := range map[string]func(string) bool{"nothing": SaysNothing, "JavaScript": IsJavaScript, "JSON": IsJSON, "XML": IsXML} {
			if is(essence) {
				got += kind
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", essence, got, want)
		}
	}
}
