// Package secret knows by their names which values prove who somebody is. The panel hides such values
// and archives leave them out; TypeScript's list is generated from this one (server/generate).
package secret

import (
	"net/url"
	"slices"
	"strings"
)

// Parts of names, in small letters and digits alone: whatever has one of them is a secret.
var Parts = []string{
	"token", "secret", "passw", "pwd", "passphrase", "passcode", "apikey", "accesskey", "privatekey", "signature",
	"sessionid", "sessid", "credential", "bearer", "contrase",
	"setcookie", // also of what was meant to be that header: Set-Cookies, b'Set-Cookie
}

// Words are names that are such as a whole: as a part of a name they would hide a keyboard or an author. A script that
// gives its request or its environment as JSON has the last ones.
var Words = []string{
	"pass", "auth", "session", "sid", "sig", "jwt", "otp", "pin", "clave",
	"cookie", "authorization", "proxyauthorization", "httpcookie", "httpauthorization",
}

// Named reports whether the value of a parameter, a field or a member with that name is a secret. Escapes
// as in a query, letter case and what is not a letter or digit do not count: api_key, X-Api-Key, apiKey.
func Named(name string) bool {
	if plain, err := url.QueryUnescape(name); err == nil {
		name = plain
	}
	name = strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
	return slices.Contains(Words, name) ||
		slices.ContainsFunc(Parts, func(part string) bool { return strings.Contains(name, part) })
}
