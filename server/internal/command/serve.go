package command

import (
	"errors"
	"fmt"
	"strings"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/service"
)

// serve reads the command line of serve, and serves.
func serve(args []string, console Console) int {
	options, err := parseServe(args)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	return serveWith(options, console)
}

// serveWith serves a folder until a signal says to stop.
func serveWith(options serveOptions, console Console) int {
	console.typed = options.typed
	if err := options.harWritable(); err != nil {
		return console.failed(err)
	}
	s := service.New()
	ctx, stop := untilSignal(s.Kill) // before any script can be asked for
	defer stop()
	events, cancel := s.FollowEvents()
	defer cancel()
	exchanges := s.FollowCompleted()
	defer exchanges.Close()
	if options.panelPort > 0 { // the site may move to another port, the panel may not
		if err := s.OpenPanel(options.panelPort); err != nil {
			return console.failed(err)
		}
	}
	site, err := s.StartSite(options.site, true) // who types the command trusts the folder
	if err != nil {
		return console.failed(errors.Join(err, s.Close()))
	}
	if options.panelPort == 0 { // any port will do, so the site answers by now
		if err := s.OpenPanel(0); err != nil {
			return console.failed(errors.Join(err, s.Close()))
		}
	}
	site.PanelURL = console.inLanguage(s.PanelURL(site.ID))
	var lines printer = textPrinter{console}
	if options.json {
		lines = jsonPrinter{console, s.Verdict}
	}
	if err := lines.ready(site); err != nil {
		return console.failed(errors.Join(notWritten(err), s.Close()))
	}
	if options.open {
		if err := openBrowser(site.URL); err != nil {
			fmt.Fprintln(console.Err, "vitrina: "+console.say("open.failed", map[string]string{"url": site.URL, "cause": fault.Cause(err)}))
		}
	}
	log := startAccessLog(exchanges, lines, console.Out)
	for {
		select {
		case <-ctx.Done():
			if err := errors.Join(s.Close(), log.finish(), options.writeHAR(s, console.Locale)); err != nil {
				return console.failed(err)
			}
			return exitOK
		case err := <-log.failed: // nobody reads it any more
			return console.failed(errors.Join(err, s.Close(), options.writeHAR(s, console.Locale)))
		case event := <-events:
			switch p := event.Params(console.Locale).(type) {
			case protocol.LogMessageParams:
				fmt.Fprintln(console.Err, "vitrina: "+p.Message)
			case protocol.SiteDidChangeParams:
				if p.Change == protocol.SiteEnded {
					return console.failed(errors.Join(said(p.Reason), s.Close(), log.finish(), options.writeHAR(s, console.Locale)))
				}
			}
		}
	}
}

// warnings are what a person should know of a site that was started.
func warnings(console Console, site protocol.Site) []string {
	lines := []string{}
	if site.PortMoved {
		lines = append(lines, console.say("serve.portMoved", map[string]string{"port": fmt.Sprint(site.Port)}))
	}
	if site.Network != nil {
		key := "serve.onNetwork"
		if len(site.Network.URLs) == 0 {
			key = "serve.noNetwork"
		}
		lines = append(lines, console.say(key, map[string]string{
			"urls": strings.Join(site.Network.URLs, " "), "addresses": strings.Join(site.Addresses, " "),
		}))
		switch site.CGI {
		case protocol.CGINetwork:
			lines = append(lines, console.say("serve.cgiRefused", nil))
		case protocol.CGIOn:
			lines = append(lines, console.say("serve.cgiAllowed", nil))
		}
	}
	return lines
}
