//go:build unix

package process

import (
	"testing"
	"time"
)

// On a busy machine the streams may be given up before anybody read them.
func TestWhatLiesInStandardErrorIsReadAlsoAfterItsDeadline(t *testing.T) {
	ours, theirs, err := openPipe(true)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close() // somebody holds it: there is no end of file
	if _, err := theirs.WriteString("Traceback"); err != nil {
		t.Fatal(err)
	}
	if err := ours.SetDeadline(time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	p := &Process{stderr: ours, stderrDone: make(chan struct{})}
	p.readStderr()
	if got := p.Stderr(); got != "Traceback" {
		t.Errorf("%q was read", got)
	}
}
