package rpc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"vitrina/server/internal/build"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Role is who is at the other end.
type Role int

// What each may call stands in protocol.Calls.
const (
	Editor Role = iota
	Panel
)

// access says who may call a method.
var access = func() map[string]protocol.Access {
	byMethod := map[string]protocol.Access{}
	for _, call := range protocol.Calls() {
		byMethod[call.Method] = call.Access
	}
	return byMethod
}()

// method is how a request is answered.
type method struct {
	answer func(context.Context, *connection, *jsonrpc2.Request) (any, error)
	order  order
}

// order says when a request is answered, and where.
type order int

const (
	atOnce order = iota // on the reading goroutine, since it takes no time
	beside              // on a goroutine of its own, since it may take long
	inTurn              // likewise, after those in turn that came before it
)

// methods are the answers to every request of the protocol. What starts, stops and lists
// sites is in turn: what is asked of them after a stop is answered after it. So is what a lesson is
// told and asked.
var methods = map[string]method{
	protocol.MethodInitialize:     {handler((*connection).initialize), atOnce},
	protocol.MethodShutdown:       {handler((*connection).shutdown), beside},
	protocol.MethodSiteStart:      {handler((*connection).startSite), inTurn},
	protocol.MethodSiteStop:       {handler((*connection).stopSite), inTurn},
	protocol.MethodSiteList:       {handler((*connection).listSites), inTurn},
	protocol.MethodExchangeList:   {handler((*connection).listExchanges), atOnce},
	protocol.MethodExchangeGet:    {handler((*connection).getExchange), atOnce},
	protocol.MethodExchangeBody:   {handler((*connection).getBody), atOnce},
	protocol.MethodExchangeEdits:  {handler((*connection).getEdits), atOnce},
	protocol.MethodExchangeHAR:    {handler((*connection).getHAR), beside},
	protocol.MethodExchangeShare:  {handler((*connection).share), beside},
	protocol.MethodHAROpen:        {handler((*connection).openHAR), inTurn},
	protocol.MethodExchangePin:    {handler((*connection).pinExchange), atOnce},
	protocol.MethodExchangeSearch: {handler((*connection).searchExchanges), beside},
	protocol.MethodExchangeReplay: {handler((*connection).replay), beside},
	protocol.MethodExchangeClear:  {handler((*connection).clearExchanges), atOnce},
	protocol.MethodReloadList:     {handler((*connection).listReloads), atOnce},
	protocol.MethodOverrideSet:    {handler((*connection).setOverride), atOnce},
	protocol.MethodOverrideRemove: {handler((*connection).removeOverride), atOnce},
	protocol.MethodOverrideList:   {handler((*connection).listOverrides), atOnce},
	protocol.MethodScriptCheck:    {handler((*connection).checkScripts), beside},
	protocol.MethodLessonGet:      {handler((*connection).getLesson), inTurn},
	protocol.MethodLessonChoose:   {handler((*connection).chooseInLesson), inTurn},
	protocol.MethodLessonMarkRead: {handler((*connection).markRead), inTurn},
	protocol.MethodLessonRestart:  {handler((*connection).restartLesson), inTurn},
	protocol.MethodLessonResume:   {handler((*connection).resumeLesson), inTurn},
	protocol.MethodLessonCheck:    {handler((*connection).checkLesson), beside},
	protocol.MethodLessonComplete: {handler((*connection).completeInLesson), atOnce},
	protocol.MethodLessonHover:    {handler((*connection).hoverInLesson), atOnce},
}

// none stands for no parameters and for no result.
type none struct{}

// handler reads the parameters of a method into its type and writes its result.
func handler[P, R any](answer func(*connection, context.Context, P) (R, error)) func(context.Context, *connection, *jsonrpc2.Request) (any, error) {
	return func(ctx context.Context, c *connection, request *jsonrpc2.Request) (any, error) {
		var params P
		if request.Params != nil && string(*request.Params) != "null" {
			if err := readParams(request.Method, *request.Params, &params); err != nil {
				return nil, err
			}
		}
		if field := missing(request.Params, &params); field != "" {
			return nil, badParam(request.Method, "paramMissing", field, "")
		}
		result, err := answer(c, ctx, params)
		if errors.Is(err, context.Canceled) {
			return nil, fault.New(protocol.FailureCancelled, "method", request.Method).Because(err)
		}
		if err != nil {
			return nil, err
		}
		if _, nothing := any(result).(none); nothing {
			return nil, nil
		}
		data, err := json.Marshal(result) // here, where a value that cannot be written is still answered
		return json.RawMessage(data), err
	}
}

func (c *connection) initialize(_ context.Context, p protocol.InitializeParams) (protocol.InitializeResult, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.initialized {
		return protocol.InitializeResult{}, fault.New(protocol.FailureInitializedTwice)
	}
	c.locale = l10n.Match(p.Locale)
	if p.ProtocolVersion != protocol.Version {
		return protocol.InitializeResult{}, fault.New(protocol.FailureVersionMismatch,
			"client", fmt.Sprint(p.ProtocolVersion), "server", fmt.Sprint(protocol.Version))
	}
	c.initialized, c.trusted = true, p.WorkspaceTrusted
	return protocol.InitializeResult{
		ProtocolVersion: protocol.Version, Server: protocol.Program{Name: "Vitrina", Version: build.Version},
	}, nil
}

