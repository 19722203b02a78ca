package watch

import (
	"errors"

	"github.com/fsnotify/fsnotify"
)

// notifySource has the operating system tell.
type notifySource struct {
	watcher *fsnotify.Watcher
	out     chan signal
	stop    chan struct{}
	done    chan struct{}
}

func openNotify() (source, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	s := &notifySource{
		watcher: watcher,
		out:     make(chan signal),
		stop:    make(chan struct{}),
		done:    make(chan struct{}),
	}
	go s.run()
	return s, nil
}

func (s *notifySource) add(folder string) error { return s.watcher.Add(folder) }

// remove has no error to give: a folder that is gone has lost its watch already.
func (s *notifySource) remove(folder string) { _ = s.watcher.Remove(folder) }

func (s *notifySource) signals() <-chan signal { return s.out }

func (s *notifySource) close() {
	close(s.stop)
	_ = s.watcher.Close()
	<-s.done
}

func (s *notifySource) run() {
	defer close(s.done)
	for {
		var next signal
		select {
		case <-s.stop:
			return
		case event, open := <-s.watcher.Events:
			if !open {
				return
			}
			next = signal{path: event.Name, kind: kindOf(event)}
		case err, open := <-s.watcher.Errors:
			if !open {
				return
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				continue
			}
			next.kind = lost
		}
		if next.kind == 0 {
			continue
		}
		select {
		case <-s.stop:
			return
		case s.out <- next:
		}
	}
}

// kindOf leaves out changes of attributes alone: they do not change what is served.
func kindOf(event fsnotify.Event) signalKind {
	switch {
	case event.Has(fsnotify.Remove), event.Has(fsnotify.Rename):
		return vanished
	case event.Has(fsnotify.Create):
		return appeared
	case event.Has(fsnotify.Write):
		return touched
	default:
		return 0
	}
}
