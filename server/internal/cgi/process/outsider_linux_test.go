package process

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
)

// A process that left the group holds the streams, and nobody up. Nor does it on Windows, whose
// pipes know no deadlines.
func TestAProcessThatLeftTheGroupHoldsNobodyUp(t *testing.T) {
	for name, spawn := range map[string]Spawn{
		"":           {},
		"on Windows": {streams: func(pipe *os.File) stream { return newTimed(pipe) }},
	} {
		t.Run(name, func(t *testing.T) {
			file := t.TempDir() + "/pid"
			p := launchBy(t, spawn, "echo yes; setsid sh -c 'echo $$ > "+file+"; exec sleep 1000' & while [ ! -s "+file+" ]; do :; done")
			p.Graces = Graces{Exit: time.Millisecond, Kill: time.Millisecond}
			p.Supervise(t.Context())
			p.Finish()
			if _, err := p.Stdin().Write(make([]byte, 1<<20)); err == nil {
				t.Error("a megabyte was written that nobody reads")
			}
			output(t, p) // it ends
			var outsider int
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := fmt.Sscan(string(data), &outsider); err != nil {
				t.Fatal(err)
			}
			if !exists(outsider) {
				t.Error("the test proves nothing: it did not leave the group")
			}
			_ = syscall.Kill(outsider, syscall.SIGKILL) // it is there
		})
	}
}
