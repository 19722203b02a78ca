package lesson

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

var began = time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC)

// page is an exchange as most are, a number of seconds after the lesson began.
func page(second int, change ...func(*Exchange)) Exchange {
	x := Exchange{
		Began: began.Add(time.Duration(second) * time.Second), Method: "GET", Target: "/a.html?n=1&n=2", Status: 200, Kind: protocol.KindFile,
		Sent: []Field{{"Accept", "text/html"}, {"Cookie", "visits=2"}},
		Had:  []Field{{"content-type", "Text/HTML;charset=UTF-8"}, {"Cache-Control", "max-age=60, Must-Revalidate"}, {"ETag", `"1"`}},
		Body: []byte("<h1>Hola</h1>"), BodyKept: true, BodyBytes: 13, DurationMs: 12, Fate: protocol.FateShown, As: protocol.AsPage,
	}
	for _, each := range change {
		each(&x)
	}
	return x
}

func post(x *Exchange) {
	x.Method, x.RequestBody = "POST", []byte("name=Ana+Mar%C3%ADa&age=17")
	x.Sent = append(x.Sent, Field{"Content-Type", "application/x-www-form-urlencoded"})
}

func status(code int) func(*Exchange) { return func(x *Exchange) { x.Status = code } }

func bare(x *Exchange) {
	x.Had, x.Sent, x.Body, x.BodyBytes, x.Target = nil, nil, nil, 0, "/a.html"
}

func had(name, value string) func(*Exchange) {
	return func(x *Exchange) { x.Had = []Field{{name, value}} }
}

func fate(fate protocol.Fate, as protocol.Appearance) func(*Exchange) {
	return func(x *Exchange) { x.Fate, x.As = fate, as }
}

func script(x *Exchange) { x.Kind = protocol.KindScript }

// formCase is a form with what it is true of, and what is seen where it is not.
type formCase struct {
	form             string
	english, spanish string
	yes, no          []Exchange
	chosen           int // in both, -1 for nothing, where the form is about the student: no has the other
	seen, visto      string
}

