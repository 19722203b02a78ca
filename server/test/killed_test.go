//go:build linux

package test

import (
	"io"
	"path/filepath"
	"syscall"
	"testing"
)

// A server that is killed cannot end its scripts: the system does it. What a script started
// itself ends when it next uses its output, which nobody reads any more; what uses none of
// its streams lives on, and only that.
func TestAKilledServerLeavesNoScript(t *testing.T) {
	t.Parallel()
	root := folder(t, `
-- cgi-bin/sleeps.sh --
#!/bin/sh
trap '' TERM HUP PIPE
echo $$ > ../sleeps
exec sleep 300
-- cgi-bin/parent.sh --
#!/bin/sh
sleep 300 &
echo $$ $! > ../parent
wait
-- cgi-bin/talks.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\n'
(while :; do echo more || exit; done) &
echo $$ $! > ../talks
wait
`)
	s := serve(t, root)
	for _, name := range []string{"sleeps", "parent", "talks"} {
		if _, err := io.WriteString(dial(t, s.url), "GET /cgi-bin/"+name+".sh HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	sleeps := pids(t, filepath.Join(root, "sleeps"), 1)
	parent := pids(t, filepath.Join(root, "parent"), 2)
	talks := pids(t, filepath.Join(root, "talks"), 2)
	t.Cleanup(func() { _ = syscall.Kill(parent[1], syscall.SIGKILL) }) // the one that uses no stream
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.ended
	awaitGone(t, []int{sleeps[0], parent[0], talks[0], talks[1]})
}
