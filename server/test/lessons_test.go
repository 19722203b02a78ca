//go:build linux

package test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"vitrina/server/internal/protocol"
)

const smallLesson = `
-- mine/lesson.md --
---
title: Who decides?
minutes: 5
opens: /a.html
---
An introduction with <script>alert(1)</script>, a [bad link](javascript:alert(1)) and a [good one](/a.html).

## The page {#page}
` + "```choice" + `
Which type?
- [ ] text/plain
- [x] text/html
` + "```\n```check" + `
the student answered
a GET of /a.html was answered text/html
` + "```\n```hint" + `
a GET of /b.html was answered 404
---
It is called ` + "`a.html`" + `.
` + "```\n```done" + `
The name decides.
` + "```" + `

## Then change it {#change}
` + "```check" + `
a GET of /a.html was answered 200
then one contained "Bye", after an edit of a.html
the file a.html does not contain "Hello"
` + "```" + `

## The script {#script}
` + "```check" + `
a POST of /cgi-bin/form.sh carried the form field name=Ana and came from a script and was guessed
` + "```" + `

## The end {#end}
Read this.
-- mine/lesson.es.md --
---
title: ¿Quién decide?
minutes: 5
opens: /a.html
---
Una introducción.

## La página {#page}
` + "```pregunta" + `
¿Qué tipo?
- [ ] text/plain
- [x] text/html
` + "```\n```comprueba" + `
la estudiante respondió
un GET de /a.html se respondió con text/html
` + "```\n```pista" + `
un GET de /b.html se respondió con 404
---
Se llama ` + "`a.html`" + `.
` + "```\n```hecho" + `
Decide el nombre.
` + "```" + `

## Después cámbiala {#change}
` + "```comprueba" + `
un GET de /a.html se respondió con 200
luego una contenía "Bye", tras una edición de a.html
el archivo a.html no contiene "Hello"
` + "```" + `

## El script {#script}
` + "```comprueba" + `
un POST de /cgi-bin/form.sh llevaba el campo de formulario name=Ana y venía de un script y se adivinó
` + "```" + `

## El final {#end}
Lee esto.
-- mine/html/a.html --
<!doctype html><h1>Hello</h1>
-- mine/html/cgi-bin/form.sh --
#!/bin/sh
cat > /dev/null
echo '<p>Thank you'
`

const navigation = "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\n"

// lessonStep is a step of the lesson that an editor sees now.
func (e *editor) lessonStep(siteID, language, id string) protocol.LessonStep {
	e.t.Helper()
	var got protocol.LessonGetResult
	e.must(protocol.MethodLessonGet, protocol.LessonGetParams{SiteID: siteID, Language: language}, &got)
	if got.Lesson == nil {
		e.t.Fatalf("no lesson: %+v", got.Problems)
	}
	at := slices.IndexFunc(got.Lesson.Steps, func(s protocol.LessonStep) bool { return s.ID == id })
	if at < 0 {
		e.t.Fatalf("no step %s in %+v", id, got.Lesson)
	}
	return got.Lesson.Steps[at]
}

// awaitStep waits until a step is as a check wants it.
func (e *editor) awaitStep(siteID, id string, accept func(protocol.LessonStep) bool) protocol.LessonStep {
	e.t.Helper()
	var step protocol.LessonStep
	eventually(e.t, func() bool {
		step = e.lessonStep(siteID, "en", id)
		return accept(step)
	}, func() string { return "the step is not so: " + id })
	return step
}

func isDone(s protocol.LessonStep) bool { return s.Done }

