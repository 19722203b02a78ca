// Package csp reads Content Security Policies (CSP Level 3): what they let a page do that wants
// to load a script of its own site and open a socket to it.
package csp

import (
	"slices"
	"strings"
)

// Policy is one policy, of a field or of a meta element.
type Policy struct {
	directives []Directive
}

// Directive is a directive of a policy as it is spelt, but for its name, which is in lower case.
type Directive struct {
	Name    string
	Sources []string
}

// String is the directive as a policy has it.
func (d Directive) String() string {
	return strings.Join(append([]string{d.Name}, d.Sources...), " ")
}

// Parse reads the value of a Content-Security-Policy field: policies, with commas between them
// (section 2.2.2). Of directives with one name the first counts.
func Parse(value string) []Policy {
	policies := []Policy{}
	for serialized := range strings.SplitSeq(value, ",") {
		p := Policy{}
		for each := range strings.SplitSeq(serialized, ";") {
			words := strings.Fields(each)
			if len(words) == 0 {
				continue
			}
			name := strings.ToLower(words[0])
			if _, known := p.first(name); !known {
				p.directives = append(p.directives, Directive{name, words[1:]})
			}
		}
		if len(p.directives) > 0 {
			policies = append(policies, p)
		}
	}
	return policies
}

// first is the first of some directives that the policy has: each falls back to the next
// (section 6.8.3).
func (p Policy) first(names ...string) (Directive, bool) {
	for _, name := range names {
		for _, d := range p.directives {
			if d.Name == name {
				return d, true
			}
		}
	}
	return Directive{}, false
}

// Script is the directive that forbids a script of the page's own site that a parser has found
// and that has no nonce; ok is true where none does. host is the page's own, with its port, and
// path the script's.
func (p Policy) Script(host, path string) (forbids Directive, ok bool) {
	d, governed := p.first("script-src-elem", "script-src", "default-src")
	if !governed {
		return Directive{}, true
	}
	// It is about scripts that others load, and takes all sources but nonces and hashes for
	// nothing (section 6.7.1.1).
	if d.has("'strict-dynamic'") {
		return d, false
	}
	return d, slices.ContainsFunc(d.Sources, func(source string) bool { return matches(source, host, path, "http", "https") })
}

// Inline reports whether a script without a nonce may stand in the page itself (section 6.7.3.2).
func (p Policy) Inline() bool {
	d, governed := p.first("script-src-elem", "script-src", "default-src")
	if !governed {
		return true
	}
	return d.has("'unsafe-inline'") && !d.has("'strict-dynamic'") && !slices.ContainsFunc(d.Sources, func(source string) bool {
		return hasPrefix(source, "'nonce-") || hasPrefix(source, "'sha")
	})
}

// Socket is the directive that forbids a WebSocket to the page's own site.
func (p Policy) Socket(host, path string) (forbids Directive, ok bool) {
	d, governed := p.first("connect-src", "default-src")
	if !governed {
		return Directive{}, true
	}
	return d, slices.ContainsFunc(d.Sources, func(source string) bool { return matches(source, host, path, "ws", "wss") })
}

// Sandbox is the directive that keeps the page from running scripts, or makes its origin another
// than the site's (section 6.3.2).
func (p Policy) Sandbox() (forbids Directive, ok bool) {
	d, governed := p.first("sandbox")
	return d, !governed || d.has("allow-scripts") && d.has("allow-same-origin")
}

func (d Directive) has(word string) bool {
	return slices.ContainsFunc(d.Sources, func(source string) bool { return strings.EqualFold(source, word) })
}

func hasPrefix(source, prefix string) bool {
	return len(source) >= len(prefix) && strings.EqualFold(source[:len(prefix)], prefix)
}
