// Package service is what rpc and serve share: the sites that run, the exchanges they
// recorded, and what happened in them.
package service

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"vitrina/server/internal/config"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/panel"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/rpc"
	"vitrina/server/internal/site"
)

// Service holds the running sites. It is safe for use by many goroutines.
type Service struct {
	store   *record.Store
	reloads reloads
	bus     bus
	panel   atomic.Pointer[panel.Panel] // nil where it is off
	start   func(config.Config, site.Options) (*site.Site, error)

	overriding sync.Mutex // held while overrides change and that is published

	mu       sync.Mutex
	sites    []*site.Site    // in the order they started
	archives []protocol.Site // likewise, those that are open
	lastID   int
	urls     map[string]string          // by id, of every site that ever ran: its exchanges may outlive it
	lessons  map[string]*lessonRun      // by id, of the sites that run
	handedIn map[string]json.RawMessage // by id, what archives say of the lessons of sites that ended
	starting map[string]error           // by id, those that start, with why they ended if they did
	stopped  bool                       // no site starts any more
	// closing counts the sites that are being closed. Whoever takes one out of sites counts
	// it in under mu.
	closing sync.WaitGroup
}

// New makes a service without sites and without a panel.
func New() *Service {
	return &Service{store: record.NewStore(record.DefaultLimits()), start: site.Start, starting: map[string]error{}, urls: map[string]string{}, lessons: map[string]*lessonRun{}, handedIn: map[string]json.RawMessage{}}
}

// OpenPanel binds the panel's address, on loopback; port 0 is any free port, and below 0 there is no
// panel.
func (s *Service) OpenPanel(port int) error {
	if port < 0 {
		return nil
	}
	opened, err := panel.Open(port, rpc.WebSocket(s), events{s}.InternalError)
	if err != nil {
		return err
	}
	s.panel.Store(opened)
	return nil
}

// PanelURL is the panel's address for a site, empty where there is no panel.
func (s *Service) PanelURL(siteID string) string {
	if opened := s.panel.Load(); opened != nil {
		return opened.URL(siteID)
	}
	return ""
}

// StartSite serves a folder.
func (s *Service) StartSite(params protocol.SiteStartParams, trusted bool) (protocol.Site, error) {
	c, err := config.Resolve(params)
	if err != nil {
		return protocol.Site{}, err
	}
	s.mu.Lock()
	s.lastID++
	id := "s" + strconv.Itoa(s.lastID)
	s.starting[id] = nil
	s.mu.Unlock()
	run := s.startLesson(id, c.Named) // before there can be an exchange
	started, err := s.start(c, site.Options{ID: id, Trusted: trusted, Store: s.store, Events: events{s}})
	if err != nil {
		run.close()
		run.exchanges.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.starting, id)
		return protocol.Site{}, s.namingOwn(err)
	}
	if err := s.add(started, run); err != nil {
		run.close()
		run.exchanges.Close()
		return protocol.Site{}, errors.Join(err, started.Close())
	}
	description := s.describe(started)
	s.mu.Lock()
	s.urls[id] = description.URL
	s.mu.Unlock()
	s.publishSite(description, protocol.SiteStarted, "", nil)
	return description, nil
}

// namingOwn names the site of this service that has the port which another one found taken.
// The caller holds mu.
func (s *Service) namingOwn(err error) error {
	var taken *fault.Error
	if !errors.As(err, &taken) || (taken.Failure != protocol.FailurePortTaken && taken.Failure != protocol.FailurePortTakenByVitrina) {
		return err
	}
	for _, each := range s.sites {
		if each.ListensAt(taken.Args["address"]) {
			return fault.New(protocol.FailurePortTakenBySite, "port", taken.Args["port"], "address", taken.Args["address"], "path", each.Root()).Because(taken.Err)
		}
	}
	return err
}

// add makes a site that has started one of those that run, unless it has ended by now or
// none is to run any more.
func (s *Service) add(started *site.Site, run *lessonRun) error {
	id := started.ID()
	s.mu.Lock()
	defer s.mu.Unlock()
	ended := s.starting[id]
	delete(s.starting, id)
	switch {
	case ended != nil:
		return fault.New(protocol.FailureSiteEnded).Because(ended)
	case s.stopped:
		return fault.New(protocol.FailureShutDown, "method", protocol.MethodSiteStart)
	}
	s.sites, s.lessons[id] = append(s.sites, started), run
	return nil
}

