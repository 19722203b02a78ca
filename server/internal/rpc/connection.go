package rpc

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// hangUpGrace is how long a client that is gone may hold up the message that is being
// written to it.
const hangUpGrace = time.Second

// connection is one client.
//
// One goroutine reads its messages, in their order, and answers what takes no time.
// Whatever may take long runs beside it, as the table of methods says, so that nothing
// holds up shutdown, a cancellation or the end of the connection.
type connection struct {
	service Service
	role    Role

	// initialize sets these on the reading goroutine, before other requests are let in.
	trusted bool
	locale  l10n.Locale

	// These are the reading goroutine's own.
	requests turns // those in turn
	saves    turns

	mu          sync.Mutex // guards what follows
	initialized bool
	shutDown    bool
	exited      bool
	ended       bool // nothing begins any more
	running     map[jsonrpc2.ID]context.CancelFunc

	handlers sync.WaitGroup // of requests that are being worked on
	writers  sync.WaitGroup // of goroutines that write to the client
}

// serve talks with a client until it hangs up or the context ends, and returns when the
// last of its requests has come to its end. It reports whether the client said goodbye as
// it should: shutdown, or just the end of the connection, between two messages.
func serve(ctx context.Context, s *stream, service Service, role Role) (clean bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := &connection{service: service, role: role, locale: s.locale, running: map[jsonrpc2.ID]context.CancelFunc{}}
	conn := jsonrpc2.NewConn(ctx, s, c, jsonrpc2.SetLogger(silent{}))
	select {
	case <-conn.DisconnectNotify():
	case <-ctx.Done():
		_ = conn.Close() // it may be closed already
	}
	cancel()
	return c.end() && !s.broken.Load()
}

// end lets no request begin any more and waits for those that run.
func (c *connection) end() (clean bool) {
	c.mu.Lock()
	c.ended = true
	clean = !c.exited || c.shutDown
	c.mu.Unlock()
	c.handlers.Wait()
	written := make(chan struct{})
	go func() {
		c.writers.Wait()
		close(written)
	}()
	select {
	case <-written:
	case <-time.After(hangUpGrace): // a client that does not read holds the last message
	}
	return clean
}

// silent drops what jsonrpc2 would log: all of it is answered or ends the connection.
type silent struct{}

func (silent) Printf(string, ...any) {}

// Handle takes one message. The reading goroutine calls it.
func (c *connection) Handle(ctx context.Context, conn *jsonrpc2.Conn, request *jsonrpc2.Request) {
	if request.Notif {
		c.notified(conn, request)
		return
	}
	running, begun := c.begin(ctx, request.ID)
	if !begun {
		return
	}
	m, err := c.admit(request)
	answer := func() {
		var result any
		if err == nil {
			result, err = c.answer(running, m, request)
		}
		if err == nil && request.Method == protocol.MethodInitialize {
			c.notify(ctx, conn)
		}
		c.done(request.ID)
		defer c.writers.Done()
		if err != nil {
			_ = conn.ReplyWithError(ctx, request.ID, wireError(err, c.locale)) // a client that hung up needs none
			return
		}
		_ = conn.Reply(ctx, request.ID, result)
	}
	switch {
	case err != nil || m.order == atOnce:
		answer()
	case m.order == beside:
		go answer()
	case m.order == inTurn:
		c.requests.run(answer)
	}
}

// begin counts a request in, if the connection has not ended. Its context ends with the
// connection or by cancel.
func (c *connection) begin(ctx context.Context, id jsonrpc2.ID) (running context.Context, begun bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return nil, false
	}
	c.handlers.Add(1)
	c.writers.Add(1)
	running, c.running[id] = context.WithCancel(ctx)
	return running, true
}

// done counts a request out. Its answer is still to be written.
func (c *connection) done(id jsonrpc2.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cancel := c.running[id]; cancel != nil {
		cancel()
	}
	delete(c.running, id)
	c.handlers.Done()
}

// cancel ends a request's context.
func (c *connection) cancel(id jsonrpc2.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if cancel := c.running[id]; cancel != nil {
		cancel()
	}
}

// admit finds the method of a request, and refuses what this client may not ask, or not
// now.
func (c *connection) admit(request *jsonrpc2.Request) (method, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, known := methods[request.Method]
	switch {
	case !c.initialized && request.Method != protocol.MethodInitialize:
		return m, fault.New(protocol.FailureNotInitialized, "method", request.Method)
	case c.shutDown:
		return m, fault.New(protocol.FailureShutDown, "method", request.Method)
	case !known:
		return m, fault.New(protocol.FailureMethodUnknown, "method", request.Method)
	case !c.mayCall(request.Method):
		return m, fault.New(protocol.FailureNotForPanel, "method", request.Method)
	}
	if request.Method == protocol.MethodShutdown {
		c.shutDown = true
		for id, cancel := range c.running {
			if id != request.ID {
				cancel() // what waits for its turn is not begun any more
			}
		}
	}
	return m, nil
}

// mayCall reports whether the catalogue lets this client call a method.
func (c *connection) mayCall(method string) bool {
	return c.role == Editor || access[method] != protocol.AccessEditor
}

// notified takes a notification. One that this client may not send is dropped, since nothing answers it.
func (c *connection) notified(conn *jsonrpc2.Conn, request *jsonrpc2.Request) {
	if !c.mayCall(request.Method) {
		return
	}
	switch request.Method {
	case protocol.MethodExit:
		c.mu.Lock()
		c.exited = true
		c.mu.Unlock()
		_ = conn.Close() // nobody is left to answer
	case protocol.MethodCancel:
		var params struct {
			ID jsonrpc2.ID `json:"id"`
		}
		if request.Params != nil && json.Unmarshal(*request.Params, &params) == nil { // else it means no request
			c.cancel(params.ID)
		}
	case protocol.MethodReloadDidSave:
		var params protocol.ReloadDidSaveParams
		if request.Params != nil && json.Unmarshal(*request.Params, &params) == nil {
			c.saves.run(func() { c.service.Saved(params) }) // it asks the disk, which may not answer
		}
	}
}

// answer answers a request. A fault of our own is an answer too, and not the end.
func (c *connection) answer(ctx context.Context, m method, request *jsonrpc2.Request) (result any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fault.New(protocol.FailureInternal, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
		}
	}()
	if ctx.Err() != nil { // while it waited for its turn
		return nil, fault.New(protocol.FailureCancelled, "method", request.Method)
	}
	return m.answer(ctx, c, request)
}
