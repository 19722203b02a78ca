package service

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"syscall"
	"testing"

	"vitrina/server/internal/config"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/site"
)

// start makes a service whose sites start by a function, and starts one.
func start(t *testing.T, by func(config.Config, site.Options) (*site.Site, error)) (*Service, protocol.Site, error) {
	t.Helper()
	s := New()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	s.start = by
	port := 0
	started, err := s.StartSite(protocol.SiteStartParams{Root: t.TempDir(), Port: &port}, true)
	return s, started, err
}

var errOnPurpose = fmt.Errorf("on purpose: %w", syscall.ENFILE)

// A site that ends before the service knows it is not one of those that run.
func TestASiteThatDiesAtOnceIsNotListed(t *testing.T) {
	s, _, err := start(t, func(c config.Config, options site.Options) (*site.Site, error) {
		started, err := site.Start(c, options)
		options.Events.Ended(options.ID, errOnPurpose)
		return started, err
	})
	var f *fault.Error
	if !errors.As(err, &f) || f.Failure != protocol.FailureSiteEnded || !errors.Is(f, errOnPurpose) {
		t.Errorf("%v", err)
	}
	if sites := s.Sites(); len(sites) > 0 {
		t.Errorf("listed are %+v", sites)
	}
}

// A site that starts while the service stops does not outlive it.
func TestNoSiteStartsWhileTheServiceStops(t *testing.T) {
	s := New()
	var address string
	s.start = func(c config.Config, options site.Options) (*site.Site, error) {
		started, err := site.Start(c, options)
		if err == nil {
			address = started.Describe().URL
		}
		return started, errors.Join(err, s.Close())
	}
	port := 0
	_, err := s.StartSite(protocol.SiteStartParams{Root: t.TempDir(), Port: &port}, true)
	var f *fault.Error
	if !errors.As(err, &f) || f.Failure != protocol.FailureShutDown {
		t.Errorf("%v", err)
	}
	if listens(address) {
		t.Error("it still listens")
	}
}

// Close waits for a site that ended by itself, and tells why it did.
func TestCloseWaitsForASiteThatEnded(t *testing.T) {
	s, running, err := start(t, site.Start)
	if err != nil {
		t.Fatal(err)
	}
	happened, cancel := s.FollowEvents()
	defer cancel()
	var both sync.WaitGroup
	both.Go(func() { events{s}.Ended(running.ID, errOnPurpose) })
	both.Go(func() { events{s}.Ended(running.ID, errOnPurpose) }) // one for each address
	both.Wait()
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	select {
	case event := <-happened:
		p := event.Params(l10n.English).(protocol.SiteDidChangeParams)
		if p.Change != protocol.SiteEnded || p.Reason != "The server stopped unexpectedly: too many files are open. Start it again." {
			t.Errorf("%+v", p)
		}
	default:
		t.Error("nothing was published before Close returned")
	}
	if listens(running.URL) {
		t.Error("it still listens")
	}
	if len(happened) > 0 {
		t.Error("it was published twice")
	}
}

func TestStoppingTwiceIsAnErrorOnce(t *testing.T) {
	s, running, err := start(t, site.Start)
	if err != nil {
		t.Fatal(err)
	}
	failures := make(chan error, 2)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { failures <- s.StopSite(running.ID) })
	}
	both.Wait()
	one, other := <-failures, <-failures
	if (one == nil) == (other == nil) {
		t.Errorf("%v, %v", one, other)
	}
}

// listens reports whether somebody accepts connections at a site's address.
func listens(site string) bool {
	conn, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(site, "http://"), "/"))
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}
