package rpc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"vitrina/server/internal/build"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Role is who is at the other end.
type Role int

// An editor may do everything; a panel looks and clears, but neither starts nor
// stops: its address could be read from a screen.
const (
	Editor Role = iota
	Panel
)

// exchangesAtOnce and exchangesEvery bound what a client is told: at most 20
// messages a second of at most 200 exchanges each.
const (
	exchangesAtOnce = 200
	exchangesEvery  = 50 * time.Millisecond
)

// hangUpGrace is how long a client that is gone may hold up the message that was
// being written to it.
const hangUpGrace = time.Second

// connection is one client. Requests are answered in their order: what is asked
// after a stop is answered after it.
type connection struct {
	service Service
	role    Role

	initialized bool
	shutDown    bool
	exited      bool
	trusted     bool
	locale      l10n.Locale

	told chan struct{} // closed when nothing more is told
}

// serve talks with a client until it hangs up. It tells whether the client said
// goodbye as it should: shutdown, or just the end of the connection.
func serve(ctx context.Context, s *stream, service Service, role Role) (clean bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	c := &connection{service: service, role: role, locale: l10n.English, told: make(chan struct{})}
	conn := jsonrpc2.NewConn(ctx, s, c, jsonrpc2.SetLogger(silent{}))
	select {
	case <-conn.DisconnectNotify():
	case <-ctx.Done():
		_ = conn.Close() // it may be closed already
	}
	cancel()
	if c.initialized {
		select {
		case <-c.told:
		case <-time.After(hangUpGrace): // a client that does not read holds the last message
		}
	}
	return !c.exited || c.shutDown
}

// silent drops what jsonrpc2 would log: all of it is answered or ends the connection.
type silent struct{}

func (silent) Printf(string, ...any) {}

// Handle answers one request, or takes one notification.
func (c *connection) Handle(ctx context.Context, conn *jsonrpc2.Conn, request *jsonrpc2.Request) {
	if request.Notif {
		c.notified(request)
		if c.exited {
			_ = conn.Close() // nobody is left to be told
		}
		return
	}
	result, err := c.call(ctx, conn, request)
	if err != nil {
		_ = conn.ReplyWithError(ctx, request.ID, c.wireError(err)) // a client that hung up needs none
		return
	}
	_ = conn.Reply(ctx, request.ID, result)
}

// notified takes a notification. $/cancelRequest finds nothing to cancel, since each
// request is answered before the next message is read.
func (c *connection) notified(request *jsonrpc2.Request) {
	if request.Method == protocol.MethodExit {
		c.exited = true
	}
}

// call answers a request. A fault of our own is an answer too, and not the end.
func (c *connection) call(ctx context.Context, conn *jsonrpc2.Conn, request *jsonrpc2.Request) (result any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fault.New(protocol.FailureInternal, "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
		}
	}()
	answer, known := methods[request.Method]
	switch {
	case !c.initialized && request.Method != protocol.MethodInitialize:
		return nil, fault.New(protocol.FailureNotInitialized, "method", request.Method)
	case c.shutDown:
		return nil, fault.New(protocol.FailureShutDown, "method", request.Method)
	case !known:
		return nil, fault.New(protocol.FailureMethodUnknown, "method", request.Method)
	}
	result, err = answer(c, request)
	if err == nil && request.Method == protocol.MethodInitialize {
		c.tell(ctx, conn)
	}
	return result, err
}

// methods are the answers to every request of the protocol.
var methods = map[string]func(*connection, *jsonrpc2.Request) (any, error){
	protocol.MethodInitialize:    handler((*connection).initialize),
	protocol.MethodShutdown:      handler((*connection).shutdown),
	protocol.MethodSiteStart:     handler((*connection).startSite),
	protocol.MethodSiteStop:      handler((*connection).stopSite),
	protocol.MethodSiteList:      handler((*connection).listSites),
	protocol.MethodExchangeList:  handler((*connection).listExchanges),
	protocol.MethodExchangeGet:   handler((*connection).getExchange),
	protocol.MethodExchangeBody:  handler((*connection).getBody),
	protocol.MethodExchangeClear: handler((*connection).clearExchanges),
	protocol.MethodScriptCheck:   handler((*connection).checkScripts),
}

// none stands for no parameters and for no result.
type none struct{}

// handler reads the parameters of a method into its type. A field that the type does
// not have is refused by name, so that a misspelt setting is not just ignored.
func handler[P, R any](answer func(*connection, P) (R, error)) func(*connection, *jsonrpc2.Request) (any, error) {
	return func(c *connection, request *jsonrpc2.Request) (any, error) {
		var params P
		if request.Params != nil && string(*request.Params) != "null" {
			decoder := json.NewDecoder(bytes.NewReader(*request.Params))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&params); err != nil {
				cause := strings.TrimPrefix(err.Error(), "json: ")
				return nil, fault.New(protocol.FailureBadParams, "method", request.Method, "cause", cause)
			}
		}
		result, err := answer(c, params)
		if err != nil {
			return nil, err
		}
		if _, nothing := any(result).(none); nothing {
			return nil, nil
		}
		return result, nil
	}
}

