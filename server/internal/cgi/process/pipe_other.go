//go:build !linux

package process

import "os"

// openPipe opens a pipe whose one end is ours, the one to read from where we read.
func openPipe(weRead bool) (ours, theirs *os.File, err error) {
	r, w, err := os.Pipe()
	if weRead {
		return r, w, err
	}
	return w, r, err
}

// widen would make a pipe hold much: this system has no call for that.
func widen(stream) {}
