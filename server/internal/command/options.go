package command

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"vitrina/server/internal/protocol"
)

// serveOptions are the command line of serve.
type serveOptions struct {
	site      protocol.SiteStartParams
	panelPort int // below 0: no panel
	open      bool
	json      bool
	// har is the file that every kept exchange is written to at the end; empty for none.
	har string
	// harSecrets is true where secrets are written too.
	harSecrets bool
	// typed is what its flags were given.
	typed typedValues
}

// parseServe reads the command line of serve.
func parseServe(args []string) (serveOptions, error) {
	o, folders, err := parseServeFlags(args)
	if err != nil {
		return o, err
	}
	o.site.Root, err = rootFolder("serve", folders)
	return o, err
}

// parseServeFlags reads the flags of serve, and gives what else there is.
func parseServeFlags(args []string) (o serveOptions, folders []string, err error) {
	var noPanel, noCGI, noReload, noPrewarm bool
	known := flags{
		"host":                 text(&o.site.Host),
		"port":                 port(func(n int) { o.site.Port = &n }),
		"no-cgi":               yes(&noCGI),
		"cgi-dir":              list(&o.site.CGI.Directories),
		"allow-cgi-on-network": yes(&o.site.CGI.AllowOnNetwork),
		"cgi-timeout": duration(func(d time.Duration) {
			ms := float64(d) / float64(time.Millisecond)
			o.site.CGI.TimeoutMs = &ms
		}),
		"cgi-at-once": number(func(n int) { o.site.CGI.AtOnce = &n }),
		"cgi-mode":    text(&o.site.CGI.Mode),
		"interpreter": pairs(&o.site.CGI.Interpreters, "flag.interpreter"),
		"charset":     text(&o.site.Charset),
		"header":      headers(&o.site.Headers),
		"mime":        pairs(&o.site.MIMETypes, "flag.mime"),
		"no-prewarm":  yes(&noPrewarm),
		"no-reload":   yes(&noReload),
		"allow-host":  list(&o.site.AllowedHosts),
		"panel":       port(func(n int) { o.panelPort = n }),
		"no-panel":    yes(&noPanel),
		"open":        yes(&o.open),
		"json":        yes(&o.json),
		"har":         text(&o.har),
		"har-secrets": yes(&o.harSecrets),
	}
	folders, o.typed, err = known.parseTyped(args)
	if err == nil {
		err = o.typed.together("--panel", "--no-panel")
	}
	if err == nil && o.harSecrets && o.har == "" {
		err = &textError{"flag.needs", map[string]string{"flag": "--har-secrets", "other": "--har"}}
	}
	if err == nil && o.samePort() {
		err = &textError{"flag.samePort", map[string]string{"flag": "--port", "other": "--panel", "port": strconv.Itoa(o.panelPort)}}
	}
	if err != nil {
		return o, nil, err
	}
	cgi, reload, prewarm := !noCGI, !noReload, !noPrewarm
	o.site.CGI.Enabled, o.site.Reload.Enabled, o.site.CGI.Prewarm = &cgi, &reload, &prewarm
	if noPanel {
		o.panelPort = -1
	}
	return o, folders, nil
}

// samePort reports whether the site and the panel want one port of loopback, so that the one would find the
// other in its way, and call it another Vitrina.
func (o serveOptions) samePort() bool {
	return o.panelPort > 0 && o.site.Port != nil && *o.site.Port == o.panelPort &&
		slices.Contains([]string{"", "localhost", "127.0.0.1", "0.0.0.0", "::"}, o.site.Host)
}

// parseCheck reads the command line of check.
func parseCheck(args []string) (params protocol.ScriptCheckParams, typed typedValues, asJSON bool, err error) {
	folders, typed, err := flags{
		"cgi-dir":     list(&params.CGI.Directories),
		"interpreter": pairs(&params.CGI.Interpreters, "flag.interpreter"),
		"json":        yes(&asJSON),
	}.parseTyped(args)
	if err != nil {
		return params, typed, asJSON, err
	}
	params.Root, err = rootFolder("check", folders)
	return params, typed, asJSON, err
}

// flagOf names the flag that a setting is typed as.
var flagOf = map[string]string{
	"host": "--host", "port": "--port", "charset": "--charset", "headers": "--header", "mimeTypes": "--mime",
	"cgi.directories": "--cgi-dir", "cgi.timeout": "--cgi-timeout", "cgi.mode": "--cgi-mode", "cgi.interpreters": "--interpreter",
	"cgi.atOnce": "--cgi-at-once", "allowedHosts": "--allow-host",
}

// rootFolder is the folder that a command is for: the one that was named, else ./html where
// it exists, else the current one.
func rootFolder(command string, named []string) (string, error) {
	switch len(named) {
	case 0:
		if info, err := os.Stat("html"); err == nil && info.IsDir() {
			return absolute("html")
		}
		return absolute(".")
	case 1:
		return absolute(named[0])
	default:
		return "", &textError{"flag.oneFolder", map[string]string{"command": command, "folder": named[1]}}
	}
}

// absolute is a path from the root on. One that begins in the current folder has none where
// that is gone.
func absolute(path string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", &noCurrentFolder{err}
	}
	return whole, nil
}

// noCurrentFolder says that the current folder cannot be used. It is not a mistake in the command line.
type noCurrentFolder struct{ cause error }

func (e *noCurrentFolder) Error() string { return "command: no current folder: " + e.cause.Error() }

func (e *noCurrentFolder) Unwrap() error { return e.cause }
