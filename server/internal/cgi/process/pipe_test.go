//go:build linux

package process

import (
	"context"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// sizeOf is how much a pipe holds.
func sizeOf(t *testing.T, s stream) (size int) {
	t.Helper()
	if of, is := s.(*input); is {
		s = of.stream
	}
	raw, err := s.(*os.File).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	if err := raw.Control(func(fd uintptr) { size, err = unix.FcntlInt(fd, unix.F_GETPIPE_SZ, 0) }); err != nil {
		t.Fatal(err)
	}
	return size
}

// Pipes count against a limit of the user's, so only those become wide that much has passed.
func TestAPipeIsWidenedOnceMuchHasPassed(t *testing.T) {
	p := launch(t, "head -c 300000 >/dev/null; head -c 300000 /dev/zero; read more")
	go p.Supervise(context.Background())
	if in, out := sizeOf(t, p.stdin), sizeOf(t, p.stdout); in >= wide || out >= wide {
		t.Fatalf("they hold %d and %d at first", in, out)
	}
	if _, err := p.Stdin().Write(make([]byte, 300_000)); err != nil {
		t.Fatal(err)
	}
	for read, buffer := 0, make([]byte, 32<<10); read < 300_000; {
		n, err := p.Read(buffer)
		if err != nil {
			t.Fatal(err)
		}
		read += n
	}
	if in, out := sizeOf(t, p.stdin), sizeOf(t, p.stdout); in != wide || out != wide {
		t.Errorf("they hold %d and %d", in, out)
	}
	_ = p.Stdin().Close() // a pipe: there is nothing to lose
	<-p.Ended()
}
