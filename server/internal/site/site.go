// Package site serves one folder: it joins the parts that do not know each other.
// A request goes from listen through route to static or cgi, and what crossed the
// connection to record; a changed file goes from watch to reload.
package site

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"sync"
	"time"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/config"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/listen"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/qr"
	"vitrina/server/internal/record"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// Options are what a site needs besides its settings.
type Options struct {
	ID string
	// Trusted is false where the workspace is not: no script runs then.
	Trusted bool
	Store   *record.Store
	Events  Events
}

// Events are told what happens in a site. They must not wait.
type Events interface {
	// ReloadDidSend: browsers were told of changed files, or it was decided not to.
	ReloadDidSend(protocol.ReloadDidSendParams, func(l10n.Locale) string)
	// ScriptDidReport: a script failed, or works again.
	ScriptDidReport(func(l10n.Locale) protocol.ScriptDidReportParams)
	// Problem: something does not work that the user should know of.
	Problem(func(l10n.Locale) string)
	// Ended: the site stopped serving by itself.
	Ended(siteID string, err error)
}

// Site is a folder being served.
type Site struct {
	options Options
	config  config.Config
	root    *os.Root
	disk    route.Disk
	listen  listen.Listeners
	server  *http.Server
	files   *static.Files
	cgi     *cgi.Runner
	reload  *reloading
	scripts scriptReports
	limits  limitReports
	// listings has room for those that are made at the same time.
	listings chan struct{}
	served   chan struct{} // closed when the listeners are
	cancel   context.CancelCauseFunc
}

// Limits of a connection. An idle one is kept for idleTimeout; listen has others.
const (
	idleTimeout = 2 * time.Minute
	// listingsAtOnce is how many folders are read and sorted at the same time.
	listingsAtOnce = 2
	// stopGrace is how long answers in flight may take when the site stops.
	stopGrace = 2 * time.Second
	// clientStall is how long a client may hold up the script that answers it before another
	// script gets the slot.
	clientStall = time.Second
)

// Start binds the address and begins to serve. Its errors are fault.Errors.
func Start(c config.Config, options Options) (*Site, error) {
	root, err := os.OpenRoot(c.Root)
	if err != nil {
		return nil, fault.New(protocol.FailureRootUnreadable, "path", c.Root).Because(err)
	}
	s := &Site{options: options, config: c, root: root, disk: diskOf(c.Root), listings: make(chan struct{}, listingsAtOnce), served: make(chan struct{})}
	s.listen, err = listen.Open(listen.Place{Host: c.Host, Also: c.AlsoHost, Port: c.Port, MoveOn: c.MoveOn}, recorder{s})
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	s.listen.OnLimit(s.limitReached)
	s.files = static.New(root, static.Types{Charset: c.Charset, Overrides: c.MIMETypes}, c.CGI.Folders)
	s.cgi = &cgi.Runner{
		Root: c.Root, Timeout: c.CGI.Timeout, Mode: c.CGI.Mode, Interpreters: c.CGI.Interpreters, Env: c.CGI.Env,
		MaxConcurrent: c.CGI.AtOnce, ClientStall: clientStall, BodyWait: c.CGI.Timeout,
	}
	s.reload = startReloading(s)
	s.tellMissingFolders()
	base, cancel := context.WithCancelCause(context.Background())
	s.cancel = cancel
	s.server = &http.Server{
		Handler:                      http.HandlerFunc(s.serve),
		ReadHeaderTimeout:            listen.HeadTime,
		IdleTimeout:                  idleTimeout,
		MaxHeaderBytes:               listen.MaxHead, // the connection holds to it exactly
		DisableGeneralOptionsHandler: true,
		ConnContext:                  listen.WithConn,
		BaseContext:                  baseContext(base),
		ErrorLog:                     log.New(io.Discard, "", 0), // clients' mistakes are exchanges, not log lines
	}
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

// Close stops: no more connections, answers in flight may end within stopGrace, then
// every script and connection ends. It returns when all of that is gone.
func (s *Site) Close() error {
	s.reload.close()
	graceful, done := context.WithTimeout(context.Background(), stopGrace)
	defer done()
	err := s.server.Shutdown(graceful)
	s.cancel(cgi.ScriptStopped)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.server.Close()
	}
	<-s.served
	s.cgi.Close()
	return errors.Join(err, s.root.Close())
}

// Describe is what clients are told of the site. The panel's address is the caller's.
func (s *Site) Describe() protocol.Site {
	urls := s.listen.URLs()
	d := protocol.Site{
		ID: s.options.ID, Root: s.config.Root, URL: urls[0], URLs: urls, Addresses: s.listen.Addresses(),
		LiveViewKey: s.reload.hub.LiveViewKey(),
		Port:        s.listen.Port(), PortMoved: s.config.MoveOn && s.listen.Port() != s.config.Port,
		Reach: protocol.ReachNetwork, CGI: s.cgiState(), Reload: s.config.Reload.Enabled,
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
