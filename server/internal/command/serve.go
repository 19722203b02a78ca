package command

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rpc"
	"vitrina/server/internal/service"
)

// serve serves a folder until a signal says to stop.
func serve(args []string, io IO) int {
	options, err := parseServe(args)
	if code, wrong := io.wrongUsage(err); wrong {
		return code
	}
	s, err := service.New(options.panelPort)
	if err != nil {
		return io.failed(err)
	}
	ctx, stop := untilSignal(s.Kill) // before any script can be asked for
	defer stop()
	events, cancel := s.FollowEvents()
	defer cancel()
	site, err := s.StartSite(options.site, true) // who types the command trusts the folder
	if err != nil {
		return io.failed(errors.Join(err, s.Close()))
	}
	var out printer = textPrinter{io}
	if options.json {
		out = jsonPrinter{io}
	}
	follower := s.FollowExchanges()
	defer follower.Close()
	if err := out.ready(site); err != nil {
		return io.failed(errors.Join(err, s.Close()))
	}
	if options.open {
		if err := openBrowser(site.URL); err != nil {
			fmt.Fprintln(io.Err, "vitrina: "+io.say("open.failed", map[string]string{"url": site.URL, "cause": err.Error()}))
		}
	}
	access := accessLog{follower: follower, out: out, printed: printedOnce{}}
	changed := follower.Changed()
	var pause <-chan time.Time // runs between two looks at what is new
	for {
		select {
		case <-ctx.Done():
			err := s.Close()
			for more := true; more && err == nil; { // those that ended with it
				more, err = access.print()
			}
			if err != nil {
				return io.failed(err)
			}
			return exitOK
		case event := <-events:
			switch p := event.Params(io.Locale).(type) {
			case protocol.LogMessageParams:
				fmt.Fprintln(io.Err, "vitrina: "+p.Message)
			case protocol.SiteDidChangeParams:
				if p.Change == protocol.SiteEnded {
					return io.failed(errors.Join(errors.New(p.Reason), s.Close()))
				}
			}
		case <-changed:
			if _, err := access.print(); err != nil { // nobody reads it any more
				return io.failed(errors.Join(err, s.Close()))
			}
			changed, pause = nil, time.After(printedEvery)
		case <-pause:
			changed, pause = follower.Changed(), nil
		}
	}
}

// accessLog prints a line for each exchange, once it is complete.
type accessLog struct {
	follower rpc.Follower
	out      printer
	printed  printedOnce
}

// print prints what is new, and tells whether there was anything.
func (l accessLog) print() (more bool, err error) {
	for _, message := range l.follower.Next(maxPrinted) {
		more = true
		for _, exchange := range message.Exchanges {
			if exchange.Complete && l.printed.first(exchange.ID) {
				if err := l.out.exchange(exchange); err != nil {
					return false, err
				}
			}
		}
	}
	return more, nil
}

const (
	// maxPrinted is how many exchanges are printed before signals are looked for again.
	maxPrinted = 500
	// printedEvery is the pause after that. An exchange changes some ten times, and to look
	// after each change costs more than to answer: with it, most are complete at first sight.
	printedEvery = 20 * time.Millisecond
)

// printedOnce remembers which exchanges were printed: they are told of again when
// more is learnt of them.
type printedOnce map[string]struct{}

// first tells whether an id is new. It forgets all after a while: a store keeps fewer.
func (p printedOnce) first(id string) bool {
	if _, known := p[id]; known {
		return false
	}
	if len(p) > 10_000 {
		clear(p)
	}
	p[id] = struct{}{}
	return true
}

// warnings are what a person should know of a site that was started.
func warnings(io IO, site protocol.Site) []string {
	lines := []string{}
	if site.PortMoved {
		lines = append(lines, io.say("serve.portMoved", map[string]string{"port": fmt.Sprint(site.Port)}))
	}
	if site.Network != nil {
		key := "serve.onNetwork"
		if len(site.Network.URLs) == 0 {
			key = "serve.noNetwork"
		}
		lines = append(lines, io.say(key, map[string]string{
			"urls": strings.Join(site.Network.URLs, " "), "addresses": strings.Join(site.Addresses, " "),
		}))
		switch site.CGI {
		case protocol.CGINetwork:
			lines = append(lines, io.say("serve.cgiRefused", nil))
		case protocol.CGIOn:
			lines = append(lines, io.say("serve.cgiAllowed", nil))
		}
	}
	return lines
}
