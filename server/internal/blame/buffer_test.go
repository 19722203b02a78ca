package blame

import (
	"fmt"
	"strings"
	"testing"
)

func TestOvertaking(t *testing.T) {
	for source, want := range map[string]string{
		"print('a')\nos.system('date')":                                           "os.system 2",
		"print('a')\n# os.system('x')\nsubprocess.run(['date'])":                  "subprocess.run 3",
		"sys.stdout.write('a')\nsys.stdout.buffer.write(b'b')":                    "sys.stdout.buffer.write 2",
		"print('a')\npid = os.fork()":                                             "os.fork 2",
		"print('a', flush=True)\nos.system('date')":                               "",
		"print('a')\nsys.stdout.flush()\nos.system('date')":                       "",
		"os.system('date')\nprint('a')":                                           "",
		"print('a')\nout = subprocess.run(['date'], capture_output=True).stdout":  "",
		"#!/usr/bin/python3 -u\nprint('a')\nos.system('date')":                    "",
		"sys.stdout.reconfigure(line_buffering=True)\nprint('a')\nos.system('x')": "",
		"print('a')\nimport os # os.system(":                                      "",
	} {
		got := ""
		if call, line := Source(strings.Split(source, "\n")).Overtaking(); line > 0 {
			got = fmt.Sprint(call, " ", line)
		}
		if got != want {
			t.Errorf("%q: %q, not %q", source, got, want)
		}
	}
}
