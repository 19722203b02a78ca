package content

import (
	"net/http"
	"testing"
)

func TestTypeOfIsReadAsBrowsersReadIt(t *testing.T) {
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
		if kind, charset := TypeOf(http.Header{"Content-Type": {value}}); kind != want[0] || charset != want[1] {
			t.Errorf("%q: %q, %q", value, kind, charset)
		}
	}
}
