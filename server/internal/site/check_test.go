package site

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"vitrina/server/internal/config"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// A script that was saved is looked at alone, wherever it lies; nothing else is.
func TestOneScriptIsChecked(t *testing.T) {
	root := t.TempDir()
	for name, content := range map[string]string{
		"cgi-bin/a.py": "", "cgi-bin/a.py.txt": "", "cgi-bin/sub/a.py": "", "cgi-bin/sub/b.py": "", "a.py": "",
		"cgi-bin/.hidden.py": "", "cgi-bin/b.py": "",
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Resolve(protocol.SiteStartParams{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	for only, want := range map[string]int{
		"": 4, "cgi-bin/a.py": 1, "cgi-bin/sub/a.py": 1, "cgi-bin/sub": 0, "cgi-bin/gone.py": 0, "a.py": 0, "cgi-bin/.hidden.py": 0,
		"../cgi-bin/a.py": 0, "cgi-bin": 0,
	} {
		result, err := CheckScripts(context.Background(), c, only, l10n.English)
		if err != nil || len(result.Scripts) != want {
			t.Errorf("%q: %+v, %v", only, result.Scripts, err)
		}
		if want == 1 && (result.Scripts[0].Path != only || result.Scripts[0].Problems[0].Code != "emptyScript") {
			t.Errorf("%q: %+v", only, result.Scripts[0])
		}
	}
}
