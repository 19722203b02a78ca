//go:build linux

package test

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
)

// onNetwork serves to all of the machine's addresses, and gives those that are not loopback.
func onNetwork(t *testing.T, e *editor, root string, change ...func(*protocol.SiteStartParams)) (site protocol.Site, others []string) {
	t.Helper()
	site = e.start(root, append(change, func(p *protocol.SiteStartParams) { p.Host = "0.0.0.0" })...)
	if site.Reach != protocol.ReachNetwork {
		t.Errorf("reach %s", site.Reach)
	}
	others = slices.DeleteFunc(slices.Clone(site.URLs), func(url string) bool { return strings.HasPrefix(url, "http://127.") })
	if len(others) == 0 {
		t.Log("this machine is in no network: nothing is asked as another machine would ask it (TestForOthers does)")
		addresses, err := net.InterfaceAddrs()
		if err != nil {
			t.Fatal(err)
		}
		for _, each := range addresses {
			if ip := each.(*net.IPNet).IP; ip.IsGlobalUnicast() && ip.To4() != nil {
				t.Errorf("%s is not told in %v", ip, site.URLs)
			}
		}
	}
	return site, others
}

const troubled = counting + `
-- cgi-bin/traceback.py --
import os
secret = 1 # in the source
raise RuntimeError(os.environ["HOME"])
-- cgi-bin/stderr.sh --
#!/bin/sh
env >&2
exit 3
-- cgi-bin/missing.py --
#!/opt/nowhere/bin/python9
-- cgi-bin/page.odd --
no interpreter
-- cgi-bin/endless.sh --
#!/bin/sh
exec yes a: b
-- cgi-bin/round.sh --
#!/bin/sh
printf 'Location: /cgi-bin/round.sh\n\n'
-- cgi-bin/slow.sh --
#!/bin/sh
exec sleep 1000
-- sub/b.txt --
b
`

// A client that is not on loopback learns nothing of the machine: no path, environment,
// traceback, command or setting, and no more of the version than two numbers. The same
// request on loopback shows that there was something to tell.
func TestNothingOfTheMachineIsToldToOthers(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, troubled)
	if err := os.WriteFile(filepath.Join(root, "sub", "closed.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	site, others := onNetwork(t, e, root, func(p *protocol.SiteStartParams) { p.CGI.AllowOnNetwork = true })
	soon := 100.0
	hasty, othersHasty := onNetwork(t, e, root, func(p *protocol.SiteStartParams) { p.CGI.AllowOnNetwork, p.CGI.TimeoutMs = true, &soon })
	refusing, othersRefused := onNetwork(t, e, root, func(p *protocol.SiteStartParams) { off := false; p.CGI.Enabled = &off })
	private := []string{root, filepath.Dir(root), "/usr/", "/opt/", "/bin/", "/tmp/", os.Getenv("HOME") + "\n", "PATH=", "Traceback", "in the source", "traceback.py\", line", "RuntimeError", "python", "interpreter", "sleep", "--", "vitrina.cgi", "9.9.9", "go1.", "Linux"}
	for i, c := range []struct {
		path   string
		fields []string
		status int
		told   string // on loopback
	}{
		{path: "/cgi-bin/traceback.py", status: 500, told: "Traceback"},
		{path: "/cgi-bin/stderr.sh", status: 500, told: "PATH="},
		{path: "/cgi-bin/missing.py", status: 500, told: "/opt/nowhere/bin/python9"},
		{path: "/cgi-bin/page.odd", status: 500, told: "--interpreter"},
		{path: "/cgi-bin/endless.sh", status: 500, told: "header"},
		{path: "/cgi-bin/round.sh", status: 500, told: "more than 10 times"},
		{path: "/cgi-bin/slow.sh?hasty", status: 504, told: "--cgi-timeout"},
		{path: "/a.txt", fields: []string{"Host: evil.example"}, status: 403, told: "--allow-host"},
		{path: "/nothing.txt", status: 404},
		{path: "/.env", status: 404},
		{path: "/cgi-bin/", status: 404},
		{path: "/cgi-bin/nothing", status: 404},
		{path: "/sub/", status: 200},
		{path: "/a.txt", status: 200},
		{path: "/cgi-bin/count.sh", status: 200},
		{path: "/_vitrina/live", status: 200},
		{path: "/_vitrina/reload", status: 400},
		{path: "/_vitrina/nothing", status: 404},
		{path: "/cgi-bin/count.sh?off", status: 403, told: "vitrina.cgi.enabled"},
	} {
		local, remote := site.URL, others
		switch {
		case strings.HasSuffix(c.path, "?off"):
			local, remote = refusing.URL, othersRefused
		case strings.HasSuffix(c.path, "?hasty"):
			local, remote = hasty.URL, othersHasty
		}
		fields := append([]string{"Accept: " + []string{"text/html", "*/*"}[i%2]}, c.fields...)
		if got := get(t, local, c.path, fields...); got.status != c.status || !strings.Contains(got.body, c.told) {
			t.Errorf("%s on loopback: no %q in %s%s", c.path, c.told, got.head, got.body)
		}
		for _, url := range remote {
			got := get(t, url, c.path, fields...)
			if got.status != c.status || got.header.Get("Server") != "Vitrina/9.9" {
				t.Errorf("%s%s: %s%s", url, c.path, got.head, got.body)
			}
			body := got.body
			if _, style, ok := strings.Cut(body, "<style>"); ok {
				_, body, _ = strings.Cut(style, "</style>")
			}
			for _, word := range private {
				if strings.Contains(got.head+body, word) && c.path != "/_vitrina/live" {
					t.Errorf("%s%s tells %q: %s%s", url, c.path, word, got.head, got.body)
				}
			}
		}
	}
	for _, size := range []int{1, 1 << 20} { // what a system knows of a file stands in no tag
		write(t, filepath.Join(root, "tagged.bin"), strings.Repeat("x", size))
		if got := get(t, site.URL, "/tagged.bin"); !regexp.MustCompile(`^"[\w-]{22}"$`).MatchString(got.header.Get("ETag")) {
			t.Errorf("%d bytes: %s", size, got.head)
		}
	}
	if len(others) > 0 { // the owner still sees it all
		get(t, others[0], "/cgi-bin/traceback.py?told")
		x := e.exchange("/cgi-bin/traceback.py?told")
		if noteCodes(x.Notes) != "scriptFailed" || x.Script == nil || !strings.Contains(x.Script.Stderr, "RuntimeError") {
			t.Errorf("%+v", x)
		}
	}
}

// Bound beyond loopback, scripts run for nobody unless it is allowed, and the panel is
// reached from this machine only.
func TestOnTheNetwork(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, counting)
	site, others := onNetwork(t, e, root)
	if site.CGI != protocol.CGINetwork {
		t.Errorf("CGI %s", site.CGI)
	}
	for _, url := range append(others, site.URL) {
		if got := get(t, url, "/a.txt"); got.body != "a\n" {
			t.Errorf("%s: %s", url, got.head)
		}
		got := get(t, url, "/cgi-bin/count.sh", "Accept-Language: en")
		if got.status != 403 || !strings.Contains(got.body, "other computers on the network can reach this server") || runs(t, root) != 0 {
			t.Errorf("%s: %s%s", url, got.head, got.body)
		}
	}
	if x := e.exchange("/cgi-bin/count.sh"); noteCodes(x.Notes) != "cgiNetwork" {
		t.Errorf("%+v", x.Notes)
	}
	panel := hostOf(site.PanelURL)
	host, port, err := net.SplitHostPort(panel[:strings.Index(panel, "/")])
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("the panel is at %s, %v", site.PanelURL, err)
	}
	for _, url := range others {
		address := net.JoinHostPort(strings.Trim(hostOf(url)[:strings.LastIndex(hostOf(url), ":")], "[]"), port)
		if conn, err := net.Dial("tcp", address); err == nil {
			_ = conn.Close()
			t.Errorf("the panel is reached at %s", address)
		}
		if got := get(t, "http://127.0.0.1:"+port+"/", panel[strings.Index(panel, "/"):], "Host: "+hostOf(url)); got.status != 403 {
			t.Errorf("the panel as %s: %s", hostOf(url), got.head)
		}
	}
	allowed, _ := onNetwork(t, e, root, func(p *protocol.SiteStartParams) { p.CGI.AllowOnNetwork = true })
	if got := get(t, allowed.URL, "/cgi-bin/count.sh"); allowed.CGI != protocol.CGIOn || got.status != 200 || runs(t, root) != 1 {
		t.Errorf("allowed: %s, %s%s", allowed.CGI, got.head, got.body)
	}
}

