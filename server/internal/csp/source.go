package csp

import "strings"

// matches reports whether a source expression matches an address of the page's own site (section
// 6.7.2.8). schemes are what the address has: without and with TLS, since a proxy may add that.
func matches(source, host, path string, schemes ...string) bool {
	source = strings.ToLower(source)
	switch source {
	case "*", "'self'":
		return true
	}
	scheme, rest, found := strings.Cut(source, "://")
	if !found {
		if name, end := strings.CutSuffix(source, ":"); end { // a scheme alone
			return has(schemes, name)
		}
		// It means the page's own scheme, which is that of no socket.
		scheme, rest = "http", source
	}
	if !has(schemes, scheme) {
		return false
	}
	at, folder, _ := strings.Cut(rest, "/")
	return matchesHost(at, strings.ToLower(host)) && matchesPath(folder, path)
}

func has(schemes []string, scheme string) bool {
	for _, each := range schemes {
		if each == scheme {
			return true
		}
	}
	return false
}

// matchesHost compares hosts, *.NAME among them, and ports. Without a port a source means the
// scheme's own.
func matchesHost(source, host string) bool {
	name, port := splitPort(source)
	ours, ourPort := splitPort(host)
	if port != "*" && port != ourPort && (port != "" || ourPort != "80" && ourPort != "443") && (ourPort != "" || port != "80" && port != "443") {
		return false
	}
	if domain, wild := strings.CutPrefix(name, "*"); wild {
		return strings.HasSuffix(ours, domain)
	}
	return name == ours
}

func splitPort(host string) (name, port string) {
	if at := strings.LastIndexByte(host, ':'); at > strings.LastIndexByte(host, ']') {
		return host[:at], host[at+1:]
	}
	return host, ""
}

// matchesPath compares what follows the slash behind a host: a folder if it ends in a slash, else
// the very path.
func matchesPath(source, path string) bool {
	switch {
	case source == "":
		return true
	case strings.HasSuffix(source, "/"):
		return strings.HasPrefix(path, "/"+source)
	}
	return path == "/"+source
}