var formCases = []formCase{
	{
		"atLeast", "at least 2 GETs of /a.html were answered 200", "al menos 2 GET de /a.html se respondieron con 200",
		[]Exchange{page(1), page(2)},
		[]Exchange{page(1), page(2, status(404))},
		0, "So far 1 of 2.", "Hasta ahora 1 de 2.",
	},
	{
		"request", "a request of /a.html was answered 200", "una petición de /a.html se respondió con 200",
		[]Exchange{page(1, post)},
		nil, 0, "Nobody has asked for /a.html yet.", "Nadie ha pedido /a.html todavía.",
	},
	{
		"request", "a response of /*.html was answered 2xx", "una respuesta de /*.html se respondió con 2xx",
		[]Exchange{page(1)},
		[]Exchange{page(1, status(304))},
		0,
		"/a.html?n=1&n=2 was asked for and answered 304 (Text/HTML;charset=UTF-8).", "Se pidió /a.html?n=1&n=2 y se respondió con 304 (Text/HTML;charset=UTF-8).",
	},
	{
		"method", "a POST of /a.html was answered 200", "un POST de /a.html se respondió con 200",
		[]Exchange{page(1, post)},
		[]Exchange{page(1)},
		0, "/a.html was asked for with GET, not yet with POST.", "/a.html se pidió con GET, todavía no con POST.",
	},
	{
		"method", "a GET of /a.html?n=1&n=2 was answered 200", "un GET de /a.html?n=1&n=2 se respondió con 200",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The path of /a.html?n=1&n=2 was asked for, but as /a.html.", "Se pidió la ruta de /a.html?n=1&n=2, pero como /a.html.",
	},
	{
		"method", "a GET of /a.html was answered 200", "una GET de /a.html se respondió con 200",
		[]Exchange{page(1)},
		[]Exchange{page(1, status(404), func(x *Exchange) { x.Target = "/A.htm" })},
		0,
		"/A.htm was asked for and answered 404. Nobody has asked for /a.html yet.", "Se pidió /A.htm y se respondió con 404. Nadie ha pedido /a.html todavía.",
	},
	{
		"answered", "a GET of /a.html was answered text/html", "un GET de /a.html fue respondido con text/html",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "/a.html was asked for and answered 200, without a type.", "Se pidió /a.html y se respondió con 200, sin tipo.",
	},
	{
		"answered", "a GET of /a.html was answered text/html; charset=utf-8", "un GET de /a.html se respondió con text/html; charset=utf-8",
		[]Exchange{page(1)},
		[]Exchange{page(1, had("Content-Type", "text/html"))},
		0,
		"/a.html?n=1&n=2 was asked for and answered 200 (text/html).", "Se pidió /a.html?n=1&n=2 y se respondió con 200 (text/html).",
	},
	{
		"bodyEmpty", "a GET of /a.html had an empty body", "un GET de /a.html tenía el cuerpo vacío",
		[]Exchange{page(1, bare)},
		[]Exchange{page(1)},
		0, "The response of /a.html?n=1&n=2 had a body of 13 bytes.", "La respuesta de /a.html?n=1&n=2 tenía un cuerpo de 13 bytes.",
	},
	{
		"note", "a GET of /a.html had the note noContentType", "un GET de /a.html tenía la nota noContentType",
		[]Exchange{page(1, func(x *Exchange) { x.Notes = []string{"noContentType"} })},
		[]Exchange{page(1)},
		0,
		"The exchange of /a.html?n=1&n=2 has no such note.", "El intercambio de /a.html?n=1&n=2 no tiene esa nota.",
	},
	{
		"query", "a GET of /a.html had the query n=2", "un GET de /a.html tenía la consulta n=2",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The request for /a.html had no query.", "La petición de /a.html no tenía consulta.",
	},
	{
		"query", "a GET of /a.html had the query m", "un GET de /a.html tuvo la consulta m",
		[]Exchange{page(1, func(x *Exchange) { x.Target = "/a.html?m" })},
		[]Exchange{page(1)},
		0, "The query of the request was n=1&n=2.", "La consulta de la petición era n=1&n=2.",
	},
	{
		"noField", "a GET of /a.html had no Content-Type", "un GET de /a.html no tenía Content-Type",
		[]Exchange{page(1, bare)},
		[]Exchange{page(1)},
		0,
		"The response of /a.html?n=1&n=2 had Content-Type: Text/HTML;charset=UTF-8.", "La respuesta de /a.html?n=1&n=2 tenía Content-Type: Text/HTML;charset=UTF-8.",
	},
	{
		"fieldContains", `a GET of /a.html had Cache-Control containing "max-age"`, "un GET de /a.html tenía Cache-Control con «max-age»",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The response of /a.html had no Cache-Control.", "La respuesta de /a.html no tenía Cache-Control.",
	},
	{
		"fieldIs", "a GET of /a.html had Cache-Control: must-revalidate", "un GET de /a.html tenía Cache-Control: must-revalidate",
		[]Exchange{page(1)},
		[]Exchange{page(1, had("Cache-Control", "no-store"))},
		0,
		"The response of /a.html?n=1&n=2 had Cache-Control: no-store.", "La respuesta de /a.html?n=1&n=2 tenía Cache-Control: no-store.",
	},
	{
		"fieldIs", `a GET of /a.html had ETag: "1" and had Content-Type: text/html`, `un GET de /a.html tenía ETag: "1" y tenía Content-Type: text/html`,
		[]Exchange{page(1)},
		[]Exchange{page(1, had("ETag", `"2"`))},
		0, `The response of /a.html?n=1&n=2 had ETag: "2".`, `La respuesta de /a.html?n=1&n=2 tenía ETag: "2".`,
	},
	{
		"type", "a GET of /a.html had text/html", "un GET de /a.html tenía text/html",
		[]Exchange{page(1)},
		[]Exchange{page(1, had("Content-Type", "nonsense"))},
		0,
		"/a.html?n=1&n=2 was asked for and answered 200 (nonsense).", "Se pidió /a.html?n=1&n=2 y se respondió con 200 (nonsense).",
	},
	{
		"field", "a GET of /a.html had etag", "un GET de /a.html tuvo ETag",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The response of /a.html had no ETag.", "La respuesta de /a.html no tenía ETag.",
	},
	{
		"sentNo", "a GET of /a.html sent no Cookie", "un GET de /a.html no envió Cookie",
		[]Exchange{page(1, bare)},
		[]Exchange{page(1)},
		0, "The request for /a.html?n=1&n=2 had Cookie: visits=2.", "La petición de /a.html?n=1&n=2 tenía Cookie: visits=2.",
	},
	{
		"sentContains", "a GET of /a.html sent Cookie containing `visits=`", "un GET de /a.html envió Cookie con `visits=`",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The request for /a.html had no Cookie.", "La petición de /a.html no tenía Cookie.",
	},
	{
		"sentIs", "a GET of /a.html sent Cookie: visits=2", "un GET de /a.html enviaba Cookie: visits=2",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The request for /a.html had no Cookie.", "La petición de /a.html no tenía Cookie.",
	},
	{
		"sent", "a GET of /a.html sent Accept", "un GET de /a.html envió Accept",
		[]Exchange{page(1)},
		[]Exchange{page(1, bare)},
		0, "The request for /a.html had no Accept.", "La petición de /a.html no tenía Accept.",
	},
	{
		"formField", `a POST of /a.html carried the form field name="Ana María"`, "un POST de /a.html llevaba el campo de formulario name=«Ana María»",
		[]Exchange{page(1, post)},
		[]Exchange{page(1, post, func(x *Exchange) { x.RequestBody = []byte("name=Eva") })},
		0, "The form had name=Eva.", "El formulario tenía name=Eva.",
	},
	{
		"formField", "a POST of /a.html carried the form field age", "un POST de /a.html llevó el campo de formulario age",
		[]Exchange{page(1, post)},
		[]Exchange{page(1, func(x *Exchange) { x.Method = "POST" })},
		0,
		"The body of the request for /a.html?n=1&n=2 was not a form.", "El cuerpo de la petición de /a.html?n=1&n=2 no era un formulario.",
	},
	{
		"contains", `a GET of /a.html contained "<h1>"`, `un GET de /a.html contenía "<h1>"`,
		[]Exchange{page(1)},
		[]Exchange{page(1, func(x *Exchange) { x.Body = []byte("x") })},
		0,
		"The body of the response of /a.html?n=1&n=2 does not contain “<h1>”.", "El cuerpo de la respuesta de /a.html?n=1&n=2 no contiene «<h1>».",
	},
	{
		"containsNot", `a GET of /a.html did not contain "<h2>"`, `un GET de /a.html no contenía "<h2>"`,
		[]Exchange{page(1)},
		[]Exchange{page(1, func(x *Exchange) { x.Body = []byte("<h2>") })},
		0,
		"The body of the response of /a.html?n=1&n=2 contains “<h2>”.", "El cuerpo de la respuesta de /a.html?n=1&n=2 contiene «<h2>».",
	},
	{
		"fromScript", "a GET of /a.html came from a script", "un GET de /a.html venía de un script",
		[]Exchange{page(1, script)},
		[]Exchange{page(1)},
		0, "/a.html?n=1&n=2 was answered by a file.", "/a.html?n=1&n=2: respondió un archivo.",
	},
	{
		"fromFile", "a GET of /a.html came from a file", "un GET de /a.html vino de un archivo",
		[]Exchange{page(1)},
		[]Exchange{page(1, script)},
		0, "/a.html?n=1&n=2 was answered by a script.", "/a.html?n=1&n=2: respondió un script.",
	},
	{
		"shownAsText", "a GET of /a.html was shown as text", "un GET de /a.html se mostró como texto",
		[]Exchange{page(1, fate(protocol.FateShown, protocol.AsText))},
		[]Exchange{page(1)},
		0, "/a.html?n=1&n=2 was shown as a page.", "/a.html?n=1&n=2 se mostró como una página.",
	},
	{
		"shownAsPage", "a GET of /a.html was shown as a page", "un GET de /a.html se mostró como página",
		[]Exchange{page(1)},
		[]Exchange{page(1, fate(protocol.FateDownloaded, ""))},
		0, "/a.html?n=1&n=2 was downloaded.", "/a.html?n=1&n=2 se descargó.",
	},
	{
		"shownAsImage", "a GET of /a.html was shown as an image", "un GET de /a.html se mostró como una imagen",
		[]Exchange{page(1, fate(protocol.FateShown, protocol.AsImage))},
		[]Exchange{page(1, fate("", ""))},
		0,
		"/a.html?n=1&n=2 was answered, but what the browser did with it is not known.", "/a.html?n=1&n=2 se respondió, pero no se sabe qué hizo el navegador con la respuesta.",
	},
	{
		"shown", "a GET of /a.html was shown", "un GET de /a.html se mostró",
		[]Exchange{page(1)},
		[]Exchange{page(1, fate(protocol.FateEmpty, ""))},
		0, "/a.html?n=1&n=2 had nothing to show.", "/a.html?n=1&n=2 no tenía nada que mostrar.",
	},
	{
		"downloaded", "a GET of /a.html was downloaded", "un GET de /a.html se descargó",
		[]Exchange{page(1, fate(protocol.FateDownloaded, ""))},
		[]Exchange{page(1, fate(protocol.FateRedirected, ""))},
		0, "/a.html?n=1&n=2 was redirected.", "/a.html?n=1&n=2 se redirigió.",
	},
	{
		"applied", "a GET of /a.html was applied", "un GET de /a.html se aplicó",
		[]Exchange{page(1, fate(protocol.FateApplied, ""))},
		[]Exchange{page(1, fate(protocol.FateRefused, ""))},
		0, "/a.html?n=1&n=2 was refused.", "/a.html?n=1&n=2 se rechazó.",
	},
	{
		"refused", "a GET of /a.html was refused", "un GET de /a.html se rechazó",
		[]Exchange{page(1, fate(protocol.FateRefused, ""))},
		[]Exchange{page(1, fate(protocol.FateApplied, ""))},
		0, "/a.html?n=1&n=2 was applied.", "/a.html?n=1&n=2 se aplicó.",
	},
	{
		"guessed", "a GET of /a.html was guessed", "un GET de /a.html se adivinó",
		[]Exchange{page(1, bare, func(x *Exchange) { x.Guessed = true })},
		[]Exchange{page(1)},
		0,
		"The response of /a.html?n=1&n=2 named its type: Text/HTML;charset=UTF-8.", "La respuesta de /a.html?n=1&n=2 indicaba su tipo: Text/HTML;charset=UTF-8.",
	},
	{
		"slow", "a GET of /a.html took longer than 10 ms", "un GET de /a.html tardó más de 10 ms",
		[]Exchange{page(1)},
		[]Exchange{page(1, func(x *Exchange) { x.DurationMs = 3.4 })},
		0, "/a.html?n=1&n=2 took 3 ms.", "/a.html?n=1&n=2 tardó 3 ms.",
	},
	{form: "fileContains", english: "the file there.txt contains `one`", spanish: "el archivo there.txt contiene «one»", seen: "there.txt does not contain “one”.", visto: "there.txt no contiene «one»."},
	{form: "fileContainsNot", english: "the file html/there.txt does not contain `two`", spanish: "el archivo ./there.txt no contiene «two»", seen: "there.txt still contains “two”.", visto: "there.txt todavía contiene «two»."},
	{form: "fileEdited", english: "the file there.txt was edited", spanish: "el archivo there.txt se editó", seen: "there.txt has not been edited yet.", visto: "there.txt todavía no se ha editado."},
	{form: "fileExists", english: "the file there.txt exists", spanish: "el archivo there.txt existe", seen: "There is no file there.txt.", visto: "No hay ningún archivo there.txt."},
	{form: "studentAnswered", english: "the student answered", spanish: "la alumna respondió", seen: "The question is not answered yet.", visto: "La pregunta todavía no tiene respuesta."},
	{form: "choseRight", english: "the student chose the right answer", spanish: "el estudiante eligió la respuesta correcta", chosen: 1, seen: "The answer was “zero”.", visto: "La respuesta fue «zero»."},
	{form: "choseWrong", english: "the student chose a wrong answer", spanish: "la estudiante eligió una respuesta incorrecta", seen: "The answer was “one”.", visto: "La respuesta fue «one»."},
	{form: "chose", english: "the student chose `one`", spanish: "el alumno eligió «one»", chosen: 1, seen: "The answer was “zero”.", visto: "La respuesta fue «zero»."},
}

