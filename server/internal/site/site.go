// Package site serves one folder: it joins the parts that do not know each other.
// A request goes from listen through route to static or cgi, and what crossed the
// connection to record; a changed file goes from watch to reload.
package site

import (
	"context"
	"errors"
	"net/http"
	"os"
	"sync"
	"time"

	"vitrina/server/internal/access"
	"vitrina/server/internal/build"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/cgi/prewarm"
	"vitrina/server/internal/config"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/http1"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/observe"
	"vitrina/server/internal/override"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/qr"
	"vitrina/server/internal/record"
	"vitrina/server/internal/recovery"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
	"vitrina/server/internal/watch"
)

// Options are what a site needs besides its settings.
type Options struct {
	ID string
	// Trusted is false where the workspace is not: no script runs then.
	Trusted bool
	Store   *record.Store
	Events  Events
}

// Events takes what happens in a site. Its methods must not wait.
type Events interface {
	// ReloadDidSend: pages were sent what changed, or there was a reason not to.
	ReloadDidSend(protocol.ReloadDidSendParams, func(l10n.Locale) string)
	// ScriptDidReport: a script failed, or works again.
	ScriptDidReport(func(l10n.Locale) protocol.ScriptDidReportParams)
	// Problem: something does not work that the user should know of.
	Problem(func(l10n.Locale) string)
	// InternalError: Vitrina itself failed.
	InternalError(func(l10n.Locale) string)
	// Changed: the site is described in another way. It may be called before Start returns.
	Changed(siteID string)
	// Ended: the site stopped serving by itself.
	Ended(siteID string, err error)
}

// Site is a folder being served.
type Site struct {
	options Options
	config  config.Config
	folder  *folder
	disk    route.Disk
	listen  listen.Listeners
	access  access.Policy
	server  *http1.Server
	cgi     *cgi.Runner
	reload  *reloading
	// observer tells what scripts read.
	observer observe.Observer
	scripts  scriptReports
	texts    scriptTexts
	limits   limitReports
	replays  replays
	// overrides are how paths are answered until the site ends.
	overrides override.Store
	// ignored reports whether the changes of a file or folder do not count.
	ignored func(name string, folder bool) bool
	// saidMissing are the names that browsers ask for by themselves of which it was said that the
	// site has none.
	saidMissing sync.Map
	// listings has room for those that are made at the same time.
	listings chan struct{}
	served   chan struct{} // closed when the listeners are
	cancel   context.CancelCauseFunc
	wait     timeouts
}

// listingsAtOnce is how many folders are read and sorted at the same time.
const listingsAtOnce = 2

// timeouts are how long a site waits for others.
type timeouts struct {
	head        time.Duration // for the head of a request
	idle        time.Duration // for the next request on a connection
	stop        time.Duration // for answers in flight when the site stops
	clientStall time.Duration // for a client that holds up the script that answers it, before another script gets the slot
}

func defaultTimeouts() timeouts {
	return timeouts{head: http1.DefaultTimeouts.Head, idle: http1.DefaultTimeouts.Idle, stop: 2 * time.Second, clientStall: time.Second}
}

// Start binds the address and begins to serve. Its errors are fault.Errors.
func Start(c config.Config, options Options) (*Site, error) {
	return start(c, options, defaultTimeouts())
}

func start(c config.Config, options Options, wait timeouts) (*Site, error) {
	types := static.Types{Charset: c.Charset, Overrides: c.MIMETypes}
	s := &Site{options: options, config: c, disk: diskOf(c.Root), listings: make(chan struct{}, listingsAtOnce), served: make(chan struct{}), wait: wait}
	var err error
	s.folder, err = openFolder(c.Named, func(root *os.Root) *static.Files {
		files := static.New(root, types, c.CGI.Folders)
		files.ReachedBy(c.Named)
		files.OnOpening(s.observer.Opening)
		return files
	})
	if err != nil {
		return nil, fault.New(protocol.FailureRootUnreadable, "path", c.Named).Because(err)
	}
	s.listen, err = listen.Open(listen.Address{Host: c.Host, SecondHost: c.SecondHost, Port: c.Port, TryNextPort: c.TryNextPort})
	if err != nil {
		return nil, errors.Join(err, s.folder.close())
	}
	s.access = access.Policy{AllowedHosts: c.AllowedHosts, Bound: s.listen.Bound(), Localhost: c.SecondHost != ""}
	s.cgi = &cgi.Runner{
		Root: c.Root, Timeout: c.CGI.Timeout, Mode: c.CGI.Mode, Interpreters: c.CGI.Interpreters, Env: c.CGI.Env,
		MaxConcurrent: c.CGI.AtOnce, ClientStall: wait.clientStall, BodyWait: c.CGI.Timeout,
	}
	if c.CGI.Prewarm {
		s.cgi.Prewarm = &prewarm.Pool{Busy: s.cgi.Busy, Opening: func(file string) func() { return s.observer.Opening("", file) }, Changed: func() { options.Events.Changed(options.ID) }}
	}
	if s.ignored, err = watch.Ignoring(c.Reload.Ignore); err != nil {
		s.ignored, _ = watch.Ignoring(nil) // the settings were checked; what always holds is well-formed
	}
	if c.Reload.Enabled {
		s.observer.Ignored = s.ignored
	}
	s.reload = startReloading(s)
	s.tellMissingFolders()
	base, cancel := context.WithCancelCause(context.Background())
	s.cancel = cancel
	s.server = s.newServer(base, s.handler(s.respond))
	var serving sync.WaitGroup
	for _, listener := range s.listen {
		serving.Go(func() {
			if err := s.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				options.Events.Ended(options.ID, err)
			}
		})
	}
	go func() {
		defer close(s.served)
		serving.Wait()
	}()
	return s, nil
}

