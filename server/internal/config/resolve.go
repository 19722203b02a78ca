package config

import (
	"errors"
	"io/fs"
	"maps"
	"math"
	"mime"
	"net"
	"net/netip"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/net/html/charset"
	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// Config is a site's settings, complete and checked.
type Config struct {
	// Named is the folder as it was configured, an absolute path, and Root the same free of links. Others are told the
	// former, by which they know their files; what is looked at and guarded is the latter.
	Named, Root string
	Host        string
	// SecondHost is a second address, where this machine has it; empty for none.
	SecondHost string
	Port       int
	// TryNextPort is true where the next free port may be taken instead of Port.
	TryNextPort  bool
	CGI          CGI
	Reload       Reload
	AllowedHosts []string
	Headers      map[string]map[string]string // by glob, by name
	MIMETypes    map[string]string            // by extension in lower case, or path
	Charset      string                       // empty for none
}

// CGI is how scripts run.
type CGI struct {
	Enabled        bool
	Folders        []string // clean, relative to the root
	Timeout        time.Duration
	AtOnce         int
	Mode           protocol.CGIMode
	Interpreters   map[string]string // by extension in lower case
	Env            map[string]string
	AllowOnNetwork bool
	Prewarm        bool
}

// Reload is how pages follow changes of their files.
type Reload struct {
	Enabled bool
	Ignore  []string
}

// milliseconds is that time; the longest one where none is as long.
func milliseconds(number float64) time.Duration {
	if number >= float64(math.MaxInt64/time.Millisecond) {
		return math.MaxInt64
	}
	return time.Duration(number * float64(time.Millisecond))
}

// Resolve fills in the defaults and checks everything. Its error is a fault.Error with
// every problem that it found.
func Resolve(p protocol.SiteStartParams) (Config, error) {
	d := Defaults()
	c := Config{
		Root: p.Root, Host: either(p.Host, d.Host), Port: DefaultPort, TryNextPort: p.Port == nil,
		CGI: CGI{
			Enabled: *first(p.CGI.Enabled, d.CGI.Enabled),
			Timeout: milliseconds(*first(p.CGI.TimeoutMs, d.CGI.TimeoutMs)),
			AtOnce:  *first(p.CGI.AtOnce, d.CGI.AtOnce),
			Mode:    either(p.CGI.Mode, d.CGI.Mode), Env: p.CGI.Env, AllowOnNetwork: p.CGI.AllowOnNetwork,
			Prewarm:      *first(p.CGI.Prewarm, d.CGI.Prewarm),
			Interpreters: map[string]string{},
		},
		Reload:       Reload{Enabled: *first(p.Reload.Enabled, d.Reload.Enabled), Ignore: p.Reload.Ignore},
		AllowedHosts: p.AllowedHosts, Headers: p.Headers, MIMETypes: map[string]string{},
	}
	if p.Port != nil {
		c.Port = *p.Port
	}
	check := &checker{}
	check.root(&c)
	check.that(c.Port >= 0 && c.Port <= 65535, "port", strconv.Itoa(c.Port), "port")
	ip, err := netip.ParseAddr(strings.Trim(c.Host, "[]"))
	linkLocal := ip.Is6() && ip.IsLinkLocalUnicast() // it needs a zone (RFC 4007, section 6), which no URL of a browser's has (WHATWG URL, "host parsing")
	check.that(c.Host == localhost || err == nil && (ip.Zone() == "" || linkLocal), "host", c.Host, "host")
	check.that(!linkLocal, "host", c.Host, "hostLinkLocal")
	if p.Host == "" || p.Host == localhost {
		c.Host, c.SecondHost = d.Host, "::1"
	}
	c.Host = strings.Trim(c.Host, "[]")
	for _, host := range c.AllowedHosts {
		check.that(hostAndPort(host), "allowedHosts", host, "allowedHost")
	}
	check.that(c.CGI.Timeout > 0, "cgi.timeout", c.CGI.Timeout.String(), "timeout")
	check.that(c.CGI.AtOnce > 0, "cgi.atOnce", strconv.Itoa(c.CGI.AtOnce), "atOnce")
	check.that(c.CGI.Mode == protocol.CGILenient || c.CGI.Mode == protocol.CGIStrict, "cgi.mode", string(c.CGI.Mode), "mode")
	folders := p.CGI.Directories
	if folders == nil {
		folders = d.CGI.Directories
	}
	for _, folder := range folders {
		clean := path.Clean(strings.Trim(filepath.ToSlash(folder), "/"))
		check.that(clean != "." && clean != ".." && !strings.HasPrefix(clean, "../"), "cgi.directories", folder, "folder")
		c.CGI.Folders = append(c.CGI.Folders, clean)
	}
	for extension, command := range p.CGI.Interpreters {
		valid := strings.HasPrefix(extension, ".") && strings.TrimSpace(command) != ""
		check.entry(valid, "cgi.interpreters", extension, extension+"="+command, "interpreter")
		c.CGI.Interpreters[strings.ToLower(extension)] = command
	}
	for name := range p.CGI.Env {
		check.that(name != "" && !strings.ContainsAny(name, "=\x00"), "cgi.env", name, "variable")
	}
	for _, glob := range c.Reload.Ignore {
		check.that(doublestar.ValidatePattern(glob), "reload.ignore", glob, "glob")
	}
	for glob, fields := range c.Headers {
		names := slices.Sorted(maps.Keys(fields))
		check.entry(doublestar.ValidatePattern(glob), "headers", glob+"="+strings.Join(names[:min(1, len(names))], ""), glob, "glob")
		for _, name := range names {
			entry, value := glob+"="+name, fields[name]
			valid := httpguts.ValidHeaderFieldName(name) && httpguts.ValidHeaderFieldValue(value)
			check.entry(valid && !slices.Contains(framing, strings.ToLower(name)), "headers", entry, name, "field")
			check.entry(!strings.EqualFold(name, "ETag") || entityTag(value), "headers", entry, name+": "+value, "entityTag")
		}
	}
	for key, contentType := range p.MIMETypes {
		valid := len(key) > 1 && (key[0] == '.' || key[0] == '/')
		check.entry(valid && (contentType == "" || mediaType(contentType)), "mimeTypes", key, key+": "+contentType, "mimeType")
		if strings.HasPrefix(key, ".") {
			key = strings.ToLower(key)
		}
		c.MIMETypes[key] = contentType
	}
	if c.Charset = either(p.Charset, d.Charset); c.Charset == "none" {
		c.Charset = ""
	}
	check.that(c.Charset == "" || isEncoding(c.Charset), "charset", c.Charset, "charset")
	return c, check.err()
}

// localhost means both loopback addresses (RFC 6761, section 6.3), and a browser takes
// whichever answers: a site that listens at one alone leaves the other to whoever comes.
const localhost = "localhost"

// framing are the fields that no setting may touch: where a message ends, what becomes of
// its connection, and which part of a file it holds are the server's alone (RFC 9110,
// sections 6.6.1, 7.6.1 and 14.4; RFC 9112, section 6).
var framing = []string{"connection", "content-length", "content-range", "date", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}

// isEncoding reports whether a label is of an encoding that browsers know, and is a token, as a field's
// name is (WHATWG Encoding, section 4.2). Some they know only in order to refuse them (section 14.1).
func isEncoding(label string) bool {
	encoding, name := charset.Lookup(label)
	return httpguts.ValidHeaderFieldName(label) && encoding != nil && name != "replacement"
}

// mediaType reports whether a value is one, with parameters or without (RFC 9110, section 8.3.1).
func mediaType(value string) bool {
	parsed, _, err := mime.ParseMediaType(value)
	return err == nil && strings.Contains(parsed, "/")
}

// entityTag reports whether a value is one (RFC 9110, section 8.8.3).
func entityTag(value string) bool {
	inner, opens := strings.CutPrefix(strings.TrimPrefix(value, "W/"), `"`)
	inner, closes := strings.CutSuffix(inner, `"`)
	return opens && closes && !strings.ContainsFunc(inner, func(c rune) bool { return c == '"' || c <= ' ' || c == 0x7f })
}

// hostAndPort reports whether a value is one that a Host field can have: NAME or NAME:PORT, or an
// IP address (RFC 9110, section 7.2). Browsers write names in ASCII, and ports without leading zeros.
func hostAndPort(value string) bool {
	name, port := value, ""
	if n, p, err := net.SplitHostPort(value); err == nil {
		name, port = n, p
	} else if inner, opens := strings.CutPrefix(value, "["); opens { // an address of IPv6 alone
		if name, opens = strings.CutSuffix(inner, "]"); !opens || !strings.Contains(name, ":") {
			return false
		}
	}
	if n, err := strconv.ParseUint(port, 10, 16); port != "" && (err != nil || strconv.FormatUint(n, 10) != port) {
		return false
	}
	if strings.Contains(name, ":") {
		ip, err := netip.ParseAddr(name)
		return err == nil && ip.Zone() == "" && !ip.Is4In6() // which are never allowed (access.HostAllowed)
	}
	name = strings.TrimSuffix(name, ".")
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || strings.ContainsFunc(label, notOfName) { // RFC 1035, section 2.3.4
			return false
		}
	}
	return true
}