func TestEachFormIsTrueAndFalseInBothLanguages(t *testing.T) {
	tried := map[string]bool{}
	for _, c := range formCases {
		tried[c.form] = true
		for locale, line := range map[l10n.Locale]string{l10n.English: c.english, l10n.Spanish: c.spanish} {
			for _, file := range l10n.Locales { // each language may stand in each file
				l := lessonOf(t, file, line)
				form := lastForm(l.Steps[0].Check[0].Assertion, c.form)
				if form != c.form {
					t.Errorf("%s: read as %s, not %s", line, form, c.form)
				}
				if judged := c.state(true).Judge(l)[0]; !judged.Done {
					t.Errorf("%s: does not hold: %s", line, judged.Lines[0].Seen.In(locale))
				}
				judged := c.state(false).Judge(l)[0]
				want := map[l10n.Locale]string{l10n.English: c.seen, l10n.Spanish: c.visto}[locale]
				if got := judged.Lines[0].Seen.In(locale); judged.Done || got != want {
					t.Errorf("%s: holds %v, seen %q, want %q", line, judged.Done, got, want)
				}
			}
		}
		english, spanish := lessonOf(t, l10n.English, c.english), lessonOf(t, l10n.Spanish, c.spanish)
		if one, other := english.Steps[0].Check[0].Assertion, spanish.Steps[0].Check[0].Assertion; !reflect.DeepEqual(one, other) {
			t.Errorf("%s is %+v, but %s is %+v", c.english, one, c.spanish, other)
		}
	}
	tried["same"], tried["sameField"], tried["otherField"] = true, true, true // they need a line before: see below
	for _, each := range forms {
		if !tried[each.id] {
			t.Errorf("the form %s is not tried", each.id)
		}
	}
}

