//go:build linux

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/testprogram"
)

// What a file's bytes and name show is said where a script does not run for it.
func TestThePageNamesWhatIsWrongWithTheFile(t *testing.T) {
	t.Parallel()
	root := folder(t, "-- cgi-bin/g.py/inside.txt --\nx\n")
	for name, content := range map[string]string{
		"cr.sh": "#!/bin/sh\r\nset -e\r\necho\r\n", "utf16.py": "p\x00r\x00i\x00n\x00t\x00", "old.py": "#!/usr/bin/env python3\rprint(1)\r",
		"spaced": "# !/bin/sh\necho\n", "second": "\n#!/bin/sh\necho\n", "misspelt.py": "#!/usr/bin/env pyhton3\n", "drive.sh": "#!C:\\bin\\sh.exe\n",
		"silent.sh": "exit 3\n",
	} {
		write(t, filepath.Join(root, "cgi-bin", name), content)
	}
	s := serve(t, root)
	for name, want := range map[string]string{
		"cr.sh": "with LF line endings", "utf16.py": "saved in the encoding UTF-16", "old.py": "end with CR alone",
		"spaced": "a space before or within it", "second": "#! line in line 2", "misspelt.py": "Change line 1 to #!/usr/bin/env python3",
		"drive.sh": `C:\bin\sh.exe, a path of Windows`, "silent.sh": "wrote nothing to standard error", "g.py": "it is a folder",
	} {
		got := get(t, s.url, "/cgi-bin/"+name)
		if got.status < 400 || !strings.Contains(got.body, want) || strings.Contains(got.body, "below") {
			t.Errorf("%s: %s%s", name, got.head, got.body)
		}
	}
}

// A script that fails without a word behind its head is answered with the reason and not with an empty page, where it
// ends while the head waits. A busy machine may hold it up for longer: then it is asked again.
func TestAScriptThatFailsSilentlyBehindItsHeadIsExplained(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, "-- cgi-bin/a.sh --\nprintf 'Content-Type: text/plain\\n\\n'\nexit 3\n"))
	var got answer
	eventually(t, func() bool {
		got = get(t, s.url, "/cgi-bin/a.sh")
		return got.status >= 400
	}, func() string { return "an empty page: " + got.head })
	if !strings.Contains(got.body, "wrote nothing to standard error") {
		t.Error(got.body)
	}
}

// A shell's complaint about a CR is explained, also where the script goes on.
func TestAShellThatFailsAtLineEndsIsNoted(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- x --\n"))
	for name, c := range map[string]struct {
		content string
		noted   bool
	}{
		"fails.sh":   {"printf 'Content-Type: text/plain\\n\\nyes'\r\nset -e\r\n", true},
		"goes-on.sh": {"printf 'Content-Type: text/plain\\n\\nyes'\n\r\nexit\n", true},
		"works.sh":   {"printf 'Content-Type: text/plain\\n\\nyes'; : \r\n", false},
		"other.sh":   {"printf 'Content-Type: text/plain\\n\\nyes'\nexit 2\n", false},
		"lines.py":   {"print('Content-Type: text/plain\\n\\nyes')\r\n1/0\r\n", false},
	} {
		write(t, filepath.Join(site.Root, "cgi-bin", name), c.content)
		get(t, site.URL, "/cgi-bin/"+name)
		notes := e.notesWhenEnded("/cgi-bin/" + name)
		if strings.Contains(notes, "LF line endings") != c.noted {
			t.Errorf("%s: %s", name, notes)
		}
	}
}

// Scripts run as in a shell in which the virtual environment of the site is activated.
func TestAVirtualEnvironmentIsActive(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- html/cgi-bin/env.py --
#!/usr/bin/env python3
-- html/cgi-bin/none.py --
-- html/cgi-bin/own.py --
#!/bin/sh
printf 'Content-Type: text/plain\n\nown %s %s' "$VIRTUAL_ENV" "${PATH%%:*}"
-- html/cgi-bin/outside.sh --
#!/usr/bin/python3
import no_such_module
-- venv/pyvenv.cfg --
-- env/notes.txt --
`)
	environment := filepath.Join(root, "venv")
	python := filepath.Join(environment, "bin", "python")
	if err := os.Mkdir(filepath.Dir(python), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := testprogram.Unforked(func() error {
		return os.WriteFile(python, []byte("#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nvenv %s' \"$VIRTUAL_ENV\"\n"), 0o755)
	}); err != nil {
		t.Fatal(err)
	}
	s := serve(t, filepath.Join(root, "html"))
	for name, want := range map[string]string{
		"env.py": "venv " + environment, "none.py": "venv " + environment, "own.py": "own " + environment + " " + filepath.Dir(python),
	} {
		if got := get(t, s.url, "/cgi-bin/"+name); got.body != want {
			t.Errorf("%s: %s", name, got.body)
		}
	}
	if got := get(t, s.url, "/cgi-bin/outside.sh"); !strings.Contains(got.body, "ran with /usr/bin/python3, not in the virtual environment "+environment) {
		t.Errorf("%s", got.body)
	}
}

// notesWhenEnded are the codes of an exchange's notes, once its script has ended, each with
// its sentence.
func (e *editor) notesWhenEnded(target string) string {
	e.t.Helper()
	said := []string{}
	for _, note := range e.exchange(target).Notes {
		said = append(said, note.Code, note.Message)
	}
	return strings.Join(said, " ")
}
