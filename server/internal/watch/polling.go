package watch

import (
	"errors"
	"syscall"
)

// beyondLimit has folders polled from now on, which get no watch any more. Where the limit is
// one of open files, which the rest of the program needs, all watches are given back.
func (l *loop) beyondLimit(err error) {
	l.pollBecause(limitOr(err, "."))
	if errors.Is(err, syscall.ENOSPC) {
		return
	}
	l.events.close()
	l.events, l.pollAll = silent{}, true
	for name := range l.folders {
		_ = l.poller.add(l.full(name)) // one that is gone is reported by the one above
	}
}

// pollBecause opens the poller, and says why.
func (l *loop) pollBecause(cause error) {
	if _, none := l.poller.(silent); none {
		l.poller = openPoll(l.timing.poll)
	}
	l.looking = true
	l.setPolling(cause)
	l.problem(cause)
}

// problem reports each problem once: a root that cannot be read is tried again and again.
func (l *loop) problem(err error) {
	if _, known := l.reported[err.Error()]; known || l.options.OnProblem == nil {
		return
	}
	l.reported[err.Error()] = struct{}{}
	l.options.OnProblem(err)
}

// look gives an occasion to look, where nothing is known to have happened.
func (l *loop) look() {
	if l.options.OnLook != nil {
		l.options.OnLook()
	}
}