func TestALessonComesTrueAsItIsDone(t *testing.T) {
	t.Parallel()
	root := folder(t, smallLesson)
	e := newEditor(t, true)
	site := e.start(filepath.Join(root, "mine/html"))
	var got protocol.LessonGetResult
	e.must(protocol.MethodLessonGet, protocol.LessonGetParams{SiteID: site.ID}, &got)
	if l := got.Lesson; l == nil || l.Name != "mine" || l.Title != "Who decides?" || l.Minutes != 5 || l.Opens != "/a.html" || !l.Predict || len(l.Languages) != 2 {
		t.Fatalf("%+v", got)
	}
	intro, _ := json.Marshal(got.Lesson.Intro)
	if text := string(intro); !strings.Contains(text, `\u003cscript\u003ealert(1)\u003c/script\u003e`) && !strings.Contains(text, "<script>alert(1)</script>") || strings.Contains(text, "javascript:") || !strings.Contains(text, `"href":"/a.html"`) {
		t.Errorf("the introduction: %s", text)
	}

	// A hint shows on the mistake, and is gone once the step is done.
	sendAll(t, site.URL, "GET /b.html HTTP/1.1\r\nHost: HOST\r\n\r\n")
	step := e.awaitStep(site.ID, "page", func(s protocol.LessonStep) bool { return len(s.Hints) == 1 })
	if step.Done || step.Lines[1].Seen != "/b.html was asked for and answered 404. Nobody has asked for /a.html yet." || step.Choice.Right != nil || len(step.Afterwards) != 0 {
		t.Errorf("%+v", step)
	}
	if step := e.lessonStep(site.ID, "es-MX", "page"); step.Title != "La página" || step.Lines[0].Seen != "La pregunta todavía no tiene respuesta." {
		t.Errorf("%+v", step)
	}
	sendAll(t, site.URL, "GET /a.html HTTP/1.1\r\nHost: HOST\r\n"+navigation+"\r\n")
	e.awaitStep(site.ID, "page", func(s protocol.LessonStep) bool { return s.Lines[1].Holds && !s.Done })
	e.must(protocol.MethodLessonChoose, protocol.LessonChooseParams{SiteID: site.ID, Step: "page", Choice: 0}, nil)
	e.must(protocol.MethodLessonChoose, protocol.LessonChooseParams{SiteID: site.ID, Step: "page", Choice: 1}, nil)
	step = e.awaitStep(site.ID, "page", isDone)
	if *step.Choice.Chosen != 0 || *step.Choice.Right != 1 || len(step.Hints) != 0 || len(step.Afterwards) != 1 {
		t.Errorf("%+v", step)
	}

	// An edit between two requests, and a form.
	page := filepath.Join(root, "mine/html/a.html")
	if err := os.WriteFile(page, []byte("<!doctype html><h1>Bye</h1>"), 0o644); err != nil {
		t.Fatal(err)
	}
	sendAll(t, site.URL, "GET /a.html HTTP/1.1\r\nHost: HOST\r\n"+navigation+"\r\n")
	e.awaitStep(site.ID, "change", isDone)
	sendAll(t, site.URL, "POST /cgi-bin/form.sh HTTP/1.1\r\nHost: HOST\r\n"+navigation+"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nname=Ana")
	e.awaitStep(site.ID, "script", isDone)
	e.must(protocol.MethodLessonMarkRead, protocol.LessonReadParams{SiteID: site.ID, Step: "end"}, nil)

	// All of it was told, and can be given to another server.
	told := await(e, protocol.MethodLessonDidChange, func(p protocol.LessonDidChangeParams) bool {
		return len(p.Progress.Done) == 3 && len(p.Progress.Read) == 1
	})
	other := newEditor(t, true)
	again := other.start(filepath.Join(root, "mine/html"))
	other.must(protocol.MethodLessonResume, protocol.LessonResumeParams{SiteID: again.ID, Progress: protocol.LessonProgress{Lesson: "another", Done: []string{"page"}}}, nil)
	if other.lessonStep(again.ID, "en", "page").Done {
		t.Error("progress in another lesson counts")
	}
	other.must(protocol.MethodLessonResume, protocol.LessonResumeParams{SiteID: again.ID, Progress: told.Progress}, nil)
	for _, id := range []string{"page", "change", "script", "end"} {
		if !other.lessonStep(again.ID, "en", id).Done {
			t.Errorf("%s is not done any more", id)
		}
	}

	// Begun anew, nothing of it counts.
	e.must(protocol.MethodLessonRestart, protocol.LessonRestartParams{SiteID: site.ID}, nil)
	for _, id := range []string{"page", "change", "script", "end"} {
		if step := e.lessonStep(site.ID, "en", id); step.Done || step.Choice != nil && step.Choice.Chosen != nil || len(step.Hints) > 0 {
			t.Errorf("%s: %+v", id, step)
		}
	}

	// A wrong assertion is told at its line; and the file is read again when it changes.
	file := filepath.Join(root, "mine/lesson.md")
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(source), "was answered 200", "was anwsered 200", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	e.must(protocol.MethodLessonGet, protocol.LessonGetParams{SiteID: site.ID, Language: "en"}, &got)
	if len(got.Problems) != 1 || got.Problems[0].Line != 29 || got.Problems[0].Column != 22 || got.Problems[0].Message != "“anwsered 200” cannot stand here. Did you mean “answered”?" {
		t.Errorf("%+v", got.Problems)
	}
	var faulty protocol.LessonGetResult
	e.must(protocol.MethodLessonGet, protocol.LessonGetParams{SiteID: site.ID, Language: "en-GB"}, &faulty)
	if faulty.Lesson != nil || len(faulty.Problems) != 1 {
		t.Error("a file with errors is shown in the other language")
	}
	if step := e.lessonStep(site.ID, "es", "page"); step.Title != "La página" {
		t.Errorf("the file without errors: %+v", step)
	}
	var checked protocol.LessonCheckResult
	e.must(protocol.MethodLessonCheck, protocol.LessonCheckParams{Path: file, Text: string(source)}, &checked)
	if len(checked.Diagnostics) != 1 || checked.Diagnostics[0].Code != "noLink" || checked.Diagnostics[0].Severity != protocol.SeverityWarning {
		t.Errorf("%+v", checked.Diagnostics)
	}
	e.must(protocol.MethodLessonCheck, protocol.LessonCheckParams{Path: file, Text: strings.Replace(string(source), "answered 404", "answered 403", 1)}, &checked)
	if len(checked.Diagnostics) != 2 || checked.Diagnostics[1].Message != "A hint of the step page has another condition in the other language." {
		t.Errorf("%+v", checked.Diagnostics)
	}
}

