package command

import (
	"bytes"
	"io"
	"time"

	"vitrina/server/internal/rpc"
)

// accessLog prints a line for each exchange, once it is complete. It writes on a goroutine
// of its own, so a slow reader holds up nothing. Where it is too slow, a line says how many
// exchanges are missing.
type accessLog struct {
	exchanges rpc.Follower
	lines     printer
	out       io.Writer
	batch     bytes.Buffer
	stop      chan struct{} // closed when no more exchanges come
	failed    chan error    // receives why it could not write
	ended     chan struct{} // closed when it prints no more
}

const (
	// maxPrinted is how many exchanges are written at a time.
	maxPrinted = 500
	// printedEvery is the pause between two looks at what is new: a write for each exchange
	// costs more than many answers do.
	printedEvery = 20 * time.Millisecond
	// readerGrace is how long the last lines may wait for a reader when the program ends.
	readerGrace = time.Second
)

func startAccessLog(exchanges rpc.Follower, lines printer, out io.Writer) *accessLog {
	l := &accessLog{exchanges: exchanges, lines: lines, out: out, stop: make(chan struct{}), failed: make(chan error, 1), ended: make(chan struct{})}
	go l.run()
	return l
}

func (l *accessLog) run() {
	defer close(l.ended)
	for going := true; going; {
		select {
		case <-l.exchanges.Changed():
		case <-l.stop:
			going = false
		}
		if err := l.print(); err != nil {
			l.failed <- err
			return
		}
		select {
		case <-time.After(printedEvery):
		case <-l.stop:
		}
	}
}

// print writes all that is new.
func (l *accessLog) print() error {
	for more := true; more; {
		l.batch.Reset()
		printed := 0
		for _, message := range l.exchanges.Next(maxPrinted) {
			if message.Skipped > 0 {
				l.lines.skipped(&l.batch, message.Skipped)
			}
			for _, exchange := range message.Exchanges {
				l.lines.exchange(&l.batch, exchange)
				printed++
			}
		}
		if l.batch.Len() > 0 {
			if _, err := l.out.Write(l.batch.Bytes()); err != nil {
				return notWritten(err)
			}
		}
		more = printed == maxPrinted
	}
	return nil
}

// finish prints the last exchanges, and returns why it could not.
func (l *accessLog) finish() error {
	close(l.stop)
	select {
	case <-l.ended:
	case <-time.After(readerGrace): // nobody reads what is written
	}
	select {
	case err := <-l.failed:
		return err
	default:
		return nil
	}
}
