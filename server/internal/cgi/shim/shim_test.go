//go:build unix

package shim

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/testprogram"
)

// manager is a version manager's shim, which notes each time that it runs.
func manager(t *testing.T) (folder, program string, asked func() int) {
	t.Helper()
	python, err := exec.LookPath("/usr/bin/python3")
	if err != nil {
		t.Skip(err)
	}
	folder, err = filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	program = filepath.Join(folder, "shims", "python3")
	write(t, program, "#!/bin/sh\n# as pyenv has it\necho x >>'"+folder+"/asked'\nPYENV_VERSION=chosen PATH=\"/first:$PATH\"\nexport PYENV_VERSION PATH\nexec "+python+" \"$@\"\n")
	write(t, filepath.Join(folder, "site", "cgi-bin", "a.py"), "")
	return folder, program, func() int {
		text, _ := os.ReadFile(filepath.Join(folder, "asked")) // it is not there before
		return strings.Count(string(text), "x")
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := testprogram.Unforked(func() error {
		return errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o755))
	}); err != nil {
		t.Fatal(err)
	}
}

func TestAShimIsAskedOnce(t *testing.T) {
	t.Parallel()
	folder, program, asked := manager(t)
	scripts := filepath.Join(folder, "site", "cgi-bin")
	env := []string{"HOME=" + folder, "PATH=/usr/bin:/bin"}
	shims := &Shims{}
	if _, known := shims.Through(program, scripts, env); known {
		t.Error("it is known before it was asked")
	}
	for range 3 {
		shims.Ask(context.Background(), program, scripts, env)
	}
	real, known := shims.Through(program, scripts, env)
	if !known || !strings.HasPrefix(filepath.Base(real.Program), "python3") || real.Program == program || asked() != 1 {
		t.Fatalf("%v %+v, asked %d times", known, real, asked())
	}
	got := real.With([]string{"HOME=" + folder, "PATH=/usr/bin:/bin", "QUERY_STRING=a"})
	for _, pair := range []string{"PYENV_VERSION=chosen", "PATH=/first:/usr/bin:/bin", "QUERY_STRING=a"} {
		if !slices.Contains(got, pair) {
			t.Errorf("%s is not in %v", pair, got)
		}
	}
	if slices.Contains(got, "PATH=/usr/bin:/bin") || !slices.IsSorted(got) {
		t.Errorf("%v", got)
	}
}

func TestWhatAShimSaidHoldsUntilItsFilesChange(t *testing.T) {
	t.Parallel()
	for _, changed := range []string{"site/.python-version", ".tool-versions", "site/cgi-bin/mise.toml", ".pyenv/version", "shims/python3"} {
		t.Run(changed, func(t *testing.T) {
			t.Parallel()
			folder, program, _ := manager(t)
			scripts, env, shims := filepath.Join(folder, "site", "cgi-bin"), []string{"HOME=" + folder, "PATH=/usr/bin:/bin"}, &Shims{}
			shims.Ask(context.Background(), program, scripts, env)
			if _, known := shims.Through(program, scripts, env); !known {
				t.Fatal("it is not known")
			}
			write(t, filepath.Join(folder, changed), "#!/bin/sh\n# of pyenv, but another\nexec /usr/bin/python3 \"$@\"\n")
			if _, known := shims.Through(program, scripts, env); known {
				t.Error("it is known although that changed")
			}
			if _, known := shims.Through(program, scripts, append(slices.Clone(env), "PYENV_VERSION=3")); known {
				t.Error("it is known for another environment")
			}
		})
	}
}

func TestWhatAShimSaidHoldsUntilAFileThatAVariableNamesChanges(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ pair, changed string }{
		{"ASDF_CONFIG_FILE=<folder>/asdf/config", "asdf/config"},
		{"ASDF_TOOL_VERSIONS_FILENAME=versions.txt", "site/versions.txt"},
		{"ASDF_DEFAULT_TOOL_VERSIONS_FILENAME=versions.txt", "versions.txt"},
		{"PYENV_ROOT=<folder>/pyenv", "pyenv/version"},
		{"MISE_CONFIG_DIR=<folder>/mine", "mine/config.toml"},
		{"MISE_SYSTEM_CONFIG_DIR=<folder>/all", "all/conf.d/python.toml"},
		{"MISE_GLOBAL_CONFIG_FILE=<folder>/mise-all.toml", "mise-all.toml"},
		{"MISE_ENV=ci,test", "site/mise.test.toml"},
		{"XDG_CONFIG_HOME=<folder>/xdg", "xdg/mise/conf.d/python.toml"},
	} {
		t.Run(c.pair, func(t *testing.T) {
			t.Parallel()
			folder, program, _ := manager(t)
			pair := strings.ReplaceAll(c.pair, "<folder>", folder)
			scripts, env, shims := filepath.Join(folder, "site", "cgi-bin"), []string{"HOME=" + folder, "PATH=/usr/bin:/bin", pair}, &Shims{}
			shims.Ask(context.Background(), program, scripts, env)
			if _, known := shims.Through(program, scripts, env); !known {
				t.Fatal("it is not known")
			}
			write(t, filepath.Join(folder, c.changed), "python 3.9\n")
			if _, known := shims.Through(program, scripts, env); known {
				t.Error("it is known although that changed")
			}
		})
	}
}

func TestWhatIsNoShimIsNotAsked(t *testing.T) {
	t.Parallel()
	folder, program, asked := manager(t)
	env := []string{"PATH=/usr/bin:/bin"}
	other := filepath.Join(folder, "bin", "python3")
	write(t, other, "#!/bin/sh\necho x >>'"+folder+"/asked'\nexec /usr/bin/python3 \"$@\"\n")
	fails := filepath.Join(folder, "failing", "python3")
	write(t, fails, "#!/bin/sh\n# pyenv: version `9' is not installed\nexit 127\n")
	shims := &Shims{}
	for _, each := range []string{other, fails, "/usr/bin/python3", filepath.Join(filepath.Dir(program), "ruby")} {
		shims.Ask(context.Background(), each, folder, env)
		if real, known := shims.Through(each, folder, env); known {
			t.Errorf("%s stands for %v", each, real)
		}
	}
	if asked() != 0 {
		t.Errorf("asked %d times", asked())
	}
}