// A page loads again on another machine as it does here, but no name of a file is told to
// that machine: those of a script folder nobody else is told.
func TestReloadTellsOthersNoNames(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, counting)
	site, others := onNetwork(t, e, root)
	awaitWatching(t, e, root)
	get(t, site.URL, "/cgi-bin/count.sh")
	here := open(t, site.URL, "/cgi-bin/count.sh", "")
	pages := make([]*page, len(others))
	for i, url := range others {
		pages[i] = open(t, url, "/cgi-bin/count.sh", "")
	}
	write(t, filepath.Join(root, "cgi-bin", "passwords.py"), "PASSWORD = 1")
	if m := here.next(); m.Type != "reload" || !slices.Equal(m.Paths, []string{"cgi-bin/passwords.py"}) {
		t.Errorf("on loopback: %+v", m)
	}
	for _, page := range pages {
		if m := page.next(); m.Type != "reload" || m.Paths != nil {
			t.Errorf("to another machine: %+v", m)
		}
	}
}

// Who opens a site to the network is told in the terminal what becomes of its scripts.
func TestTheTerminalSaysWhoCanRunScripts(t *testing.T) {
	t.Parallel()
	root := folder(t, lesson)
	const allow = "--allow-cgi-on-network"
	for _, c := range []struct {
		locale string
		flags  []string
		says   string
	}{
		{"C.UTF-8", []string{allow}, "vitrina: anyone who can reach this site can run its scripts, with your rights."},
		{"es_ES.UTF-8", []string{allow}, "vitrina: cualquiera que pueda acceder a este sitio puede ejecutar sus scripts, con tus permisos."},
		{"C.UTF-8", nil, "vitrina: scripts do not run, because others on the network could start them."},
		{"C.UTF-8", []string{allow, "--no-cgi"}, ""},
	} {
		s := startServingBy(t, []string{"env", "LC_ALL=" + c.locale, binary}, root, append([]string{"--host", "0.0.0.0"}, c.flags...)...)
		s.stop() // all that it had to say was said
		said := s.stderr.String()
		if !strings.Contains(said, c.says) || (c.says == "") == strings.Contains(said, "script") {
			t.Errorf("%s, %q: %s", c.locale, c.flags, said)
		}
	}
}