// notOfName reports whether no name of a host has a character. Some have an underscore.
func notOfName(c rune) bool {
	return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_'
}

type checker struct{ found []*fault.Error }

// that notes a problem where a setting does not hold what it should; problem is the
// key of the text that says what it may hold.
func (c *checker) that(holds bool, setting, value, problem string) {
	if !holds {
		c.found = append(c.found, fault.New(protocol.FailureBadSetting, "setting", setting, "value", value, "problem", problem))
	}
}

// entry does as that, for one of the entries of a setting.
func (c *checker) entry(holds bool, setting, entry, value, problem string) {
	if c.that(holds, setting, value, problem); !holds {
		c.found[len(c.found)-1].Args["entry"] = entry
	}
}

// root checks the folder and makes its path free of links.
func (c *checker) root(config *Config) {
	problem := func(failure protocol.Failure, err error) {
		c.found = append(c.found, fault.New(failure, "path", config.Root).Because(err))
	}
	if !filepath.IsAbs(config.Root) {
		c.that(false, "root", config.Root, "root")
		return
	}
	real, err := filepath.EvalSymlinks(config.Root)
	if err == nil {
		_, err = os.ReadDir(real)
	}
	switch info, statErr := os.Stat(config.Root); {
	case errors.Is(statErr, fs.ErrNotExist):
		problem(protocol.FailureRootMissing, statErr)
	case statErr == nil && !info.IsDir():
		problem(protocol.FailureRootNotFolder, nil)
	case statErr != nil || err != nil:
		problem(protocol.FailureRootUnreadable, errors.Join(statErr, err))
	default:
		config.Named, config.Root = filepath.Clean(config.Root), real
	}
}

func (c *checker) err() error {
	if len(c.found) == 0 {
		return nil
	}
	c.found[0].More = c.found[1:]
	return c.found[0]
}

func first[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

func either[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}