// StopSite stops a site and waits until it is gone, or closes an archive.
func (s *Service) StopSite(id string) error {
	if s.closeArchive(id) {
		return nil
	}
	stopped := s.take(id)
	if stopped == nil {
		return fault.New(protocol.FailureSiteUnknown, "site", id)
	}
	return s.close(stopped, "", nil)
}

// take removes a site from those that run and counts it among those that are being
// closed; nil where it does not run. The caller closes it.
func (s *Service) take(id string) *site.Site {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.sites, func(each *site.Site) bool { return each.ID() == id })
	if i < 0 {
		return nil
	}
	taken := s.sites[i]
	s.sites = slices.Delete(s.sites, i, i+1)
	s.closing.Add(1)
	return taken
}

// close closes a site that was taken, and publishes the reason.
func (s *Service) close(taken *site.Site, reason string, args map[string]string) error {
	defer s.closing.Done()
	description := s.describe(taken)
	err := taken.Close()
	s.endLesson(taken.ID())
	s.publishSite(description, protocol.SiteEnded, reason, args)
	return err
}

// StopSites stops every site, all at the same time, and lets none start any more. It
// returns when every site is gone, also those that were being stopped already.
func (s *Service) StopSites() error {
	s.mu.Lock()
	s.stopped = true
	running := slices.Clone(s.sites)
	s.mu.Unlock()
	failures := make([]error, len(running))
	var stopping sync.WaitGroup
	for i, each := range running {
		stopping.Go(func() {
			if taken := s.take(each.ID()); taken != nil {
				failures[i] = s.close(taken, "", nil)
			}
		})
	}
	stopping.Wait()
	s.closing.Wait()
	return errors.Join(failures...)
}

// Sites lists those that run, and behind them the archives that are open.
func (s *Service) Sites() []protocol.Site {
	s.mu.Lock()
	running, archives := slices.Clone(s.sites), slices.Clone(s.archives)
	s.mu.Unlock()
	descriptions := make([]protocol.Site, len(running))
	for i, each := range running {
		descriptions[i] = s.describe(each)
	}
	return append(descriptions, archives...)
}

// describe looks at the network and draws a QR code: it is not for under the lock.
func (s *Service) describe(each *site.Site) protocol.Site {
	d := each.Describe()
	d.PanelURL = s.PanelURL(d.ID)
	return d
}

// CheckScripts says what would happen to the scripts of a folder.
func (s *Service) CheckScripts(ctx context.Context, params protocol.ScriptCheckParams, locale l10n.Locale) (protocol.ScriptCheckResult, error) {
	return CheckScripts(ctx, params, locale)
}

// CheckScripts says what would happen to the scripts of a folder, without a service.
func CheckScripts(ctx context.Context, params protocol.ScriptCheckParams, locale l10n.Locale) (protocol.ScriptCheckResult, error) {
	c, err := config.Resolve(protocol.SiteStartParams{Root: params.Root, CGI: params.CGI})
	if err != nil {
		return protocol.ScriptCheckResult{}, err
	}
	return site.CheckScripts(ctx, c, params.Script, locale)
}

// Exchanges lists summaries of kept exchanges.
func (s *Service) Exchanges(siteID, before string, limit int) protocol.ExchangeListResult {
	result := s.store.List(siteID, before, limit)
	site.AddGists(s.store, result.Exchanges)
	return result
}

// Exchange is one exchange, whole but for its bodies.
func (s *Service) Exchange(id string) (protocol.Exchange, error) {
	exchange, ok := s.store.Get(id)
	if !ok {
		return exchange, fault.New(protocol.FailureExchangeUnknown, "exchange", id)
	}
	exchange.Verdict = s.Verdict(id)
	exchange.Gist = site.GistOf(exchange.Verdict)
	return exchange, nil
}

// Verdict is what a browser makes of a kept exchange; nil where nothing is known of that.
func (s *Service) Verdict(id string) *protocol.Verdict { return site.Verdict(s.store, id) }

// Lengths of a part of a body, in bytes.
const (
	defaultPart = 64 << 10
	maxPart     = 1 << 20
)