func (s *Site) newServer(base context.Context, handler func(*http1.Exchange, *http.Request)) *http1.Server {
	return &http1.Server{
		Handler: handler, Recorder: recorder{s}, Base: base, OnLimit: s.limitReached,
		OnPanic:  func(r *http.Request, value any) { s.options.Events.InternalError(recovery.Of(r, value, true).Message) },
		Timeouts: http1.Timeouts{Head: s.wait.head, Idle: s.wait.idle},
		Product:  build.Product(),
		Full:     full,
	}
}

// full is told to clients for which there is no room, in both languages: nothing is known of theirs.
func full() string {
	const key = "limit.full"
	return l10n.Text(l10n.English, key, nil) + "\n" + l10n.Text(l10n.Spanish, key, nil) + "\n"
}

// Close stops the site. It accepts no more connections and closes those on which no request
// has begun; it gives answers in flight a moment to end; then it ends every script and
// connection. It returns when all of that is gone.
func (s *Site) Close() error {
	s.reload.close()
	graceful, done := context.WithTimeout(context.Background(), s.wait.stop)
	defer done()
	err := s.server.Shutdown(graceful)
	s.cancel(cgi.ScriptStopped)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.server.Close()
		ending, ended := context.WithTimeout(context.Background(), s.wait.stop)
		defer ended()
		_ = s.server.Shutdown(ending) // a handler that is stuck, as in a disk that does not answer, is left behind
	}
	<-s.served
	s.replays.close()
	s.cgi.Close()
	s.observer.Close()
	return errors.Join(err, s.folder.close())
}

// ID returns the site's name in the protocol.
func (s *Site) ID() string { return s.options.ID }

// Root is the folder that is served, an absolute path, as it was configured.
func (s *Site) Root() string { return s.config.Named }

// ListensAt reports whether the site is why an address, ADDRESS:PORT, cannot be bound.
func (s *Site) ListensAt(address string) bool { return s.listen.Hold(address) }

// Describe describes the site for clients. The caller adds the panel's address.
func (s *Site) Describe() protocol.Site {
	urls := s.listen.URLs()
	d := protocol.Site{
		ID: s.options.ID, Root: s.config.Named, URL: urls[0], URLs: urls, Addresses: s.listen.Addresses(),
		LiveViewKey: s.reload.hub.LiveViewKey(),
		Port:        s.listen.Port(), PortMoved: s.config.TryNextPort && s.listen.Port() != s.config.Port,
		Reach: protocol.ReachNetwork, CGI: s.cgiState(), Reload: s.config.Reload.Enabled, Watching: s.reload.watching.Load(),
	}
	if s.cgi.Prewarm != nil {
		if count, bytes := s.cgi.Prewarm.Waiting(); count > 0 {
			d.Waiting = &protocol.WaitingInterpreters{Count: count, Bytes: bytes}
		}
	}
	if s.listen.Loopback() {
		d.Reach = protocol.ReachLoopback
		return d
	}
	d.Network = &protocol.Network{URLs: s.listen.NetworkURLs(), QRCode: []string{}}
	if len(d.Network.URLs) > 0 {
		d.Network.QRCode = append(d.Network.QRCode, qr.Encode(d.Network.URLs[0])...)
	}
	return d
}

func (s *Site) cgiState() protocol.CGIState {
	switch {
	case !s.config.CGI.Enabled:
		return protocol.CGIOff
	case !s.options.Trusted:
		return protocol.CGIUntrusted
	case !s.listen.Loopback() && !s.config.CGI.AllowOnNetwork:
		return protocol.CGINetwork
	}
	return protocol.CGIOn
}
