//go:build linux

package test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// The whole program speaks Spanish to whoever asks for it, in each way that there is to ask.
// What each way means in all its cases, the packages command and l10n test.
func TestSpanishIsSpokenToWhoeverAsksForIt(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson)
	const english, spanish = "The folder", "La carpeta"
	for _, c := range []struct {
		env, flags, want string
	}{
		{"LANG=C.UTF-8", "", english},
		{"LANG=es_AR.UTF-8", "", spanish},
		{"LANG=es_419", "", spanish},
		{"LANG=en_US.UTF-8 LC_ALL=es_MX.UTF-8", "", spanish},
		{"LANG=en_US.UTF-8 LANGUAGE=es_MX:es", "", spanish},
		{"LANG=en_US.UTF-8", "--lang es-419", spanish},
		{"LANG=en_US.UTF-8", "--lang=es_AR.UTF-8", spanish},
		{"LC_ALL=es_ES.UTF-8", "--lang en", english},
	} {
		cmd := exec.Command(binary, append([]string{"check", root + "/nothing"}, strings.Fields(c.flags)...)...)
		cmd.Env = []string{"GORACE=atexit_sleep_ms=0", "PATH=" + os.Getenv("PATH")}
		cmd.Env = append(cmd.Env, strings.Fields(c.env)...)
		said, _ := cmd.CombinedOutput()
		if !strings.HasPrefix(string(said), "vitrina: "+c.want) {
			t.Errorf("%s %s: %s", c.env, c.flags, said)
		}
	}

	site := serve(t, root, "--no-prewarm").url
	for language, want := range map[string]string{
		"es": "es", "es-419": "es", "es-MX,en;q=0.5": "es", "ca,es;q=0.9,en;q=0.8": "es", "en-GB,es;q=0.9": "en", "fr": "en",
	} {
		for _, path := range []string{"/nothing.html", "/_vitrina/live", "/cgi-bin/nothing.py"} {
			page := get(t, site, path, "Accept: text/html", "Accept-Language: "+language)
			if !strings.Contains(page.body, `<html lang="`+want+`"`) {
				t.Errorf("%s in %s: %s", path, language, page.body)
			}
		}
	}

	for locale, want := range map[string]string{"es": spanish, "es-419": spanish, "es-MX": spanish, "es_AR": spanish, "en": english, "fr": english, "": english} {
		e := startEditor(t)
		e.initializeIn(locale, true)
		r := e.call(protocol.MethodSiteStart, protocol.SiteStartParams{Root: root + "/nothing"})
		if r.Error == nil || !strings.HasPrefix(r.Error.Message, want) {
			t.Errorf("%q: %+v", locale, r.Error)
		}
	}
}
