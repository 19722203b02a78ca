package command

import (
	"bytes"
	"errors"
	"io"
	"maps"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// run runs a command line that ends by itself.
func run(locale l10n.Locale, args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	code = Run(args, Console{In: strings.NewReader(""), Out: writer{&out}, Err: writer{&errs}, Locale: locale})
	return out.String(), errs.String(), code
}

type writer struct{ io.Writer }

func (writer) Close() error { return nil }

// Whatever is wrong in a command line is said in one line, in the reader's language, by the
// name that was typed.
func TestWhatIsWrongInACommandLine(t *testing.T) {
	root := t.TempDir()
	for _, c := range []struct {
		args             []string
		english, spanish string
	}{
		{[]string{"paint"}, "there is no command “paint”. Run `vitrina help` to see the commands.", "no existe el comando «paint». Ejecuta `vitrina help` para ver los comandos."},
		{[]string{"rpc", "now"}, "`vitrina rpc` takes no arguments, but got “now”. Send the settings with site/start.", "`vitrina rpc` no admite argumentos, pero recibió «now». Envía la configuración con site/start."},
		{[]string{"serve", "--nope"}, "there is no flag --nope. Run `vitrina help` to see the flags.", "no existe la opción --nope. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"serve", "-nope=1", root}, "there is no flag --nope. Run `vitrina help` to see the flags.", "no existe la opción --nope. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"check", "--port", "1"}, "this command has no flag --port. Run `vitrina help` to see which one has it.", "este comando no tiene la opción --port. Ejecuta `vitrina help` para ver cuál la tiene."},
		{[]string{"lesson", "1-types", "--csv"}, "this command has no flag --csv. Run `vitrina help` to see which one has it.", "este comando no tiene la opción --csv. Ejecuta `vitrina help` para ver cuál la tiene."},
		{[]string{"version", "--no-panel"}, "this command has no flag --no-panel. Run `vitrina help` to see which one has it.", "este comando no tiene la opción --no-panel. Ejecuta `vitrina help` para ver cuál la tiene."},
		{[]string{"har", "--cgi"}, "there is no flag --cgi. Run `vitrina help` to see the flags.", "no existe la opción --cgi. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"rpc", "--json"}, "`vitrina rpc` takes no arguments, but got “--json”. Send the settings with site/start.", "`vitrina rpc` no admite argumentos, pero recibió «--json». Envía la configuración con site/start."},
		{[]string{"serve", "--port", "0", ""}, "an argument is empty. If it comes from a variable, give that a value.", "hay un argumento vacío. Si viene de una variable, dale un valor."},
		{[]string{"check", "--", ""}, "an argument is empty. If it comes from a variable, give that a value.", "hay un argumento vacío. Si viene de una variable, dale un valor."},
		{[]string{"har", ""}, "an argument is empty. If it comes from a variable, give that a value.", "hay un argumento vacío. Si viene de una variable, dale un valor."},
		{[]string{"lesson", ""}, "an argument is empty. If it comes from a variable, give that a value.", "hay un argumento vacío. Si viene de una variable, dale un valor."},
		{[]string{"lesson", "new", ""}, "an argument is empty. If it comes from a variable, give that a value.", "hay un argumento vacío. Si viene de una variable, dale un valor."},
		{[]string{"lesson", "grade", "1-types", ""}, "an argument is empty. If it comes from a variable, give that a value.", "hay un argumento vacío. Si viene de una variable, dale un valor."},
		{[]string{"lesson", "grade", "nothing", "a.har"}, "there is no lesson “nothing”. Run `vitrina lesson` to see the lessons.", "no hay ninguna lección «nothing». Ejecuta `vitrina lesson` para ver las lecciones."},
		{[]string{"serve", root, "--host"}, "--host expects a value. Run `vitrina help` to see the flags.", "--host espera un valor. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"serve", "--port", "abc"}, "--port expects a port from 0 to 65535, but got “abc”.", "--port espera un puerto de 0 a 65535, pero recibió «abc»."},
		{[]string{"serve", "--port=70000"}, "--port expects a port from 0 to 65535, but got “70000”.", "--port espera un puerto de 0 a 65535, pero recibió «70000»."},
		{[]string{"serve", "--panel", "-1"}, "--panel expects a port from 0 to 65535, but got “-1”.", "--panel espera un puerto de 0 a 65535, pero recibió «-1»."},
		{[]string{"serve", "--panel", ""}, "--panel expects a port from 0 to 65535, but got “”.", "--panel espera un puerto de 0 a 65535, pero recibió «»."},
		{[]string{"serve", "--cgi-timeout", "30"}, "--cgi-timeout expects a duration such as 30s or 2m, but got “30”.", "--cgi-timeout espera una duración como 30s o 2m, pero recibió «30»."},
		{[]string{"serve", "--cgi-timeout", "-1s", root}, "--cgi-timeout cannot be “-1s”: it must be longer than zero.", "--cgi-timeout no puede ser «-1s»: debe ser mayor que cero."},
		{[]string{"version", "extra"}, "`vitrina version` takes no arguments, but got “extra”.", "`vitrina version` no admite argumentos, pero recibió «extra»."},
		{[]string{"--version", "--nope"}, "there is no flag --nope. Run `vitrina help` to see the flags.", "no existe la opción --nope. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"help", "--nope"}, "there is no flag --nope. Run `vitrina help` to see the flags.", "no existe la opción --nope. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"help", "paint"}, "there is no command “paint”. Run `vitrina help` to see the commands.", "no existe el comando «paint». Ejecuta `vitrina help` para ver los comandos."},
		{[]string{"help", "serve", "check"}, "help takes one command; “check” is one too many.", "help admite un solo comando; «check» sobra."},
		{[]string{"--nope"}, "the command comes first, then its flags, but “--nope” stands first. For example: `vitrina serve --port 8080`.", "primero va el comando y después sus opciones, pero al principio está «--nope». Por ejemplo: `vitrina serve --port 8080`."},
		{[]string{"--port=1", "serve"}, "the command comes first, then its flags, but “--port” stands first. For example: `vitrina serve --port 8080`.", "primero va el comando y después sus opciones, pero al principio está «--port». Por ejemplo: `vitrina serve --port 8080`."},
		{[]string{"serve", "--har-secrets"}, "--har-secrets does nothing without --har. Add --har, or leave --har-secrets out.", "--har-secrets no hace nada sin --har. Añade --har o quita --har-secrets."},
		{[]string{"serve", "--panel", "9000", "--no-panel"}, "--panel and --no-panel cannot be used together. Leave one of them out.", "--panel y --no-panel no se pueden usar a la vez. Quita una de las dos."},
		{[]string{"serve", "--port", "9000", "--panel", "9000"}, "--port and --panel cannot both be 9000: the site and the panel need a port each. Change one of them.", "--port y --panel no pueden ser los dos 9000: el sitio y el panel necesitan un puerto cada uno. Cambia uno de ellos."},
		{[]string{"lesson", "grade", "--csv", "--json", "a", "b"}, "--csv and --json cannot be used together. Leave one of them out.", "--csv y --json no se pueden usar a la vez. Quita una de las dos."},
		{[]string{"serve", "--har", "--json"}, "--har expects a value. Run `vitrina help` to see the flags.", "--har espera un valor. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"serve", "--host", "--port=80"}, "--host expects a value. Run `vitrina help` to see the flags.", "--host espera un valor. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"serve", "--charset", ""}, "--charset expects a value. Run `vitrina help` to see the flags.", "--charset espera un valor. Ejecuta `vitrina help` para ver las opciones."},
		{[]string{"serve", "--port", "0x2711"}, "--port expects a port from 0 to 65535, but got “0x2711”.", "--port espera un puerto de 0 a 65535, pero recibió «0x2711»."},
		{[]string{"serve", "--port", "1_000"}, "--port expects a port from 0 to 65535, but got “1_000”.", "--port espera un puerto de 0 a 65535, pero recibió «1_000»."},
		{[]string{"serve", "--cgi-at-once", "many"}, "--cgi-at-once expects a whole number such as 4, but got “many”.", "--cgi-at-once espera un número entero como 4, pero recibió «many»."},
		{[]string{"serve", "--cgi-at-once", "00", root}, "--cgi-at-once cannot be “00”: it must be 1 or more.", "--cgi-at-once no puede ser «00»: debe ser 1 o más."},
		{[]string{"serve", "--json=false"}, "--json takes no value, but got “false”.", "--json no admite ningún valor, pero recibió «false»."},
		{[]string{"serve", "--cgi-timeout", "0", root}, "--cgi-timeout cannot be “0”: it must be longer than zero.", "--cgi-timeout no puede ser «0»: debe ser mayor que cero."},
		{[]string{"serve", "--mime", ".x=y", root}, "--mime cannot be “.x=y”: ", "--mime no puede ser «.x=y»: "},
		{[]string{"serve", "--header", "[=X:1", "--header", "b=X: 2", root}, "--header cannot be “[=X:1”: ", "--header no puede ser «[=X:1»: "},
		{[]string{"serve", "--header", "a=X: 1", "--header", "a=ETag:v1", "--header", "b=ETag: \"v\"", root}, "--header cannot be “a=ETag:v1”: ", "--header no puede ser «a=ETag:v1»: "},
		{[]string{"serve", "--header", "a=X: 1\n2", root}, "--header cannot be “a=X: 1\ufffd2”: ", "--header no puede ser «a=X: 1\ufffd2»: "},
		{[]string{"serve", "--cgi-dir", "/../a", "--cgi-dir", "b", root}, "--cgi-dir cannot be “/../a”: ", "--cgi-dir no puede ser «/../a»: "},
		{[]string{"serve", "--allow-host", "http://x/", root}, "--allow-host cannot be “http://x/”: it must be a host name or an IP address, alone or with a port, such as course.test or proxy.test:3000.", "--allow-host no puede ser «http://x/»: debe ser un nombre de host o una dirección IP, con o sin puerto, como curso.test o proxy.test:3000."},
		{[]string{"serve", "--allow-host", "lab.test", "--allow-host", "", root}, "--allow-host cannot be “”: ", "--allow-host no puede ser «»: "},
		{[]string{"lesson", "check", "a", "b", "c"}, "`vitrina lesson check` takes one file or folder; “b” is one too many. If a path has spaces, put it in quotes.", "`vitrina lesson check` admite un solo archivo o una sola carpeta; «b» sobra. Si una ruta tiene espacios, ponla entre comillas."},
		{[]string{"lesson", "new", "a", "b"}, "lesson new takes one folder; “b” is one too many. If a path has spaces, put it in quotes.", "lesson new admite una sola carpeta; «b» sobra. Si una ruta tiene espacios, ponla entre comillas."},
		{[]string{"lesson", "--port", "0"}, "flags stand here, but no lesson. Write its name as well, or run `vitrina lesson` alone to see the lessons.", "hay opciones, pero ninguna lección. Escribe también su nombre, o ejecuta solo `vitrina lesson` para ver las lecciones."},
		{[]string{"lesson", "--port", "0", "nothing"}, "there is no lesson “nothing”. Run `vitrina lesson` to see the lessons.", "no hay ninguna lección «nothing». Ejecuta `vitrina lesson` para ver las lecciones."},
		{[]string{"serve", "--no-cgi=maybe"}, "--no-cgi takes no value, but got “maybe”.", "--no-cgi no admite ningún valor, pero recibió «maybe»."},
		{[]string{"serve", "--no-reload=maybe"}, "--no-reload takes no value, but got “maybe”.", "--no-reload no admite ningún valor, pero recibió «maybe»."},
		{[]string{"serve", "--no-panel=maybe"}, "--no-panel takes no value, but got “maybe”.", "--no-panel no admite ningún valor, pero recibió «maybe»."},
		{[]string{"serve", "--open=maybe"}, "--open takes no value, but got “maybe”.", "--open no admite ningún valor, pero recibió «maybe»."},
		{[]string{"serve", "--json=maybe"}, "--json takes no value, but got “maybe”.", "--json no admite ningún valor, pero recibió «maybe»."},
		{[]string{"check", "--json=maybe"}, "--json takes no value, but got “maybe”.", "--json no admite ningún valor, pero recibió «maybe»."},
		{[]string{"serve", "--allow-cgi-on-network=maybe"}, "--allow-cgi-on-network takes no value, but got “maybe”.", "--allow-cgi-on-network no admite ningún valor, pero recibió «maybe»."},
		{[]string{"serve", "--interpreter", "py"}, "--interpreter expects .EXT=COMMAND, such as .py=python3, but got “py”.", "--interpreter espera .EXT=COMANDO, como .py=python3, pero recibió «py»."},
		{[]string{"check", "--interpreter", "py"}, "--interpreter expects .EXT=COMMAND, such as .py=python3, but got “py”.", "--interpreter espera .EXT=COMANDO, como .py=python3, pero recibió «py»."},
		{[]string{"serve", "--header", "*.html", root}, "--header expects GLOB=NAME: VALUE, such as \"*.html=X-Frame-Options: DENY\", but got “*.html”.", "--header espera GLOB=NOMBRE: VALOR, como \"*.html=X-Frame-Options: DENY\", pero recibió «*.html»."},
		{[]string{"serve", "--header", "*.html=Content-Length: 1", root}, "--header cannot be “*.html=Content-Length: 1”: ", "--header no puede ser «*.html=Content-Length: 1»: "},
		{[]string{"serve", "--mime", "page", root}, "--mime expects .EXT=TYPE, such as .page=text/html, but got “page”.", "--mime espera .EXT=TIPO, como .page=text/html, pero recibió «page»."},
		{[]string{"serve", "--mime", ".page=html", root}, "--mime cannot be “.page=html”: ", "--mime no puede ser «.page=html»: "},
		{[]string{"check", "--interpreter", "py=x", root}, "--interpreter cannot be “py=x”: ", "--interpreter no puede ser «py=x»: "},
		{[]string{"serve", "--host", "example.org", root}, "--host cannot be “example.org”: ", "--host no puede ser «example.org»: "},
		{[]string{"serve", "--cgi-mode", "foo", root}, "--cgi-mode cannot be “foo”: ", "--cgi-mode no puede ser «foo»: "},
		{[]string{"serve", "--cgi-dir", "..", root}, "--cgi-dir cannot be “..”: ", "--cgi-dir no puede ser «..»: "},
		{[]string{"check", "--cgi-dir", "..", root}, "--cgi-dir cannot be “..”: ", "--cgi-dir no puede ser «..»: "},
		{[]string{"serve", "--charset", "a b", root}, "--charset cannot be “a b”: ", "--charset no puede ser «a b»: "},
		{[]string{"serve", "--host", "x", "--cgi-mode", "y", root}, "--host cannot be “x”: it must be localhost or an IP address such as 127.0.0.1 or 0.0.0.0. --cgi-mode cannot be “y”: ", "--host no puede ser «x»: debe ser localhost o una dirección IP como 127.0.0.1 o 0.0.0.0. --cgi-mode no puede ser «y»: "},
		{[]string{"serve", "a", "b"}, "serve takes one folder; “b” is one too many. If a path has spaces, put it in quotes.", "serve admite una sola carpeta; «b» sobra. Si una ruta tiene espacios, ponla entre comillas."},
		{[]string{"check", "a", "b"}, "check takes one folder; “b” is one too many. If a path has spaces, put it in quotes.", "check admite una sola carpeta; «b» sobra. Si una ruta tiene espacios, ponla entre comillas."},
		{[]string{"serve", "--", "--port", "1"}, "serve takes one folder; “1” is one too many. If a path has spaces, put it in quotes.", "serve admite una sola carpeta; «1» sobra. Si una ruta tiene espacios, ponla entre comillas."},
	} {
		for locale, want := range map[l10n.Locale]string{l10n.English: c.english, l10n.Spanish: c.spanish} {
			stdout, stderr, code := run(locale, c.args...)
			line, rest, ended := strings.Cut(stderr, "\n")
			matches := line == "vitrina: "+want || strings.HasSuffix(want, ": ") && strings.HasPrefix(line, "vitrina: "+want)
			if !matches || rest != "" || !ended || stdout != "" || code != exitUsage {
				t.Errorf("%s: exit code %d, %q, %q", strings.Join(c.args, " "), code, stdout, stderr)
			}
		}
	}
}