func (c *connection) shutdown(context.Context, none) (none, error) {
	if c.role == Panel { // it leaves; the sites are not its own
		return none{}, nil
	}
	return none{}, c.service.StopSites()
}

func (c *connection) startSite(_ context.Context, p protocol.SiteStartParams) (protocol.Site, error) {
	started, err := c.service.StartSite(p, c.trusted)
	return l10n.Site(c.locale, started), err
}

func (c *connection) stopSite(_ context.Context, p protocol.SiteRef) (none, error) {
	return none{}, c.service.StopSite(p.SiteID)
}

func (c *connection) listSites(context.Context, none) (protocol.SiteListResult, error) {
	sites := c.service.Sites()
	for i, site := range sites {
		sites[i] = l10n.Site(c.locale, site)
	}
	return protocol.SiteListResult{Sites: sites}, nil
}

// maxListed is how many summaries a page has at most.
const maxListed = 500

func (c *connection) listExchanges(_ context.Context, p protocol.ExchangeListParams) (protocol.ExchangeListResult, error) {
	if p.Limit <= 0 || p.Limit > maxListed {
		p.Limit = maxListed
	}
	result := c.service.Exchanges(p.SiteID, p.Before, p.Limit)
	for i, summary := range result.Exchanges {
		result.Exchanges[i] = l10n.Summary(c.locale, summary)
	}
	return result, nil
}

func (c *connection) getExchange(_ context.Context, p protocol.ExchangeRef) (protocol.Exchange, error) {
	exchange, err := c.service.Exchange(p.ID)
	return l10n.Exchange(c.locale, exchange), err
}

func (c *connection) getBody(_ context.Context, p protocol.ExchangeBodyParams) (protocol.ExchangeBodyResult, error) {
	return c.service.Body(p)
}

func (c *connection) getEdits(_ context.Context, p protocol.ExchangeEditsParams) (protocol.ExchangeEditsResult, error) {
	edits, err := c.service.Edits(p.Before, p.After)
	return protocol.ExchangeEditsResult{Edits: edits}, err
}

func (c *connection) getHAR(ctx context.Context, p protocol.ExchangeHARParams) (protocol.HAR, error) {
	var archive bytes.Buffer
	if err := c.service.WriteHAR(ctx, &archive, p, c.locale); err != nil {
		return protocol.HAR{}, err
	}
	var har protocol.HAR
	err := json.Unmarshal(archive.Bytes(), &har)
	return har, err
}

func (c *connection) share(ctx context.Context, p protocol.ExchangeShareParams) (protocol.ExchangeShareResult, error) {
	var page strings.Builder
	err := c.service.Share(ctx, &page, p, c.locale)
	return protocol.ExchangeShareResult{HTML: page.String()}, err
}

func (c *connection) openHAR(_ context.Context, p protocol.HAROpenParams) (protocol.Site, error) {
	return c.service.OpenHAR(p.Path)
}

func (c *connection) pinExchange(_ context.Context, p protocol.ExchangePinParams) (none, error) {
	return none{}, c.service.Pin(p)
}

func (c *connection) searchExchanges(ctx context.Context, p protocol.ExchangeSearchParams) (protocol.ExchangeSearchResult, error) {
	ids, err := c.service.Search(ctx, p)
	return protocol.ExchangeSearchResult{IDs: ids}, err
}

func (c *connection) replay(ctx context.Context, p protocol.ExchangeReplayParams) (protocol.ExchangeRef, error) {
	id, err := c.service.Replay(ctx, p)
	return protocol.ExchangeRef{ID: id}, err
}

func (c *connection) clearExchanges(_ context.Context, p protocol.ExchangeClearParams) (none, error) {
	c.service.Clear(p.SiteID)
	return none{}, nil
}

func (c *connection) listReloads(_ context.Context, p protocol.ReloadListParams) (protocol.ReloadListResult, error) {
	return protocol.ReloadListResult{Reloads: c.service.Reloads(p.SiteID, c.locale)}, nil
}

func (c *connection) setOverride(_ context.Context, p protocol.OverrideSetParams) (protocol.PathOverride, error) {
	return c.service.SetOverride(p)
}

func (c *connection) removeOverride(_ context.Context, p protocol.OverrideRemoveParams) (none, error) {
	return none{}, c.service.RemoveOverride(p)
}

func (c *connection) listOverrides(_ context.Context, p protocol.OverrideListParams) (protocol.OverrideListResult, error) {
	return protocol.OverrideListResult{Overrides: c.service.Overrides(p.SiteID)}, nil
}

func (c *connection) checkScripts(ctx context.Context, p protocol.ScriptCheckParams) (protocol.ScriptCheckResult, error) {
	return c.service.CheckScripts(ctx, p, c.locale)
}
