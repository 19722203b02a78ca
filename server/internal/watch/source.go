package watch

import "sync/atomic"

// source notices that something may have happened to files. It may be wrong about what: the
// loop looks at the file itself. One goroutine calls its methods.
type source interface {
	// add begins to watch one folder, an absolute path, without those below it. Adding a
	// folder again is harmless.
	add(folder string) error
	// remove stops watching a folder, which may be gone.
	remove(folder string)
	// guard watches one name, an absolute path, where that costs nothing: what it stands for
	// may be replaced without an event of its own.
	guard(path string)
	// signals come in the order in which things happened. Those that come without a pause are
	// one batch.
	signals() <-chan []signal
	// locate returns the absolute path of a signal, "" where what it is about is no longer
	// watched. It must be asked in the order of the signals, between add and remove.
	locate(s signal) string
	// close ends the source and waits for its goroutines.
	close()
}

// signal is what a source noticed.
type signal struct {
	// name is an absolute path, or a name in the folder that watch stands for (see locate).
	name  string
	watch int32
	kind  signalKind
	// folder is true where the name is a folder's, or may have been one's that vanished.
	folder bool
}

type signalKind int

const (
	// touched: the content may be another, or who may read or run it.
	touched signalKind = iota + 1
	// written: a program that has the file open changed it, and closed will follow.
	written
	// closed: a program that had the file open for writing closed it.
	closed
	// created: the name is new.
	created
	// found: it is in a folder that is new. No source says so, but the walk.
	found
	// arrived: another file took the name, which may have been another's.
	arrived
	// vanished: the name no longer names what it did.
	vanished
	// vanishedSelf: what is watched moved or is gone, whatever its name names now.
	vanishedSelf
	// lost: events were lost; everything has to be looked at.
	lost
)

// gathering counts the batches from their first event until somebody has taken them.
type gathering struct {
	batches atomic.Int32
	// unread reports whether there are events that nobody has read yet.
	unread func() bool
}

func (g *gathering) begin() { g.batches.Add(1) }

func (g *gathering) end() { g.batches.Add(-1) }

// busy reports whether there are events that nobody has taken. A batch begins before its events are
// read, so they are asked for first.
func (g *gathering) busy() bool { return g.unread() || g.batches.Load() > 0 }

// silent is a source that notices nothing, where the system gives none.
type silent struct{}

func (silent) add(string) error         { return nil }
func (silent) remove(string)            {}
func (silent) guard(string)             {}
func (silent) signals() <-chan []signal { return nil }
func (silent) locate(signal) string     { return "" }
func (silent) close()                   {}
