package http1

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"
)

// Server answers requests. Its fields are set before Serve, and not changed after.
type Server struct {
	// Handler answers a request. A panic with http.ErrAbortHandler ends the connection.
	Handler  func(*Exchange, *http.Request)
	Recorder Recorder
	// OnPanic is called where the handler panics with something else, or the recorder does, if it is
	// not nil. The connection ends then.
	OnPanic  func(r *http.Request, value any)
	Timeouts Timeouts
	// Base is what the contexts of requests begin with; nil for context.Background.
	Base context.Context
	// OnLimit is called when a limit is reached, if it is not nil. It must not wait.
	OnLimit func(Limit)
	// Product is what Server says in a response that has no other; empty for none (RFC 9110, section
	// 10.2.4).
	Product string
	// Full is what a client is told, as plain text, for which there is no room; nil tells it nothing.
	Full func() string

	once      sync.Once
	limit     *connLimit
	budget    budget
	rejecting chan struct{} // has a buffer of maxRejecting

	mu        sync.Mutex // guards the following
	listeners map[*closedOnce]struct{}
	closed    bool
}

func (s *Server) init() {
	s.once.Do(func() {
		s.limit = newConnLimit(func(limit Limit) {
			if s.OnLimit != nil {
				s.OnLimit(limit)
			}
		})
		s.budget.max = headBudget
		s.rejecting = make(chan struct{}, maxRejecting)
		s.listeners = map[*closedOnce]struct{}{}
		if s.Base == nil {
			s.Base = context.Background()
		}
		d := DefaultTimeouts
		for own, other := range map[*time.Duration]time.Duration{
			&s.Timeouts.Head: d.Head, &s.Timeouts.Idle: d.Idle, &s.Timeouts.Stall: d.Stall, &s.Timeouts.Unread: d.Unread,
			&s.Timeouts.HalfClose: d.HalfClose, &s.Timeouts.HalfClosePoll: d.HalfClosePoll, &s.Timeouts.Linger: d.Linger,
		} {
			if *own == 0 {
				*own = other
			}
		}
	})
}

// Serve answers the requests of a listener's connections, and closes it. It returns when the
// listener fails, or http.ErrServerClosed once the server is shut down or closed. Several listeners
// may be served at once, and share the server's limits.
func (s *Server) Serve(listener net.Listener) error {
	s.init()
	l := &closedOnce{Listener: listener}
	defer l.Close()
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return http.ErrServerClosed
	}
	s.listeners[l] = struct{}{}
	s.mu.Unlock()
	err := (&acceptor{server: s, listener: l}).run()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listeners, l)
	if s.closed {
		return http.ErrServerClosed
	}
	return err
}

// Shutdown stops the server. It closes the listeners and the connections on which no request has
// begun, and waits until the requests that have are answered, or the context ends. Connections that
// were hijacked are not waited for.
func (s *Server) Shutdown(ctx context.Context) error {
	s.init()
	s.limit.closeIdle()
	err := s.closeListeners()
	s.limit.closeIdle() // those that came meanwhile
	select {
	case <-s.limit.drain():
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close closes the listeners, and all connections but those that were hijacked.
func (s *Server) Close() error {
	s.init()
	s.limit.closing.Store(true)
	err := s.closeListeners()
	for _, c := range s.limit.all() {
		_ = c.stream.Close() // which ends its exchange
	}
	return err
}

// panicked tells of a panic, if value is one. The exchange is nil where no request was read.
func (s *Server) panicked(x *Exchange, value any) {
	if value == nil || value == http.ErrAbortHandler || s.OnPanic == nil {
		return
	}
	r := &http.Request{}
	if x != nil && x.request != nil {
		r = x.request
	}
	s.OnPanic(r, value)
}

func (s *Server) closeListeners() error {
	s.mu.Lock()
	s.closed = true
	all := make([]*closedOnce, 0, len(s.listeners))
	for l := range s.listeners {
		all = append(all, l)
	}
	s.mu.Unlock()
	var err error
	for _, l := range all {
		if failed := l.Close(); failed != nil && !errors.Is(failed, net.ErrClosed) {
			err = errors.Join(err, failed)
		}
	}
	return err
}

// closedOnce is a listener that is closed when it is first told to be.
type closedOnce struct {
	net.Listener
	once sync.Once
	err  error
}

// Close closes the listener.
func (l *closedOnce) Close() error {
	l.once.Do(func() { l.err = l.Listener.Close() })
	return l.err
}
