//go:build linux

package test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"vitrina/server/internal/protocol"
)

// A script that fails after it has printed leaves a page that stops half way. Why is the first
// thing that the exchange says, and the live view says it, until the script works.
func TestAPageThatStopsHalfWayIsExplained(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, `
-- cgi-bin/late.py --
import helper
print("<p>half", flush=True)
helper.divide(0)
-- cgi-bin/helper.py --
def divide(n):
    return 1 / n
-- cgi-bin/cgitb1.py --
import cgitb
cgitb.enable()
print("Content-Type: text/html\n", flush=True)
print(nothing)
-- cgi-bin/warn.php --
<?php
echo "hello $name";
-- cgi-bin/warns.py --
import sys, warnings
print("Content-Type: text/html\n\n<p>no such user", flush=True)
warnings.warn("old function")
print("cgi-bin/warns.py:4: looked up", file=sys.stderr)
sys.exit(1)
`)
	site := e.start(root)
	view := open(t, site.URL, "/cgi-bin/late.py", "&view=live&lang=es")
	got := get(t, site.URL, "/cgi-bin/late.py")
	if got.status != 200 || got.body != "<p>half\n" {
		t.Errorf("%s%s", got.head, got.body)
	}
	const dice = "cgi-bin/late.py terminó con un error (1). cgi-bin/helper.py, línea 2: Se divide un número entre cero. Comprueba que el divisor no sea 0 antes de dividir."
	if m := view.next(); m.Type != "fault" || m.Page != "/cgi-bin/late.py" || m.Text != dice {
		t.Errorf("%+v", m)
	}
	if x := e.exchange("/cgi-bin/late.py"); noteCodes(x.Notes) != "scriptFailed noHeader" || !strings.Contains(x.Notes[0].Message, "cgi-bin/helper.py, line 2: A number is divided by zero.") {
		t.Errorf("%+v", x.Notes)
	}
	second := open(t, site.URL, "/", "&view=live&lang=en")
	if err := second.socket.Write(second.ctx, websocket.MessageText, []byte(`{"type":"page","page":"/cgi-bin/late.py","age":0}`)); err != nil {
		t.Fatal(err)
	}
	if m := second.next(); m.Type != "fault" || !strings.Contains(m.Text, "Line 2") && !strings.Contains(m.Text, "line 2") {
		t.Errorf("%+v", m)
	}
	write(t, filepath.Join(root, "cgi-bin", "late.py"), "print('<p>whole')\n")
	get(t, site.URL, "/cgi-bin/late.py")
	for m := view.next(); m.Type != "fault" || m.Text != ""; m = view.next() { // the save is told, too
		if m.Type == "fault" {
			t.Errorf("%+v", m)
		}
	}

	for target, want := range map[string]struct {
		notes, first, code string
		line               int
		severity           protocol.Severity
	}{
		"/cgi-bin/cgitb1.py": {"scriptFailed", "Line 4: Nothing called nothing exists", "NameError", 4, protocol.SeverityError},
		"/cgi-bin/warn.php":  {"scriptWarned", "Line 2: Nothing called $name exists", "Warning", 2, protocol.SeverityWarning},
		"/cgi-bin/warns.py":  {"scriptFailed", "exited with an error (1). Its error output", "", 0, ""},
	} {
		if target == "/cgi-bin/cgitb1.py" && exec.Command("python3", "-c", "import cgitb").Run() != nil {
			continue // Python 3.13 and later have no such module
		}
		get(t, site.URL, target)
		eventually(t, func() bool { return noteCodes(e.exchange(target).Notes) != "" }, func() string { return target })
		x := e.exchange(target)
		if noteCodes(x.Notes) != want.notes || !strings.Contains(x.Notes[0].Message, want.first) {
			t.Errorf("%s: %+v\n%s", target, x.Notes, x.Script.Stderr)
		}
		if want.line == 0 {
			continue
		}
		script := filepath.Join(root, filepath.FromSlash(target))
		told := await(e, protocol.MethodScriptDidReport, func(p protocol.ScriptDidReportParams) bool { return p.Script == script && len(p.Diagnostics) > 0 })
		if d := told.Diagnostics[0]; d.Line != want.line || d.Severity != want.severity || d.Code != want.code {
			t.Errorf("%+v", d)
		}
	}
}

// What a live view says is of the answer that it shows: the failure before it is forgotten as
// soon as the next answer begins, and not when it ends.
func TestAFailureIsForgottenWhenTheNextAnswerBegins(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/a.sh --\nprintf 'Content-Type: text/plain\\n\\nhalf'\nexit 3\n")
	letGo := fifo(t, filepath.Join(root, "go"))
	s := serve(t, root)
	view := open(t, s.url, "/cgi-bin/a.sh", "&view=live&lang=en")
	get(t, s.url, "/cgi-bin/a.sh")
	if m := view.next(); m.Type != "fault" || m.Text == "" {
		t.Fatalf("%+v", m)
	}
	write(t, filepath.Join(root, "cgi-bin", "a.sh"), "printf 'Content-Type: text/plain\\n\\nnew'\nread line < ../go\n")
	response, err := ownClient(t).Get(s.url + "cgi-bin/a.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	for m := view.next(); m.Type != "fault" || m.Text != ""; m = view.next() { // the save is told, too
		if m.Type == "fault" {
			t.Errorf("%+v", m)
		}
	}
	letGo()
}
