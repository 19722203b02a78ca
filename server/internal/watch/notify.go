package watch

import (
	"errors"
	"time"

	"github.com/fsnotify/fsnotify"
)

// notifier is what is used of an fsnotify.Watcher besides its channels.
type notifier interface {
	Add(folder string) error
	Remove(folder string) error
	Close() error
}

// notifySource passes on what the operating system reports.
//
// One goroutine, run, always receives from fsnotify and keeps what it gets in a queue of
// its own. On Windows fsnotify answers Add, Remove and Close on the goroutine that sends
// the events (readDirChangesW.readEvents), so a caller of those who also has to take the
// events waits for ever once the buffer of 50 is full (fsnotify issue 502). On Linux an
// error that is sent under the lock of Add does the same.
type notifySource struct {
	notifier   notifier
	events     <-chan fsnotify.Event
	errors     <-chan error
	closeGrace time.Duration // see defaultCloseGrace
	timing     timing
	out        chan []signal
	stop       chan struct{} // closed by close
	closed     chan struct{} // closed when the notifier is
	done       chan struct{} // closed when run is over
}

// maxQueued is how many signals wait at most: as many as inotify's own queue holds by
// default (inotify(7), max_queued_events). Beyond it one look at everything takes their place.
const maxQueued = 16384

// defaultCloseGrace is how long close waits for fsnotify. On Windows fsnotify may never
// answer: a reader that sends an error may take the request to close for its own
// (readDirChangesW.sendError), and forgets it.
const defaultCloseGrace = 2 * time.Second

func openNotify(t timing) (source, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return startNotify(watcher, watcher.Events, watcher.Errors, defaultCloseGrace, t), nil
}

func startNotify(n notifier, events <-chan fsnotify.Event, errs <-chan error, closeGrace time.Duration, t timing) *notifySource {
	s := &notifySource{
		notifier: n, events: events, errors: errs, closeGrace: closeGrace, timing: t,
		out:    make(chan []signal),
		stop:   make(chan struct{}),
		closed: make(chan struct{}),
		done:   make(chan struct{}),
	}
	go s.run()
	return s
}

func (s *notifySource) add(folder string) error { return s.notifier.Add(folder) }

// remove has no error to give: a folder that is gone has lost its watch already.
func (s *notifySource) remove(folder string) { _ = s.notifier.Remove(folder) }

// guard does nothing: kqueue(2) would open every file of the folder.
func (s *notifySource) guard(string) {}

func (s *notifySource) locate(found signal) string { return found.name }

func (s *notifySource) signals() <-chan []signal { return s.out }

func (s *notifySource) close() {
	close(s.stop)
	go func() {
		_ = s.notifier.Close() // it gives back what it holds; nothing of it can fail us now
		close(s.closed)
	}()
	select {
	case <-s.done:
	case <-time.After(s.closeGrace): // run and Close are left to themselves
	}
}

// run moves what fsnotify reports into the queue and from there to whoever receives, until
// the notifier is closed. It never waits for one of the two alone.
func (s *notifySource) run() {
	defer close(s.done)
	events, errs, stop, out := s.events, s.errors, s.stop, s.out
	var queue signalQueue
	var begun time.Time // when the first signal of the queue came
	pause := time.NewTimer(0)
	defer pause.Stop()
	gathering := false
	add := func(noticed signal) {
		now := time.Now()
		if len(queue) == 0 {
			begun = now
		}
		queue.add(noticed)
		gathering = now.Sub(begun) < s.timing.longestBatch
		if gathering {
			pause.Reset(s.timing.gather)
		}
	}
	for {
		ready := out
		if len(queue) == 0 || gathering {
			ready = nil
		}
		select {
		case event, open := <-events:
			if !open {
				events = nil
				continue
			}
			kind := kindOfEvent(event)
			add(signal{name: event.Name, kind: kind, folder: kind == vanished})
		case err, open := <-errs:
			if !open {
				errs = nil
				continue
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				add(signal{kind: lost})
			}
		case ready <- queue:
			queue = nil
		case <-pause.C:
			gathering = false
		case <-stop: // from now on nobody receives, but fsnotify may still send
			stop, out = nil, nil
		case <-s.closed:
			return
		}
	}
}

// signalQueue holds signals in order, the first to be received first.
type signalQueue []signal

// add leaves out a signal of no kind, and one that repeats the last, as a long write does.
// Where too many wait, it asks for a look at everything instead.
func (q *signalQueue) add(s signal) {
	waiting := *q
	switch {
	case s.kind == 0 || len(waiting) > 0 && waiting[len(waiting)-1] == s:
	case s.kind == lost || len(waiting) >= maxQueued:
		*q = signalQueue{{kind: lost}}
	default:
		*q = append(waiting, s)
	}
}

// kindOfEvent leaves out changes of attributes alone: they do not change what is served.
func kindOfEvent(event fsnotify.Event) signalKind {
	switch {
	case event.Has(fsnotify.Remove), event.Has(fsnotify.Rename):
		return vanished
	case event.Has(fsnotify.Create): // also where the name was another file's
		return created
	case event.Has(fsnotify.Write):
		return touched
	default:
		return 0
	}
}
