package process

import (
	"strings"
	"testing"
	"time"
)

func TestWhatOnlyPrinted(t *testing.T) {
	for script, want := range map[string]struct{ running, ended bool }{
		"echo page":                 {true, true},
		"echo page; echo error >&2": {true, true},
		"echo page > file":          {false, false},
		"echo page; : > file":       {true, true}, // it has written nothing
		"sh -c 'echo page > file'":  {false, false},
		"(exec sleep 1000) & echo":  {true, false},
		"(echo page > file; exec sleep 1000) & while [ ! -s file ]; do :; done": {false, false},
		"i=0; while [ $i -lt 9999 ]; do i=$((i+1)); echo page; done":            {true, true},
	} {
		t.Run(script, func(t *testing.T) {
			p := launch(t, script+"; echo ready; read line")
			p.Graces = Graces{Exit: time.Minute, Left: time.Millisecond, Kill: time.Millisecond}
			var said strings.Builder
			for buffer := make([]byte, 100); !strings.Contains(said.String(), "ready\n"); {
				n, err := p.Read(buffer)
				if err != nil {
					t.Fatal(err)
				}
				said.Write(buffer[:n])
			}
			running := p.OnlyPrinted()
			_ = p.Stdin().Close() // a pipe: there is nothing to lose
			supervised := make(chan struct{})
			go func() {
				defer close(supervised)
				p.Supervise(t.Context())
			}()
			<-p.exited
			p.OutputDone()
			<-supervised
			p.Finish()
			output(t, p)
			if ended := p.OnlyPrinted(); running != want.running || ended != want.ended {
				t.Errorf("running %v, ended %v", running, ended)
			}
		})
	}
}
