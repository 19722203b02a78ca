package command

import (
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
)

// What people set, and what they then read.
func TestTheEnvironmentSaysTheLanguage(t *testing.T) {
	for _, c := range []struct {
		set    string // NAME=VALUE, with spaces between
		system string // as `set`, of the system's own languages
		want   l10n.Locale
	}{
		{"", "", l10n.English},
		{"LANG=es_ES.UTF-8", "", l10n.Spanish},
		{"LANG=es", "", l10n.Spanish},
		{"LANG=es_419.UTF-8", "", l10n.Spanish},
		{"LANG=es-MX", "", l10n.Spanish},
		{"LANG=es_AR.UTF-8", "", l10n.Spanish},
		{"LANG=es_ES@euro", "", l10n.Spanish},
		{"LANG=es_ES.ISO-8859-15@euro", "", l10n.Spanish},
		{"LANG=ES_mx.utf8", "", l10n.Spanish},
		{"LANG=en_US.UTF-8", "", l10n.English},
		{"LANG=fr_FR.UTF-8", "", l10n.English},
		{"LANG=est_EE.UTF-8", "", l10n.English}, // Estonian's other code is not Spanish
		{"LANG=nonsense;;", "", l10n.English},
		{"LC_MESSAGES=es_CO.UTF-8 LANG=en_US.UTF-8", "", l10n.Spanish},
		{"LC_ALL=es_AR.UTF-8 LC_MESSAGES=en_US LANG=en_US.UTF-8", "", l10n.Spanish},
		{"LC_ALL=en_US.UTF-8 LANG=es_ES.UTF-8", "", l10n.English},
		{"LC_ALL= LANG=es_ES.UTF-8", "", l10n.Spanish}, // empty is as if it were not there
		{"LANGUAGE=es LANG=en_US.UTF-8", "", l10n.Spanish},
		{"LANGUAGE=ca:es:en LANG=ca_ES.UTF-8", "", l10n.Spanish},
		{"LANGUAGE=es_MX:es LC_ALL=en_US.UTF-8", "", l10n.Spanish},
		{"LANGUAGE=en:es LANG=es_ES.UTF-8", "", l10n.English},
		{"LANGUAGE=fr LANG=es_ES.UTF-8", "", l10n.Spanish}, // nothing in French: the locale says what else
		{"LANGUAGE=es", "", l10n.Spanish},
		{"LANGUAGE=es LC_ALL=C", "", l10n.English},
		{"LANGUAGE=es LANG=C.UTF-8", "", l10n.English},
		{"LANGUAGE=es LC_ALL=POSIX", "", l10n.English},
		{"", "es-MX en-US", l10n.Spanish},
		{"", "ca-ES es-ES", l10n.Spanish},
		{"LANG=en_US.UTF-8", "es-ES", l10n.English},
		{"LC_ALL=C", "es-ES", l10n.English},
	} {
		environment := map[string]string{}
		for _, pair := range strings.Fields(c.set) {
			name, value, _ := strings.Cut(pair, "=")
			environment[name] = value
		}
		system := func() []string { return strings.Fields(c.system) }
		if got := environmentLocale(func(name string) string { return environment[name] }, system); got != c.want {
			t.Errorf("%q, system %q: %s, not %s", c.set, c.system, got, c.want)
		}
	}
}

func TestAFlagSaysTheLanguage(t *testing.T) {
	const english, spanish = "Vitrina serves", "Vitrina sirve"
	for _, c := range []struct {
		from l10n.Locale
		args string
		want string
	}{
		{l10n.English, "help", english},
		{l10n.English, "help --lang es", spanish},
		{l10n.English, "--lang es help", spanish},
		{l10n.English, "--lang=es-419 help", spanish},
		{l10n.English, "-lang es-MX help", spanish},
		{l10n.English, "help --lang es_AR.UTF-8", spanish},
		{l10n.English, "--lang en help --lang es", spanish},
		{l10n.English, "--lang es", spanish}, // no command at all
		{l10n.Spanish, "help", spanish},
		{l10n.Spanish, "help --lang en", english},
		{l10n.Spanish, "serve --help --lang en-GB", english},
		{l10n.English, "paint --lang es", "no existe el comando «paint»"},
		{l10n.English, "serve --lang es --nope", "no existe la opción --nope"},
		{l10n.English, "check nothing --lang es", "La carpeta "},
		{l10n.English, "help --lang fr", "Vitrina speaks en (English) and es (Spanish), but --lang got “fr”."},
		{l10n.Spanish, "help --lang=", "Vitrina habla es (español) y en (inglés), pero --lang recibió «»."},
		{l10n.English, "help --lang", "--lang expects a value."},
		{l10n.English, "serve -- nothing --lang=es", "takes one folder; “--lang=es” is one too many"},
	} {
		stdout, stderr, _ := run(c.from, strings.Fields(c.args)...)
		if !strings.Contains(stdout+stderr, c.want) {
			t.Errorf("%s: vitrina %s: %s%s", c.from, c.args, stdout, stderr)
		}
	}
}

// Who asks for a language gets the panel in it, whatever the browser speaks.
func TestThePanelSpeaksTheLanguageThatWasAskedFor(t *testing.T) {
	for _, c := range []struct {
		console Console
		want    string
	}{
		{Console{Locale: l10n.Spanish, asked: true}, "http://127.0.0.1:9000/x/?lang=es&site=s1"},
		{Console{Locale: l10n.Spanish}, "http://127.0.0.1:9000/x/?site=s1"},
	} {
		if got := c.console.inLanguage("http://127.0.0.1:9000/x/?site=s1"); got != c.want {
			t.Errorf("%+v: %s", c.console, got)
		}
	}
	if got := (Console{Locale: l10n.Spanish, asked: true}).inLanguage(""); got != "" {
		t.Errorf("no panel: %s", got)
	}
}
