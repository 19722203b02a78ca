package oslimit

import (
	"errors"
	"io"
	"net"
	"os"
	"runtime"
	"syscall"
	"testing"
)

func TestOf(t *testing.T) {
	_, missing := os.Open("/no/such/file")
	for _, each := range []error{nil, missing, io.EOF, errors.New("else")} {
		if limit, reached := Of(each); reached || Reached(each) {
			t.Errorf("%v: %+v", each, limit)
		}
		if limit, reached := OfWatching(each); reached {
			t.Errorf("%v, of watching: %+v", each, limit)
		}
	}
	for errno, name := range map[syscall.Errno]string{syscall.EMFILE: Descriptors, syscall.ENFILE: SystemDescriptors} {
		err := &net.OpError{Op: "accept", Err: os.NewSyscallError("accept4", errno)}
		limit, reached := Of(err)
		if !reached || !Reached(err) || limit.Name != name || limit.Remedy != "" {
			t.Errorf("%v: %+v", err, limit)
		}
		if known := name == Descriptors && runtime.GOOS != "windows"; (limit.Value > 0) != known {
			t.Errorf("%v: %d", err, limit.Value)
		}
	}
}
