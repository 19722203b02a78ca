package watch

import "time"

// pollSource notices nothing itself. It asks for a look at everything, again and again.
type pollSource struct {
	pause time.Duration
	out   chan signal
	stop  chan struct{}
	done  chan struct{}
}

func openPoll(pause time.Duration) source {
	s := &pollSource{
		pause: pause,
		out:   make(chan signal),
		stop:  make(chan struct{}),
		done:  make(chan struct{}),
	}
	go s.run()
	return s
}

func (s *pollSource) add(string) error       { return nil }
func (s *pollSource) remove(string)          {}
func (s *pollSource) signals() <-chan signal { return s.out }

func (s *pollSource) close() {
	close(s.stop)
	<-s.done
}

func (s *pollSource) run() {
	defer close(s.done)
	timer := time.NewTimer(s.pause)
	defer timer.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-timer.C:
		}
		select {
		case <-s.stop:
			return
		case s.out <- signal{kind: lost}:
		}
		timer.Reset(s.pause)
	}
}