// Ports are decimal, as everywhere: a leading zero means nothing.
func TestAPortIsDecimal(t *testing.T) {
	options, err := parseServe([]string{"--port", "010001", "--cgi-at-once", "012", t.TempDir()})
	if err != nil || *options.site.Port != 10001 || *options.site.CGI.AtOnce != 12 {
		t.Errorf("%+v, %v", options.site, err)
	}
}

// An error that nobody thought of is said in our words, and no word of it is Go's.
func TestAnErrorWithoutWordsIsAnInternalOne(t *testing.T) {
	for locale, want := range map[l10n.Locale]string{
		l10n.English: "vitrina: Internal error in Vitrina: ",
		l10n.Spanish: "vitrina: Error interno de Vitrina: ",
	} {
		var errs bytes.Buffer
		code := Console{Err: writer{&errs}, Locale: locale}.failed(errors.New("something of Go's"))
		if code != exitError || !strings.HasPrefix(errs.String(), want) || strings.Contains(errs.String(), "Go's") {
			t.Errorf("exit code %d, %q", code, &errs)
		}
	}
}

// A page or a note cannot know who started the site: one that names a setting names the flag, too.
func TestTextsThatNameASettingNameItsFlag(t *testing.T) {
	flagsOf := maps.Clone(flagOf)
	maps.Copy(flagsOf, map[string]string{
		"cgi.enabled": "--no-cgi", "cgi.allowOnNetwork": "--allow-cgi-on-network", "cgi.prewarm": "--no-prewarm", "reload.enabled": "--no-reload",
	})
	for _, locale := range l10n.Locales {
		for _, key := range l10n.Keys(locale) {
			text := l10n.Text(locale, key, nil)
			for setting, flag := range flagsOf {
				if strings.Contains(text, "vitrina."+setting) && !strings.Contains(text, flag) {
					t.Errorf("%s: %s names vitrina.%s and not %s", locale, key, setting, flag)
				}
			}
		}
	}
}

