// Package config turns what a client or a command line asks for into one checked
// value. It holds the defaults of all settings; the extension's manifest is tested
// against them.
package config

import (
	"vitrina/server/internal/protocol"
)

// DefaultPort is the port that is tried first where none is asked for. Python's
// http.server has the same.
const DefaultPort = 8000

// Defaults are the settings of a site for which nothing was asked. Port is absent:
// the server tries DefaultPort and moves on where it is taken.
func Defaults() protocol.SiteStartParams {
	enabled, reload, prewarm, timeout, atOnce := true, true, true, 30_000.0, 16
	return protocol.SiteStartParams{
		Host: "127.0.0.1",
		CGI: protocol.CGIOptions{
			Enabled:      &enabled,
			Directories:  []string{"cgi-bin"},
			TimeoutMs:    &timeout,
			AtOnce:       &atOnce,
			Mode:         protocol.CGILenient,
			Interpreters: map[string]string{},
			Env:          map[string]string{},
			Prewarm:      &prewarm,
		},
		Reload:       protocol.ReloadOptions{Enabled: &reload, Ignore: []string{}},
		AllowedHosts: []string{},
		Headers:      map[string]map[string]string{},
		MIMETypes:    map[string]string{},
		Charset:      "utf-8",
	}
}
