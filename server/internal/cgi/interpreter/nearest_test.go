package interpreter

import (
	"errors"
	"os"
	"slices"
	"testing"
)

func TestAMisspeltInterpreter(t *testing.T) {
	for shebang, want := range map[string]string{ // what is proposed; “-” where it is only missing
		"/usr/bin/pyton3":            "/usr/bin/python3",
		"/usr/bin/env pyhton3":       "/usr/bin/env python3",
		"/usr/bin/env phyton":        "/usr/bin/env python3",
		"/usr/bin/env Python3":       "/usr/bin/env python3",
		"/usr/bin/env -S perll -w":   "/usr/bin/env perl",
		"/usr/local/bin/perl":        "/usr/bin/env perl",
		"/usr/bin/bsah":              "/usr/bin/env bash",
		"/usr/bin/env python2":       "-", // another version, not misspelt
		"/usr/bin/env lua5.1":        "-",
		"/usr/bin/env ruby":          "-", // not installed
		"/usr/bin/env ruyb":          "-",
		"/usr/bin/env awkward":       "-",
		`C:\Perl\bin\perl.exe`:       "/usr/bin/env perl",
		"/opt/other/my-interpreter3": "-",
	} {
		s := system{lookPath: func(name string) (string, error) {
			if slices.Contains([]string{"/usr/bin/python3", "python3", "python", "perl", "bash", "lua"}, name) {
				return name, nil
			}
			return "", os.ErrNotExist
		}}
		command, err := s.command(facts{path: "/w/a.x", extension: ".x", start: "#!" + shebang + "\n"})
		var why *Unavailable
		if !errors.As(err, &why) {
			t.Errorf("%s: %v", shebang, command)
			continue
		}
		got := why.Near
		if got == "" && why.Reason == "interpreterMissing" {
			got = "-"
		}
		if got != want {
			t.Errorf("%s: %s %q, not %q", shebang, why.Reason, got, want)
		}
	}
}
