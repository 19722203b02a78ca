//go:build linux

package test

import (
	"strings"
	"testing"
)

// A script that fails behind its header is answered with the reason, also where its end takes
// longer than its first content may.
func TestAFailureBehindTheHeaderIsAnsweredHoweverLongTheEndTakes(t *testing.T) {
	t.Parallel()
	s := serve(t, folder(t, `
-- cgi-bin/slow.py --
import time
class Slow:
    def __del__(self, sleep=time.sleep): # when the header was written
        sleep(1)
slow = Slow()
print("Content-Type: text/html\n")
prize
-- cgi-bin/silent.py --
import os, sys, time
os.close(1)
time.sleep(2)
sys.exit("no guests yet")
`))
	for target, says := range map[string]string{"/cgi-bin/slow.py": "Nothing called prize exists", "/cgi-bin/silent.py": "exited with an error (1)"} {
		if got := get(t, s.url, target); got.status != 500 || !strings.Contains(got.body, says) {
			t.Errorf("%s: %d %q", target, got.status, got.body)
		}
	}
}
