//go:build linux

package test

import (
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The command line: what is printed and the exit code, as scripts rely on them.
func TestCommandLine(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", filepath.Dir(binary)+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("LC_ALL", "C.UTF-8")
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			return nil
		},
	})
}

func TestATakenPortIsAnErrorThatNamesIt(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, _ := net.SplitHostPort(taken.Addr().String())
	_, stderr, code := runBinary(t, nil, "serve", "--port", port, folder(t, lesson))
	want := fmt.Sprintf("vitrina: Port %s is taken: another program listens at 127.0.0.1:%s. Stop that program, or choose another port.\n", port, port)
	if code != 1 || stderr != want {
		t.Errorf("exit code %d: %s", code, stderr)
	}
}

// Another process is as far from ours as another program, but its user is the same.
func TestAPortOfAnotherVitrinaIsToldAsThat(t *testing.T) {
	t.Parallel()
	running := serve(t, folder(t, lesson), "--host", "127.0.0.1")
	portOf := func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return u.Port()
	}
	for _, port := range []string{portOf(running.url), portOf(running.panel)} {
		for language, want := range map[string]string{
			"en_GB.UTF-8": "vitrina: Port " + port + " is taken: another Vitrina, started in another terminal or editor window, already listens at 127.0.0.1:" + port + ". Stop it there, or choose another port.\n",
			"es_ES.UTF-8": "vitrina: El puerto " + port + " está ocupado: otra Vitrina, iniciada en otra terminal o en otra ventana del editor, ya escucha en 127.0.0.1:" + port + ". Detenla allí o elige otro puerto.\n",
		} {
			_, stderr, code := runBinaryIn(t, language, nil, "serve", "--host", "127.0.0.1", "--port", port, folder(t, lesson))
			if code != 1 || stderr != want {
				t.Errorf("exit code %d: %s", code, stderr)
			}
		}
	}
	get(t, running.url, "/index.css")
	if first := running.line(); !strings.Contains(first, "/index.css") {
		t.Errorf("the site shows what its port was asked: %s", first)
	}
}

// For people the first lines are the addresses, then one line an exchange.
func TestServePrintsForPeople(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson)
	s := startServing(t, root)
	if !regexp.MustCompile(`^Serving ` + regexp.QuoteMeta(root) + ` at http://127\.0\.0\.1:\d+/$`).MatchString(s.first) {
		t.Errorf("the first line is %q", s.first)
	}
	if line := s.line(); !regexp.MustCompile(`^Panel at http://127\.0\.0\.1:\d+/\S+$`).MatchString(line) {
		t.Errorf("the second line is %q", line)
	}
	site := s.first[strings.Index(s.first, "http://"):]
	get(t, site, "/cgi-bin/index.py")
	if line := s.line(); !regexp.MustCompile(`^\d\d:\d\d:\d\d  GET /cgi-bin/index\.py  200  no type  \d+ B  [\d.]+ ms$`).MatchString(line) {
		t.Errorf("an exchange is %q", line)
	}
	get(t, site, "/\x1b[31m")
	if line := s.line(); strings.ContainsRune(line, '\x1b') {
		t.Errorf("a terminal would obey %q", line)
	}
}

// For programs every line is a JSON object.
func TestServePrintsForPrograms(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, lesson))
	get(t, s.url, "/index.css")
	var event struct {
		Event, Target string
		Status        int
		ContentType   *string
	}
	if err := json.Unmarshal([]byte(s.line()), &event); err != nil {
		t.Fatal(err)
	}
	if event.Event != "exchange" || event.Target != "/index.css" || event.Status != 200 || event.ContentType == nil || *event.ContentType != "text/css; charset=utf-8" {
		t.Errorf("%+v", event)
	}
}

// An answer that was under way when the signal came is printed too.
func TestTheLastExchangesArePrinted(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, stubborn))
	response, err := ownClient(t).Get(s.url + "cgi-bin/stubborn.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	s.stop()
	if line := s.line(); !strings.Contains(line, `"target":"/cgi-bin/stubborn.sh"`) {
		t.Errorf("%q", line)
	}
}

// Where nobody reads the output any more the server ends, as programs in a pipe do, and
// in order: no script lives on.
func TestServeEndsWithItsReader(t *testing.T) {
	t.Parallel()
	root := folder(t, stubborn+"-- index.css --\n")
	s := serve(t, root)
	response, err := ownClient(t).Get(s.url + "cgi-bin/stubborn.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	ids := pids(t, filepath.Join(root, "pids"), 2)
	if err := s.out.Close(); err != nil {
		t.Fatal(err)
	}
	get(t, s.url, "/index.css") // there is a line to print
	select {
	case <-s.ended:
	case <-time.After(patience):
		t.Fatal("it goes on")
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 1 {
		t.Errorf("exit code %d: %s", code, s.stderr)
	}
	awaitGone(t, ids)
}

// SIGTERM stops accepting, lets no script live on and ends with 0 (see serving.stop).
func TestASignalEndsScriptsAndServer(t *testing.T) {
	t.Parallel()
	root := folder(t, stubborn)
	s := serve(t, root)
	response, err := ownClient(t).Get(s.url + "cgi-bin/stubborn.sh")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	ids := pids(t, filepath.Join(root, "pids"), 2)
	s.stop()
	awaitGone(t, ids)
}

func TestTheVersionIsOnTheFirstLine(t *testing.T) {
	t.Parallel()
	out, err := exec.Command(binary, "version").Output()
	if first, _, _ := strings.Cut(string(out), "\n"); err != nil || first != "vitrina 9.9.9" {
		t.Errorf("%v: %s", err, out)
	}
}
