package interpreter

import (
	"strings"
	"testing"
)

// What is proposed is a line that starts the script.
func TestTheLineThatIsProposed(t *testing.T) {
	for line, want := range map[string]string{
		"/usr/bin/env python 3":     "/usr/bin/env python3",
		"/usr/bin/env python 3.12":  "/usr/bin/env python3.12",
		"/usr/bin/env python3 -u":   "/usr/bin/env -S python3 -u",
		"/usr/bin/env/python3":      "/usr/bin/env python3",
		"/usr/bin/env/python3 -u":   "/usr/bin/env -S python3 -u",
		"/user/bin/python3":         "/usr/bin/python3",
		`\usr\bin\python3`:          "/usr/bin/python3",
		"usr/bin/python3":           "/usr/bin/python3",
		"python3":                   "/usr/bin/env python3",
		"/usr/bin/python 3":         "/usr/bin/python3",
		"/usr/bin/awk":              "/usr/bin/awk -f",
		"/usr/bin/env gawk":         "/usr/bin/env -S gawk -f",
		"/usr/bin/awk -f":           "",
		"/usr/bin/env -S awk -f":    "",
		"/usr/bin/perl -w":          "",
		"/usr/bin/python3":          "",
		"/usr/bin/env python3":      "",
		"/usr/bin/environment/perl": "",
	} {
		if got, _ := FindRefused(strings.Fields(line)); got.Near != want {
			t.Errorf("%s: %q, not %q", line, got.Near, want)
		}
	}
}