// A folder without a lesson, and files that only have the name of one.
func TestASiteWithoutALesson(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- html/index.html --\nHola\n-- lesson.md --\n# Notes of another kind\n")
	if err := syscall.Mkfifo(filepath.Join(root, "lesson.es.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := newEditor(t, true)
	site := e.start(filepath.Join(root, "html"))
	var got protocol.LessonGetResult
	e.must(protocol.MethodLessonGet, protocol.LessonGetParams{SiteID: site.ID}, &got)
	if got.Lesson != nil || len(got.Problems) != 0 {
		t.Errorf("%+v", got)
	}
	// It gets one while it runs.
	if err := os.WriteFile(filepath.Join(root, "lesson.md"), []byte("---\ntitle: T\n---\n## One\n```check\na GET of / was answered 200\n```\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if step := e.lessonStep(site.ID, "es", "one"); step.Done {
		t.Errorf("%+v", step)
	}
	await(e, protocol.MethodLessonDidChange, func(p protocol.LessonDidChangeParams) bool { return p.Lesson == filepath.Base(root) })
	get(t, site.URL, "/")
	e.awaitStep(site.ID, "one", isDone)
}

// What students hand in is judged anew: what a file says of itself is not believed.
func TestHandInsAreGraded(t *testing.T) {
	t.Parallel()
	root := folder(t, smallLesson)
	e := newEditor(t, true)
	site := e.start(filepath.Join(root, "mine/html"))
	sendAll(t, site.URL, "GET /a.html HTTP/1.1\r\nHost: HOST\r\n"+navigation+"\r\n")
	e.must(protocol.MethodLessonChoose, protocol.LessonChooseParams{SiteID: site.ID, Step: "page", Choice: 1}, nil)
	e.awaitStep(site.ID, "page", isDone)
	in := filepath.Join(root, "in")
	write(t, filepath.Join(in, "ana.har"), e.har(site.ID, true))
	if err := os.WriteFile(filepath.Join(root, "mine/html/a.html"), []byte("<h1>Bye</h1>"), 0o644); err != nil {
		t.Fatal(err)
	}
	sendAll(t, site.URL, "GET /a.html HTTP/1.1\r\nHost: HOST\r\n"+navigation+"\r\n")
	sendAll(t, site.URL, "POST /cgi-bin/form.sh HTTP/1.1\r\nHost: HOST\r\n"+navigation+"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8\r\n\r\nname=Ana")
	e.must(protocol.MethodLessonMarkRead, protocol.LessonReadParams{SiteID: site.ID, Step: "end"}, nil)
	e.awaitStep(site.ID, "script", isDone)
	whole := e.har(site.ID, true)
	write(t, filepath.Join(in, "luis/all of it.HAR"), whole)
	write(t, filepath.Join(in, "zoe.har"), strings.Replace(whole, `"_lesson"`, `"_other"`, 1))
	write(t, filepath.Join(in, "=cheat.har"), `{"log":{"version":"1.2","entries":[],"_lesson":{"name":"mine","progress":{"lesson":"mine","done":["page","change","script"],"read":["end","page"],"choices":{"page":7,"nothing":1}},"edits":null}}}`)
	write(t, filepath.Join(in, "bad.har"), `{"log":{"entries":[{"request":{"method":"GET","url":"http://`)
	write(t, filepath.Join(in, "deep.har"), `{"log":`+strings.Repeat(`[`, 100_000))
	write(t, filepath.Join(in, "empty.har"), ``)
	write(t, filepath.Join(in, "Óscar.har"), ``)
	write(t, filepath.Join(in, "wrong.har"), `{"log":{"entries":[],"_lesson":[{"name":7}]}}`)
	write(t, filepath.Join(in, "readme.txt"), `not a hand-in`)
	if err := syscall.Mkfifo(filepath.Join(in, "pipe.har"), 0o600); err != nil {
		t.Fatal(err)
	}

	stdout, stderr, code := runBinary(t, nil, "lesson", "grade", "--csv", filepath.Join(root, "mine"), in)
	rows := strings.Split(strings.TrimSpace(stdout), "\r\n")
	for i, want := range []string{
		"\uFEFFStudent,Done,Steps,The page,Then change it,The script,The end,Remark",
		"'=cheat,1,4,0,0,0,1,", "ana,1,4,1,0,0,0,", "bad,,4,,,,,", "deep,,4,,,,,", "empty,,4,,,,,", "luis/all of it,4,4,1,1,1,1,", "Óscar,,4,,,,,",
		"pipe,,4,,,,,", "wrong,0,4,0,0,0,0,\"It says nothing of answers", "zoe,1,4,0,0,1,0,\"It says nothing of answers",
	} {
		if i >= len(rows) || !strings.HasPrefix(rows[i], want) {
			t.Errorf("row %d is not %q, in:\n%s", i, want, stdout)
			break
		}
	}
	if code != 1 || stderr != "" {
		t.Errorf("exit code %d, %q", code, stderr)
	}
	stdout, _, code = runBinary(t, nil, "lesson", "grade", "--lang", "es", filepath.Join(root, "mine/lesson.md"), filepath.Join(in, "ana.har"))
	if code != 0 || stdout != "Estudiante  Hechos   1  2  3  4\nana         1/4      ✓  ·  ·  ·\n\n 1  La página\n 2  Después cámbiala\n 3  El script\n 4  El final\n" {
		t.Errorf("exit code %d:\n%s", code, stdout)
	}
	stdout, _, _ = runBinary(t, nil, "lesson", "grade", "--json", filepath.Join(root, "mine"), filepath.Join(in, "ana.har"), filepath.Join(in, "bad.har"))
	if !strings.Contains(stdout, `"done":1,`) || !strings.Contains(stdout, `"done":null,`) {
		t.Errorf("%s", stdout)
	}
	if !strings.Contains(stdout, `{"text":"then one contained \"Bye\", after an edit of a.html","holds":false,"seen":"The body of the response of /a.html does not contain “Bye”."}`) {
		t.Errorf("%s", stdout)
	}
}
