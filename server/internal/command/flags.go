package command

import (
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
)

// serveOptions are the command line of serve.
type serveOptions struct {
	site      protocol.SiteStartParams
	panelPort int // below 0: no panel
	open      bool
	json      bool
}

// list is a flag that may be given several times.
type list []string

// String is the flag's value as text.
func (l *list) String() string { return strings.Join(*l, ",") }

// Set adds a value.
func (l *list) Set(value string) error {
	*l = append(*l, value)
	return nil
}

// parseServe reads the command line of serve. The error is flag.ErrHelp, or one whose
// text names the flag.
func parseServe(args []string) (serveOptions, error) {
	o := serveOptions{}
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var cgiFolders, commands, hosts list
	host := flags.String("host", "", "")
	port := flags.Int("port", 0, "")
	panel := flags.Int("panel", 0, "")
	noPanel := flags.Bool("no-panel", false, "")
	noCGI := flags.Bool("no-cgi", false, "")
	noReload := flags.Bool("no-reload", false, "")
	timeout := flags.Duration("cgi-timeout", 0, "")
	mode := flags.String("cgi-mode", "", "")
	charset := flags.String("charset", "", "")
	flags.BoolVar(&o.site.CGI.AllowOnNetwork, "allow-cgi-on-network", false, "")
	flags.BoolVar(&o.open, "open", false, "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.Var(&cgiFolders, "cgi-dir", "")
	flags.Var(&commands, "interpreter", "")
	flags.Var(&hosts, "allow-host", "")
	folders, err := parseMixed(flags, args)
	if err != nil {
		return o, err
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })

	o.site.Host, o.site.Charset, o.site.AllowedHosts = *host, *charset, hosts
	if given["port"] {
		o.site.Port = port
	}
	cgi, reload := !*noCGI, !*noReload
	o.site.CGI.Enabled, o.site.Reload.Enabled = &cgi, &reload
	o.site.CGI.Directories, o.site.CGI.Mode = cgiFolders, protocol.CGIMode(*mode)
	if given["cgi-timeout"] {
		ms := float64(*timeout) / float64(time.Millisecond)
		o.site.CGI.TimeoutMs = &ms
	}
	if o.site.CGI.Interpreters, err = interpreters(commands); err != nil {
		return o, err
	}
	o.panelPort = *panel
	if *panel < 0 || *panel > 65535 {
		return o, &usageError{"flag.panel", map[string]string{"value": strconv.Itoa(*panel)}}
	}
	if *noPanel {
		o.panelPort = -1
	}
	o.site.Root, err = rootFolder(folders)
	return o, err
}

// interpreters reads the values of --interpreter, .EXT=COMMAND.
func interpreters(pairs list) (map[string]string, error) {
	byExtension := map[string]string{}
	for _, pair := range pairs {
		extension, command, found := strings.Cut(pair, "=")
		if !found {
			return nil, &usageError{"flag.interpreter", map[string]string{"value": pair}}
		}
		byExtension[extension] = command
	}
	return byExtension, nil
}

// parseMixed parses flags before and behind the folder, as people write them.
func parseMixed(flags *flag.FlagSet, args []string) (rest []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return rest, nil
		}
		rest = append(rest, flags.Arg(0))
		args = flags.Args()[1:]
	}
}

// rootFolder is the folder that is served: the one that was named, else ./html where
// it exists, else the current one.
func rootFolder(named []string) (string, error) {
	switch len(named) {
	case 0:
		if info, err := os.Stat("html"); err == nil && info.IsDir() {
			return filepath.Abs("html")
		}
		return filepath.Abs(".")
	case 1:
		return filepath.Abs(named[0])
	default:
		return "", &usageError{"flag.oneFolder", map[string]string{"folder": named[1]}}
	}
}

// usageError is a mistake in a command line; its key names a text.
type usageError struct {
	key  string
	args map[string]string
}

// Error is the text's key.
func (e *usageError) Error() string { return e.key }
