package cgi

import (
	"maps"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/build"
	"vitrina/server/internal/cgi/interpreter"
)

// variables are an environment being put together. On Windows names have no letter
// case: PATH set by a user takes the place of the system's Path.
type variables struct {
	windows bool
	// pair is NAME=value as it was given, by the name that counts; empty where it has a NUL byte, which no
	// variable can hold.
	pair map[string]string
}

func newVariables(windows bool) variables {
	return variables{windows, map[string]string{}}
}

func (v variables) key(name string) string {
	if v.windows {
		return strings.ToUpper(name)
	}
	return name
}

func (v variables) set(name, value string) {
	pair := name + "=" + value
	if strings.IndexByte(pair, 0) >= 0 {
		pair = ""
	}
	v.pair[v.key(name)] = pair
}

// value is a variable's, empty where there is none.
func (v variables) value(name string) string {
	_, value, _ := strings.Cut(v.pair[v.key(name)], "=")
	return value
}

func (v variables) clone() variables { return variables{v.windows, maps.Clone(v.pair)} }

// inherit takes the variables of an environment that scripts get.
func (v variables) inherit(environ []string) {
	for _, pair := range environ {
		if name, value, ok := strings.Cut(pair, "="); ok && isInherited(v.key(name)) {
			v.set(name, value)
		}
	}
}

// with are the variables as programs are started with them, sorted; others take the place of those of
// the same name.
func (v variables) with(others variables) []string {
	pairs := make([]string, 0, len(v.pair)+len(others.pair))
	for key, pair := range v.pair {
		if _, replaced := others.pair[key]; !replaced && pair != "" {
			pairs = append(pairs, pair)
		}
	}
	for _, pair := range others.pair {
		if pair != "" {
			pairs = append(pairs, pair)
		}
	}
	slices.Sort(pairs)
	return pairs
}

// authorization is the variable by which the setting asks for the request's own field.
const authorization = "HTTP_AUTHORIZATION"

// stated are those variables that a script of a site gets for every request, sorted.
func (v variables) stated(extra map[string]string) []string {
	others := newVariables(v.windows)
	for name, value := range extra {
		if name != authorization {
			others.set(name, value)
		}
	}
	return v.with(others)
}

// inheritedVariables are those that do not come from the request nor from the settings, nor from a
// virtual environment.
func inheritedVariables() variables {
	v := newVariables(runtime.GOOS == "windows")
	v.set("PYTHONUTF8", "1") // «¡Hola, señor!» is right on Windows too (PEP 540)
	v.inherit(os.Environ())
	return v
}

// environment is the whole environment of a script for a request, sorted: the same
// variables as ever, the meta-variables, and extra, which may replace any.
func environment(same variables, r *http.Request, script Script, root string, length int64, extra map[string]string) []string {
	own := newVariables(same.windows)
	for name, value := range metaVariables(r, script, root, length) {
		own.set(name, value)
	}
	for name, value := range extra {
		own.set(name, value)
	}
	if _, asked := extra[authorization]; asked {
		own.set(authorization, r.Header.Get("Authorization"))
	}
	return same.with(own)
}

// activate does what the activate script of a virtual environment does to a shell's variables.
func (v variables) activate(found interpreter.VirtualEnv) variables {
	if found.Folder == "" {
		return v
	}
	v = v.clone()
	v.set("VIRTUAL_ENV", found.Folder)
	v.set("PATH", strings.TrimSuffix(found.Programs+string(os.PathListSeparator)+v.value("PATH"), string(os.PathListSeparator)))
	delete(v.pair, v.key("PYTHONHOME"))
	return v
}

// metaVariables are those of RFC 3875, section 4.1, that apply to a request, and the few
// that every other server has besides.
func metaVariables(r *http.Request, script Script, root string, length int64) map[string]string {
	env := map[string]string{}
	for name, values := range r.Header {
		if variable := headerVariable(name); variable != "" {
			separator := ", "
			if variable == "HTTP_COOKIE" { // RFC 6265, section 5.4, as browsers join them
				separator = "; "
			}
			env[variable] = strings.Join(values, separator)
		}
	}
	if r.Host != "" { // net/http takes it out of the fields
		env["HTTP_HOST"] = r.Host
	}
	env["GATEWAY_INTERFACE"] = "CGI/1.1"
	env["SERVER_SOFTWARE"] = build.Product()
	env["SERVER_PROTOCOL"] = r.Proto
	env["REQUEST_METHOD"] = r.Method
	env["REQUEST_URI"] = r.RequestURI // not of the RFC; every other server has it
	env["DOCUMENT_ROOT"] = root       // likewise
	env["QUERY_STRING"] = r.URL.RawQuery
	env["SCRIPT_NAME"] = script.Name
	env["SCRIPT_FILENAME"] = script.File // likewise; php-cgi needs it
	if script.Info != "" {
		env["PATH_INFO"] = script.Info
		// A file's path, so without empty names, and never one outside the root.
		env["PATH_TRANSLATED"] = filepath.Join(root, filepath.FromSlash(path.Clean("/"+script.Info)))
	}
	if length > 0 || r.ContentLength < 0 || r.Header.Get("Content-Length") != "" { // an empty form has a length: 0
		env["CONTENT_LENGTH"] = strconv.FormatInt(length, 10)
	}
	if contentType := r.Header.Get("Content-Type"); contentType != "" {
		env["CONTENT_TYPE"] = contentType
	}
	if host, port, err := net.SplitHostPort(r.RemoteAddr); err == nil {
		env["REMOTE_ADDR"], env["REMOTE_HOST"], env["REMOTE_PORT"] = host, host, port
	}
	if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
		if host, port, err := net.SplitHostPort(local.String()); err == nil {
			env["SERVER_ADDR"], env["SERVER_PORT"] = host, port
			env["SERVER_NAME"] = serverName(host)
		}
	}
	if name := serverName(r.Host); name != "" {
		env["SERVER_NAME"] = name
	}
	return env
}

// headerVariable is the meta-variable of a request field (RFC 3875, section 4.1.18),
// empty for a field that a script does not get: Content-* are variables of their
// own; Authorization is the server's secret; Proxy would become HTTP_PROXY, which
// programs obey (CVE-2016-5385); a name with an underscore could pose as another.
func headerVariable(name string) string {
	switch name {
	case "Content-Type", "Content-Length", "Authorization", "Proxy-Authorization", "Proxy", "Connection", "Host", "Transfer-Encoding":
		return ""
	}
	if strings.Contains(name, "_") {
		return ""
	}
	return "HTTP_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// serverName is a host, with a port or without, as SERVER_NAME has it: an address of IPv6 stands in
// brackets, as in the script's URI (RFC 3875, section 4.1.14).
func serverName(host string) string {
	name := strings.Trim(host, "[]")
	if before, _, err := net.SplitHostPort(host); err == nil {
		name = before
	}
	if strings.Contains(name, ":") {
		return "[" + name + "]"
	}
	return name
}

// queryArguments are the words of an indexed query, which a script gets as
// arguments (RFC 3875, section 4.4): one without "=".
func queryArguments(r *http.Request) []string {
	query := r.URL.RawQuery
	if query == "" || strings.Contains(query, "=") || r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil
	}
	words := []string{}
	for _, word := range strings.Split(query, "+") {
		decoded, err := url.PathUnescape(word)
		if err != nil || strings.ContainsRune(decoded, 0) { // no argument can hold NUL
			return nil
		}
		words = append(words, decoded)
	}
	return words
}
