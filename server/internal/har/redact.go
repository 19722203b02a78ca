package har

import (
	"net/url"
	"strings"

	"vitrina/server/internal/pattern"
)

// redacted stands in place of a secret.
const redacted = "REDACTED"

// Redacted is the value of a field without what proves who somebody is; that of the field "" is an
// address. The panel hides the same (extension/panel/model/secrets.ts), which a test compares.
func Redacted(name, value string) string {
	if value == "" {
		return value
	}
	switch strings.ToLower(name) {
	case "cookie":
		return redactedCookies(value)
	case "set-cookie":
		first, rest, more := strings.Cut(value, ";")
		if more {
			rest = ";" + rest
		}
		return redactedCookie(first) + rest
	case "authorization", "proxy-authorization":
		// A scheme, and behind a space what proves who asks (RFC 9110, section 11.4).
		if scheme, proof, parted := strings.Cut(value, " "); parted && proof != "" {
			return scheme + " " + redacted
		} else if parted {
			return value
		}
		return redacted
	case "", "referer", "location", "content-location":
		return redactedAddress(value)
	}
	if provesWho(name) {
		return redacted
	}
	return value
}

func redactedCookies(value string) string {
	all := strings.Split(value, ";")
	for i, each := range all {
		all[i] = redactedCookie(each)
	}
	return strings.Join(all, ";")
}

// redactedCookie is a name=value without the value; without a sign the whole is the value (RFC
// 6265bis, section 5.6).
func redactedCookie(text string) string {
	name, value, parted := strings.Cut(text, "=")
	if !parted {
		name, value = "", text
	} else {
		name += "="
	}
	plain := strings.TrimSpace(value)
	if plain == "" {
		return text
	}
	return name + strings.Replace(value, plain, redacted, 1)
}

var userinfo = pattern.Lazy(`^(?is)([a-z][a-z0-9+.-]*://[^/?#@]*:)([^/?#@]+)(@.*)$`)

// redactedAddress is an address without a password in front of the host, and without tokens in the query.
func redactedAddress(address string) string {
	address = userinfo().ReplaceAllString(address, "${1}"+redacted+"${3}")
	path, query, parted := strings.Cut(address, "?")
	if !parted {
		return address
	}
	query, fragment, has := strings.Cut(query, "#")
	if has {
		fragment = "#" + fragment
	}
	return path + "?" + redactedParameters(query) + fragment
}

var parameter = pattern.Lazy(`([^&;=]*)=([^&;]+)`)

// redactedParameters are the parameters of a query or a form without secrets.
func redactedParameters(parameters string) string {
	return parameter().ReplaceAllStringFunc(parameters, func(each string) string {
		name, _, _ := strings.Cut(each, "=")
		if provesWho(name) {
			return name + "=" + redacted
		}
		return each
	})
}

// Parts of names whose values prove who somebody is, and names that are such as a whole.
var (
	part  = pattern.Lazy(`token|secret|passw|pwd|passphrase|apikey|accesskey|privatekey|signature|sessionid|sessid|credential|contrase`)
	whole = pattern.Lazy(`^(?:pass|auth|session|sid|sig|jwt|otp|pin|clave)$`)
	other = pattern.Lazy(`[^a-z0-9]`)
)

// provesWho reports whether the value of a parameter or field with that name is a secret.
func provesWho(name string) bool {
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = other().ReplaceAllString(strings.ToLower(name), "")
	return part().MatchString(name) || whole().MatchString(name)
}

func isForm(mimeType string) bool {
	essence, _, _ := strings.Cut(strings.ToLower(mimeType), ";")
	return strings.TrimSpace(essence) == "application/x-www-form-urlencoded"
}