// What is not there is said, and is not a mistake in the command line.
func TestAMissingFolderIsNoUsageError(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "nothing")
	for _, command := range []string{"serve", "check"} {
		_, stderr, code := run(l10n.Spanish, command, missing)
		if want := "vitrina: La carpeta " + missing + " no existe. Créala o elige otra carpeta que servir.\n"; stderr != want || code != exitError {
			t.Errorf("%s: exit code %d, %q", command, code, stderr)
		}
	}
}

func TestHelpIsInBothLanguages(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"help", "serve"}, {"help", "lesson", "new"}, {"version", "--help"}, {"serve", "--help"}, {"check", "-h", "--nope"}, {"rpc", "--help"}, {"rpc", "-h"}} {
		english, _, code := run(l10n.English, args...)
		spanish, _, codeToo := run(l10n.Spanish, args...)
		if code != exitOK || codeToo != exitOK || !strings.Contains(english, "--cgi-timeout DURATION ") || !strings.Contains(spanish, "--cgi-timeout DURACIÓN ") {
			t.Errorf("%v: %d, %d\n%s\n%s", args, code, codeToo, english, spanish)
		}
	}
}

// The first lines are in the reader's language; programs use --json.
func TestTheFirstLinesAreInBothLanguages(t *testing.T) {
	for locale, want := range map[l10n.Locale]string{
		l10n.English: "Serving /srv at http://127.0.0.1:8000/\nPanel at http://127.0.0.1:9000/x/\nExchanges that are missing here: 3. They came faster than this output was read.\n",
		l10n.Spanish: "Se sirve /srv en http://127.0.0.1:8000/\nPanel: http://127.0.0.1:9000/x/\nIntercambios que faltan aquí: 3. Llegaron más deprisa de lo que se leyó esta salida.\n",
	} {
		var out, errs bytes.Buffer
		p := textPrinter{Console{Out: writer{&out}, Err: writer{&errs}, Locale: locale}}
		if err := p.ready(protocol.Site{Root: "/srv", URL: "http://127.0.0.1:8000/", PanelURL: "http://127.0.0.1:9000/x/"}); err != nil {
			t.Error(err)
		}
		p.skipped(&out, 3)
		if out.String() != want || errs.Len() > 0 {
			t.Errorf("%s: %q, %q", locale, &out, &errs)
		}
	}
}

// Where the output cannot be written that is said, in the reader's language.
func TestAnOutputThatEndsIsSaid(t *testing.T) {
	for locale, want := range map[l10n.Locale]string{
		l10n.English: "vitrina: The output cannot be written (the disk is full), so the program ends.\n",
		l10n.Spanish: "vitrina: No se puede escribir la salida (el disco está lleno), así que el programa termina.\n",
	} {
		for _, args := range [][]string{
			{"check", t.TempDir()},
			{"serve", "--port", "0", "--no-panel", t.TempDir()},
			{"version"},
			{"help"},
			{"serve", "--help"},
			{"lesson"},
			{"lesson", "new", filepath.Join(t.TempDir(), "mine")},
		} {
			var errs bytes.Buffer
			code := Run(args, Console{In: strings.NewReader(""), Out: full{}, Err: writer{&errs}, Locale: locale})
			if code != exitError || errs.String() != want {
				t.Errorf("%v: exit code %d, %q", args, code, &errs)
			}
		}
	}
}

// full is an output on a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }
func (full) Close() error              { return nil }