// lastForm is the form that a case is about: that of the subject where it is one, else of the claim.
func lastForm(a Assertion, wanted string) string {
	if a.Subject != nil && formOf(wanted).part == subject {
		return wanted // whether it is read as that one, what it is true of tells
	}
	return a.Claims[0].Form
}

// lessonOf is a lesson of one step with a question and some assertions.
func lessonOf(t *testing.T, locale l10n.Locale, lines ...string) *Lesson {
	t.Helper()
	l, problems := Parse([]byte("---\ntitle: T\n---\n## One\n```choice\nWhich?\n- [ ] zero\n- [x] `one`\n```\n```check\n"+strings.Join(lines, "\n")+"\n```\n"), locale)
	for _, each := range problems {
		t.Fatalf("%s: %d:%d %s", strings.Join(lines, "; "), each.Line, each.Column, each.In(l10n.English))
	}
	return l
}

// state is what happened where the form is true, or false.
func (c formCase) state(is bool) *State {
	s := NewState()
	exchanges := c.no
	if is {
		exchanges = c.yes
	}
	for _, each := range exchanges {
		s.AddExchange(&Lesson{Steps: []Step{{Check: []Line{{Assertion: Assertion{Subject: &Subject{Target: "*"}}}}}}}, each)
	}
	switch {
	case c.form == "fileExists" && !is:
	case is:
		s.Files["there.txt"] = File{Exists: true, Text: "one"}
	default:
		s.Files["there.txt"] = File{Exists: true, Text: "two"}
	}
	if is {
		s.AddEdit(Edit{Path: "there.txt", Saved: began, Noticed: began})
	}
	if chosen := c.chosen; is {
		s.Choices["one"] = chosen
	} else if c.form != "studentAnswered" {
		s.Choices["one"] = 1 - chosen
	}
	return s
}

