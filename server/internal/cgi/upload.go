package cgi

import (
	"context"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// upload is a request's content on its way to a script.
type upload struct {
	content io.ReadCloser
	length  int64
	// unread is how much of the content is still to come from the connection.
	unread atomic.Int64
	// awaited is true while nothing of it is there that the script could get.
	awaited atomic.Bool
	fed     chan struct{} // closed when no more is read for the script

	// begun is closed when the beginning of the content was read: start, and err where no
	// more will come.
	begun chan struct{}
	start []byte
	err   error
}

// receive takes a request's content. A chunked one is spooled first, because a script
// gets the length before it reads (RFC 3875, section 4.1.2). So is all content (whole) of a
// script that takes the connection over.
func receive(r *http.Request, whole bool) (*upload, error) {
	u := &upload{content: r.Body, length: r.ContentLength, fed: make(chan struct{}), begun: make(chan struct{})}
	switch {
	case r.ContentLength == 0:
		close(u.begun)
		close(u.fed)
		return u, nil
	case r.ContentLength > 0 && !whole:
		u.unread.Store(r.ContentLength)
		go u.begin()
		return u, nil
	}
	var err error
	u.content, u.length, err = spool(r.Body)
	close(u.begun)
	return u, err
}

// isEmpty reports whether there is no content.
func (u *upload) isEmpty() bool { return u.length == 0 }

// startSize is how much content, if there is that much, has to come before a script gets
// its slot. It is more than a form has, and little where a thousand requests wait.
const startSize = 16 << 10

// begin reads the beginning of the content.
func (u *upload) begin() {
	defer close(u.begun)
	u.start = make([]byte, min(u.length, startSize))
	n, err := io.ReadFull(u, u.start)
	u.start, u.err = u.start[:n], err
}

// await waits for the beginning of the content, so that a client which sends a byte at a
// time holds no script's slot; or until a time is over.
func (u *upload) await(ctx context.Context, most time.Duration) {
	if u.started() {
		return
	}
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-u.begun:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// started reports whether the beginning of the content was read, or no more will come.
func (u *upload) started() bool {
	select {
	case <-u.begun:
		return true
	default:
		return false
	}
}

// discard drops the content where no script was started.
func (u *upload) discard(stopReading func()) {
	if !u.started() { // else the server reads the rest, or closes the connection
		stopReading()
		<-u.begun
	}
}

// Read reads content.
func (u *upload) Read(p []byte) (int, error) {
	n, err := u.content.Read(p)
	u.unread.Store(max(0, u.unread.Load()-int64(n))) // one goroutine reads at a time
	return n, err
}

// Content is read up to pieces times pieceSize, 1 MiB, before the script takes it. So a
// client that goes away is noticed behind content that the script lets lie: the end of a
// connection comes after all that was sent on it, and while nothing is read of that it
// does not come at all.
const (
	pieces    = 32
	pieceSize = 32 << 10
)

// pump gives the content to the script, and end of file after it (RFC 3875, section
// 4.2). A script that does not read it is not at fault. Whatever waits for the client is
// called by waiting.
func (u *upload) pump(stdin io.WriteCloser, waiting func(wait func())) {
	defer close(u.fed)
	ahead, free, refused := make(chan []byte, pieces), make(chan []byte, pieces), make(chan struct{})
	defer close(ahead)
	go write(stdin, ahead, free, refused)
	await := func(wait func()) {
		u.awaited.Store(true)
		defer u.awaited.Store(false)
		waiting(wait)
	}
	await(func() { <-u.begun })
	ahead <- u.start
	if u.err != nil {
		return
	}
	for {
		var piece []byte
		select {
		case piece = <-free:
		default:
			piece = make([]byte, pieceSize)
		}
		var n int
		var err error
		await(func() { n, err = u.Read(piece) })
		select {
		case ahead <- piece[:n]:
		case <-refused:
			return
		}
		if err != nil {
			return
		}
	}
}

// write writes the pieces that lie ahead until the script refuses one.
func write(stdin io.WriteCloser, ahead <-chan []byte, free chan<- []byte, refused chan<- struct{}) {
	defer func() { _ = stdin.Close() }() // a pipe: there is nothing to lose
	for piece := range ahead {
		if _, err := stdin.Write(piece); err != nil {
			close(refused)
			return
		}
		if cap(piece) < pieceSize { // the beginning
			continue
		}
		select {
		case free <- piece[:cap(piece)]:
		default: // as many are free as can be ahead
		}
	}
}

// maxDrained is how much unwanted content is read to keep the connection usable: as much as
// the server reads.
const maxDrained = 256 << 10

// handOnGrace is how long a script that handed its request on may go on reading content.
const handOnGrace = time.Second

// finish takes care, when the answer is over, of content that the script left unread: it must
// not be taken for the next request. Where another script or a file answers in this one's
// place, the connection is read further if that can be, since one that is read no further
// looks like one whose client is gone. Much content is left to the server, which closes the
// connection behind the answer.
func (u *upload) finish(handedOn bool, stopReading func()) {
	if u.unread.Load() == 0 {
		return
	}
	if !handedOn {
		stopReading()
		<-u.fed
		return
	}
	impatient := time.AfterFunc(handOnGrace, stopReading)
	defer impatient.Stop()
	<-u.fed
	if u.unread.Load() <= maxDrained {
		_, _ = io.Copy(io.Discard, u)
	}
}

// close removes content that was spooled; the server closes its own.
func (u *upload) close() {
	if file, ok := u.content.(spooled); ok {
		_ = file.Close() // it was only read
	}
}
