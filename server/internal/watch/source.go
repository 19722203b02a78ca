package watch

// source notices that something may have happened to files. It may be wrong about what: the
// loop looks at the file itself.
type source interface {
	// add begins to watch one folder, an absolute path, without those below it. Adding a
	// folder again is harmless.
	add(folder string) error
	// remove stops watching a folder, which may be gone.
	remove(folder string)
	// signals come in the order in which things happened.
	signals() <-chan signal
	// close ends the source and waits for its goroutines.
	close()
}

// signal is what a source noticed.
type signal struct {
	// path is absolute.
	path string
	kind signalKind
}

type signalKind int

const (
	// touched: the content may be another.
	touched signalKind = iota + 1
	// appeared: the name is new, or names something else than before.
	appeared
	// vanished: the name no longer names what it did.
	vanished
	// lost: events were lost, or there are none; everything has to be looked at.
	lost
)
