//go:build unix

package cgi

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A folder of scripts may be a link, also an absolute one, and what leads to no script is told of.
func TestLinksAreChecked(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	root, outside := filepath.Join(base, "site"), filepath.Join(base, "outside")
	for _, folder := range []string{"real", "in", "all"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(outside, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{filepath.Join(root, "real", "a.sh"), filepath.Join(outside, "b.sh")} {
		if err := os.WriteFile(file, []byte("#!/bin/sh\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{
		"absolute": filepath.Join(root, "real"), "return": "../site/real", "relative": "real", "out": outside, "broken": "nothing",
		"all/gone.sh": "nothing.sh", "all/out.sh": filepath.Join(outside, "b.sh"), "all/in.sh": filepath.Join(root, "real", "a.sh"),
	} {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	opened, err := os.OpenRoot(root)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	runner := &Runner{Root: root}
	for folder, want := range map[string]string{
		"real": "real/a.sh:[]", "absolute": "absolute/a.sh:[]", "return": "return/a.sh:[]", "relative": "relative/a.sh:[]", "nothing": "", "in": "",
		"out": "out:[leadsOut " + outside + "]", "broken": "broken:[leadsNowhere nothing]",
		"all": "all/gone.sh:[leadsNowhere nothing.sh] all/in.sh:[] all/out.sh:[leadsOut " + filepath.Join(outside, "b.sh") + "]",
	} {
		checked, err := runner.Check(opened, []string{folder}, "")
		if err != nil {
			t.Errorf("%s: %v", folder, err)
		}
		got := []string{}
		for _, each := range checked {
			problems := []string{}
			for _, p := range each.Problems {
				problems = append(problems, string(p.Code)+" "+p.Args["to"])
			}
			got = append(got, fmt.Sprintf("%s:%v", each.Script.Path, problems))
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("%s: %s, not %s", folder, all, want)
		}
	}
	if one, err := runner.Check(opened, []string{"broken", "absolute"}, "absolute/a.sh"); err != nil || len(one) != 1 || one[0].Script.Path != "absolute/a.sh" {
		t.Errorf("%+v, %v", one, err)
	}
}