// Lines that speak of the one before, and of an edit between the two.
func TestLinesThatFollowAnother(t *testing.T) {
	edit := func(second int) Edit {
		at := began.Add(time.Duration(second)*time.Second + 500*time.Millisecond)
		return Edit{Path: "a.html", Saved: at, Noticed: at}
	}
	etag := func(value string) func(*Exchange) { return had("ETag", value) }
	for name, c := range map[string]struct {
		lines     []string
		exchanges []Exchange
		edits     []Edit
		holds     bool
		seen      string // of the last line
	}{
		"then": {[]string{"a GET of /a.html was answered 404", "then one was answered 200"}, []Exchange{page(1, status(404)), page(2)}, nil, true, ""},
		"then, the other way round": {
			[]string{"a GET of /a.html was answered 404", "luego una se respondió con 200"},
			[]Exchange{page(1), page(2, status(404))},
			nil, false, "This was seen, but not yet after what the line before says.",
		},
		"without then, in any order":   {[]string{"a GET of /a.html was answered 404", "one was answered 200"}, []Exchange{page(1), page(2, status(404))}, nil, true, ""},
		"told late, but begun earlier": {[]string{"a GET of /a.html was answered 404", "then one was answered 200"}, []Exchange{page(2), page(1, status(404))}, nil, true, ""},
		"an edit between":              {[]string{"a GET of /a.html had ETag", "then one had ETag, after an edit of a.html"}, []Exchange{page(1), page(2)}, []Edit{edit(1)}, true, ""},
		"no edit": {
			[]string{"a GET of /a.html had ETag", "then one had ETag, after an edit of a.html"},
			[]Exchange{page(1), page(2)},
			nil, false, "a.html has not been edited yet.",
		},
		"an edit before both": {
			[]string{"a GET of /a.html had ETag", "luego una tenía ETag, tras editar a.html"},
			[]Exchange{page(2), page(3)},
			[]Edit{edit(0)},
			false, "a.html was edited, but the request has not come after that yet.",
		},
		"an edit behind both": {
			[]string{"a GET of /a.html had ETag", "then one had ETag after editing a.html"},
			[]Exchange{page(1), page(2)},
			[]Edit{edit(3)},
			false, "a.html was edited, but the request has not come after that yet.",
		},
		"an edit that was noticed late": {
			[]string{"a GET of /a.html had ETag", "then one had ETag, after an edit of a.html"},
			[]Exchange{page(1), page(2)},
			[]Edit{{"a.html", began.Add(1500 * time.Millisecond), began.Add(time.Minute)}},
			true, "",
		},
		"an edit before the first line": {[]string{"a GET of /a.html had ETag, after an edit of a.html"}, []Exchange{page(2)}, []Edit{edit(1)}, true, ""},
		"the same value":                {[]string{"a GET of /a.html had ETag", "then one had the ETag of the line before"}, []Exchange{page(1), page(2)}, nil, true, ""},
		"the same value, but of an earlier one": {
			[]string{"a GET of /a.html had ETag", "luego una tenía la ETag de la línea anterior"},
			[]Exchange{page(1, etag("1")), page(2, etag("2")), page(3, etag("2"))},
			nil, true, "",
		},
		"another value in place of the same": {
			[]string{"a GET of /a.html had ETag", "then one had the ETag of the line before"},
			[]Exchange{page(1, etag("1")), page(2, etag("2"))},
			nil, false, "ETag is 2, but that of the line before is 1.",
		},
		"another value": {[]string{"a GET of /a.html had ETag", "luego otra tenía otro ETag que la línea anterior"}, []Exchange{page(1, etag("1")), page(2, etag("2"))}, nil, true, ""},
		"the same in place of another": {
			[]string{"a GET of /a.html had ETag", "then one had another ETag than the line before"},
			[]Exchange{page(1), page(2)},
			nil, false, `ETag is still "1", as in the line before.`,
		},
		"between lines of another kind": {[]string{"a GET of /a.html was answered 404", "the file a.html exists", "then one was answered 200"}, []Exchange{page(1, status(404)), page(2)}, nil, true, ""},
		"after several": {
			[]string{"at least 2 GETs of /a.html were answered 404", "then one was answered 200"},
			[]Exchange{page(1, status(404)), page(2), page(3, status(404))},
			nil, false, "This was seen, but not yet after what the line before says.",
		},
	} {
		l := lessonOf(t, l10n.English, c.lines...)
		s := NewState()
		for _, each := range c.exchanges {
			s.AddExchange(l, each)
		}
		for _, each := range c.edits {
			s.AddEdit(each)
		}
		s.Files["a.html"] = File{Exists: true}
		judged := s.Judge(l)[0]
		last := judged.Lines[len(judged.Lines)-1]
		if judged.Done != c.holds || last.Seen.In(l10n.English) != c.seen {
			t.Errorf("%s: holds %v, seen %q, want %v, %q", name, judged.Done, last.Seen.In(l10n.English), c.holds, c.seen)
		}
	}
}
