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

// The shim of a version manager fails without the variables that say where its versions are, and a
// program without those that say where its libraries are.
func TestVariablesThatFindProgramsAreInheritedAndTokensAreNot(t *testing.T) {
	passed := []string{
		"PYENV_VERSION", "RBENV_ROOT", "VOLTA_HOME", "ASDF_DATA_DIR", "ASDF_PYTHON_VERSION", "ASDF_TOOL_VERSIONS_FILENAME",
		"MISE_DATA_DIR", "MISE_NODE_VERSION", "MISE_TRUSTED_CONFIG_PATHS", "XDG_DATA_HOME",
		"PERL5LIB", "LUA_PATH", "PHPRC", "JAVA_HOME", "PYTHONPATH", "PYTHON_GIL", "LC_TIME",
	}
	kept := []string{"MISE_GITHUB_TOKEN", "ASDF_GITHUB_API_TOKEN", "MISE_SOPS_AGE_KEY", "NPM_TOKEN_VERSION", "XDG_RUNTIME_DIR", "AWS_SECRET_ACCESS_KEY", "PYTHON_KEYRING_TOKEN", "PYTHONANYWHERE_API_KEY"}
	v := newVariables(false)
	for _, name := range append(passed, kept...) {
		v.inherit([]string{name + "=x"})
	}
	for _, name := range passed {
		if v.value(name) == "" {
			t.Errorf("%s is missing", name)
		}
	}
	for _, name := range kept {
		if v.value(name) != "" {
			t.Errorf("%s passed", name)
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

func TestServerName(t *testing.T) {
	for host, want := range map[string]string{
		"localhost": "localhost", "localhost:8000": "localhost", "localhost:": "localhost", "127.0.0.1:80": "127.0.0.1", "": "",
		"[::1]": "[::1]", "[::1]:8000": "[::1]", "::1": "[::1]",
	} {
		if got := serverName(host); got != want {
			t.Errorf("%s: %q", host, got)
		}
	}
}
