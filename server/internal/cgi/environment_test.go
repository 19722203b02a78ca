package cgi

import (
	"strings"
	"testing"
)

func TestVariablesOfEachSystem(t *testing.T) {
	for name, c := range map[string]struct {
		windows bool
		want    string
	}{
		"Linux":   {false, "LC_TIME=es_ES PATH=/mine systemroot=mine"},
		"Windows": {true, `LC_TIME=es_ES PATH=/mine Temp=C:\t systemroot=mine`},
	} {
		v, others := newVariables(c.windows), newVariables(c.windows)
		v.inherit([]string{"Path=/system", `SystemRoot=C:\Windows`, `Temp=C:\t`, "GITHUB_TOKEN=x", "LC_TIME=es_ES", "NUL=a\x00b"})
		v.set("PATH", "/before")
		others.set("PATH", "/mine")
		others.set("systemroot", "mine")
		others.set("A", "no\x00ne")
		if got := strings.Join(v.with(others), " "); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestHeaderVariable(t *testing.T) {
	for name, want := range map[string]string{
		"Accept-Language": "HTTP_ACCEPT_LANGUAGE", "X": "HTTP_X",
		"X_Token": "", "Proxy": "", "Authorization": "", "Content-Type": "", "Content-Length": "",
	} {
		if got := headerVariable(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