// Body is a part of a kept body.
func (s *Service) Body(p protocol.ExchangeBodyParams) (protocol.ExchangeBodyResult, error) {
	if !slices.Contains([]protocol.BodyOf{protocol.BodyOfRequest, protocol.BodyOfResponse, protocol.BodyOfOutput}, p.Of) {
		return protocol.ExchangeBodyResult{}, fault.New(protocol.FailureBadParams, "method", protocol.MethodExchangeBody, "problem", "paramValue", "field", "of", "value", string(p.Of))
	}
	if p.Length <= 0 {
		p.Length = defaultPart
	}
	data, sizes, ok := s.store.Body(p.ID, p.Of, p.Offset, min(p.Length, maxPart))
	if !ok {
		return protocol.ExchangeBodyResult{}, fault.New(protocol.FailureExchangeUnknown, "exchange", p.ID)
	}
	return protocol.ExchangeBodyResult{
		DataBase64: base64.StdEncoding.EncodeToString(data), Offset: min(max(p.Offset, 0), sizes.Kept), Body: sizes,
	}, nil
}

// Reloads lists what was done about changed files.
func (s *Service) Reloads(siteID string, locale l10n.Locale) []protocol.ReloadDidSendParams {
	return s.reloads.list(siteID, locale)
}

// Edits are the files that changed between two exchanges.
func (s *Service) Edits(before, after string) ([]protocol.Edit, error) {
	for _, id := range []string{before, after} {
		if _, kept := s.store.Get(id); !kept {
			return nil, fault.New(protocol.FailureExchangeUnknown, "exchange", id)
		}
	}
	edits, _ := s.store.Edits(before, after)
	return edits, nil
}

// Pin keeps an exchange or lets it go again, and keeps the note that a person writes on it.
func (s *Service) Pin(p protocol.ExchangePinParams) error {
	if p.Note != nil && utf8.RuneCountInString(*p.Note) > record.MostNote {
		return fault.New(protocol.FailureNoteTooLong, "most", strconv.Itoa(record.MostNote))
	}
	switch s.store.Pin(p.ID, p.Pinned) {
	case record.PinUnknown:
		return fault.New(protocol.FailureExchangeUnknown, "exchange", p.ID)
	case record.PinFull:
		return fault.New(protocol.FailureTooManyPinned, "most", strconv.Itoa(record.MaxPinned), "mebibytes", strconv.Itoa(record.MaxPinnedBytes>>20))
	case record.PinDone:
	}
	if p.Note != nil && !s.store.Annotate(p.ID, *p.Note) {
		return fault.New(protocol.FailureExchangeUnknown, "exchange", p.ID)
	}
	return nil
}

// Clear forgets the exchanges and reloads of a site, or all, but for pinned exchanges.
func (s *Service) Clear(siteID string) {
	s.store.Clear(siteID)
	s.reloads.forget(siteID)
	s.bus.publish(rpc.Event{Method: protocol.MethodExchangeDidClear, Params: func(l10n.Locale) any {
		return protocol.ExchangeDidClearParams{SiteID: siteID}
	}})
}

// Saved has open pages compared, since an editor saved a file.
func (s *Service) Saved(p protocol.ReloadDidSaveParams) {
	s.mu.Lock()
	running := slices.Clone(s.sites)
	s.mu.Unlock()
	for _, each := range running {
		if p.SiteID == "" || p.SiteID == each.ID() {
			each.Saved(p.Path)
		}
	}
	s.nudgeLessons(p.SiteID)
}

// FollowExchanges follows every change of every exchange from now on.
func (s *Service) FollowExchanges() rpc.Follower { return judging{s.store.Subscribe(), s.store} }

// FollowCompleted follows the exchanges that complete from now on, each once.
func (s *Service) FollowCompleted() rpc.Follower { return s.store.SubscribeCompleted() }

// FollowEvents follows everything else from now on.
func (s *Service) FollowEvents() (<-chan rpc.Event, func()) { return s.bus.subscribe() }

// Close stops every site and the panel, and returns when all of it is gone.
func (s *Service) Close() error {
	err := s.StopSites()
	if opened := s.panel.Load(); opened != nil {
		err = errors.Join(err, opened.Close())
	}
	return err
}

// Kill ends every script at once, without the time that Close gives them, and lets none
// begin any more. It is for who is about to leave the program.
func (s *Service) Kill() { site.KillScripts() }

var _ rpc.Service = (*Service)(nil)