// tell begins to tell the client what happens, in its language.
func (c *connection) tell(ctx context.Context, conn *jsonrpc2.Conn) {
	follower := c.service.FollowExchanges()
	events, cancel := c.service.FollowEvents()
	go func() {
		defer close(c.told)
		defer follower.Close()
		defer cancel()
		changed := follower.Changed()
		var pause <-chan time.Time // runs between two messages about exchanges
		var err error
		for err == nil {
			select {
			case <-ctx.Done():
				return
			case event := <-events:
				err = conn.Notify(ctx, event.Method, event.Params(c.locale))
			case <-changed:
				err = c.tellExchanges(ctx, conn, follower.Next(exchangesAtOnce))
				changed, pause = nil, time.After(exchangesEvery)
			case <-pause:
				changed, pause = follower.Changed(), nil
			}
		}
	}()
}

func (c *connection) tellExchanges(ctx context.Context, conn *jsonrpc2.Conn, messages []protocol.ExchangeDidRecordParams) error {
	for _, message := range messages {
		for i, summary := range message.Exchanges {
			message.Exchanges[i] = l10n.Summary(c.locale, summary)
		}
		if err := conn.Notify(ctx, protocol.MethodExchangeDidRecord, message); err != nil {
			return err
		}
	}
	return nil
}

// wireError turns an error into JSON-RPC's, with the sentence in the client's language.
func (c *connection) wireError(err error) *jsonrpc2.Error {
	var f *fault.Error
	if !errors.As(err, &f) {
		f = fault.New(protocol.FailureInternal, "cause", err.Error())
	}
	code := int64(protocol.CodeRequestFailed)
	switch f.Failure {
	case protocol.FailureNotInitialized:
		code = protocol.CodeNotInitialized
	case protocol.FailureInitializedTwice, protocol.FailureShutDown:
		code = protocol.CodeInvalidRequest
	case protocol.FailureBadParams, protocol.FailureBadSetting:
		code = protocol.CodeInvalidParams
	case protocol.FailureMethodUnknown:
		code = protocol.CodeMethodNotFound
	case protocol.FailureInternal:
		code = protocol.CodeInternalError
	}
	e := &jsonrpc2.Error{Code: code, Message: f.In(c.locale)}
	e.SetError(protocol.ErrorData{Failure: f.Failure, Args: f.Args})
	return e
}

func (c *connection) initialize(p protocol.InitializeParams) (protocol.InitializeResult, error) {
	if c.initialized {
		return protocol.InitializeResult{}, fault.New(protocol.FailureInitializedTwice)
	}
	c.locale = l10n.Match(p.Locale)
	if p.ProtocolVersion != protocol.Version {
		return protocol.InitializeResult{}, fault.New(protocol.FailureVersion,
			"client", fmt.Sprint(p.ProtocolVersion), "server", fmt.Sprint(protocol.Version))
	}
	c.initialized, c.trusted = true, p.WorkspaceTrusted
	return protocol.InitializeResult{
		ProtocolVersion: protocol.Version, Server: protocol.Program{Name: "Vitrina", Version: build.Version},
	}, nil
}

func (c *connection) shutdown(none) (none, error) {
	c.shutDown = true
	if c.role == Panel { // it leaves; the sites are not its own
		return none{}, nil
	}
	var err error
	for _, site := range c.service.Sites() {
		err = errors.Join(err, c.service.StopSite(site.ID))
	}
	return none{}, err
}

func (c *connection) startSite(p protocol.SiteStartParams) (protocol.Site, error) {
	if c.role == Panel {
		return protocol.Site{}, fault.New(protocol.FailureNotForPanel, "method", protocol.MethodSiteStart)
	}
	return c.service.StartSite(p, c.trusted)
}

func (c *connection) stopSite(p protocol.SiteRef) (none, error) {
	if c.role == Panel {
		return none{}, fault.New(protocol.FailureNotForPanel, "method", protocol.MethodSiteStop)
	}
	return none{}, c.service.StopSite(p.SiteID)
}

func (c *connection) listSites(none) (protocol.SiteListResult, error) {
	return protocol.SiteListResult{Sites: c.service.Sites()}, nil
}

// maxListed is how many summaries a page has at most.
const maxListed = 500

func (c *connection) listExchanges(p protocol.ExchangeListParams) (protocol.ExchangeListResult, error) {
	if p.Limit <= 0 || p.Limit > maxListed {
		p.Limit = maxListed
	}
	result := c.service.Exchanges(p.SiteID, p.Before, p.Limit)
	for i, summary := range result.Exchanges {
		result.Exchanges[i] = l10n.Summary(c.locale, summary)
	}
	return result, nil
}

func (c *connection) getExchange(p protocol.ExchangeRef) (protocol.Exchange, error) {
	exchange, err := c.service.Exchange(p.ID)
	exchange.ExchangeSummary = l10n.Summary(c.locale, exchange.ExchangeSummary)
	return exchange, err
}

func (c *connection) getBody(p protocol.ExchangeBodyParams) (protocol.ExchangeBodyResult, error) {
	return c.service.Body(p)
}

func (c *connection) clearExchanges(p protocol.ExchangeClearParams) (none, error) {
	c.service.Clear(p.SiteID)
	return none{}, nil
}

func (c *connection) checkScripts(p protocol.ScriptCheckParams) (protocol.ScriptCheckResult, error) {
	if c.role == Panel { // it would tell of any folder
		return protocol.ScriptCheckResult{}, fault.New(protocol.FailureNotForPanel, "method", protocol.MethodScriptCheck)
	}
	return c.service.CheckScripts(p, c.locale)
}
