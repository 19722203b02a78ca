package har

import (
	"regexp"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/pattern"
	"vitrina/server/internal/secret"
)

// redacted stands in place of a secret.
const redacted = "REDACTED"

// Redacted is the value of a field without what proves who somebody is; that of the field "" is an
// address. The panel hides the same (extension/panel/model/secrets.ts), which a test compares.
func Redacted(name, value string) string {
	if value == "" {
		return value
	}
	switch strings.ToLower(strings.TrimSpace(name)) { // a refused request may have a space before the colon
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
	if secret.Named(name) {
		return redacted
	}
	value = replaced(mentioned(), value)
	return secret.Replaced(value, secret.Userinfo(value), redacted)
}

// mentioned is a parameter of an address that stands in a value, such as that of Link or Refresh.
var mentioned = pattern.Lazy(`([?&;#]([^\s=&;?#"<>]+)=)([^\s&;#"<>]+)`)

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

var userinfo = pattern.Lazy(`^(?is)([a-z][a-z0-9+.-]*://(?:[^/?#@:]*:)?)([^/?#@]+)(@.*)$`)

// redactedAddress is an address without a password in front of the host, or what stands there alone, which may be a
// token, and without tokens in the query and in the fragment, where a login puts them that gives its token to the page (RFC 6749, section 4.2.2).
func redactedAddress(address string) string {
	address = userinfo().ReplaceAllString(address, "${1}"+redacted+"${3}")
	end := strings.IndexByte(address, '?') + 1
	if end == 0 {
		end = strings.IndexByte(address, '#')
	}
	if end < 0 {
		return address
	}
	query, fragment, parted := strings.Cut(address[end:], "#")
	if parted {
		fragment = redactedParameters("#" + fragment)
	}
	return address[:end] + redactedParameters(query) + fragment
}

// redactedParameters are the parameters of a query without secrets.
func redactedParameters(parameters string) string {
	return redactedBody("application/x-www-form-urlencoded", parameters)
}

// redactedBody is content without secrets.
func redactedBody(contentType, body string) string {
	return secret.Replaced(body, secret.InBody(contentType, body), redacted)
}

// What a sentence may quote: a parameter of an address, and a member of JSON.
var quoted = []func() *regexp.Regexp{
	pattern.Lazy(`((?:^|[\s?&;"“«])([^\s=&;?#"“”«»]+)=)([^\s&;#"“”«»]+)`),
	pattern.Lazy(`(["']([^"'\s]+)["']\s*:\s*["']?)([^"'”»\s,}][^"'”»]*)`),
}

// redactedSentence is a sentence without the secrets that it quotes.
func redactedSentence(sentence string) string {
	for _, each := range quoted {
		sentence = replaced(each(), sentence)
	}
	return sentence
}

// replaced is a text without the secrets that an expression finds: what leads to each, and within that its name.
func replaced(expression *regexp.Regexp, text string) string {
	return expression.ReplaceAllStringFunc(text, func(each string) string {
		parts := expression.FindStringSubmatch(each)
		if secret.Named(parts[2]) {
			return parts[1] + redacted
		}
		return parts[1] + secret.Replaced(parts[3], secret.InValue(parts[3]), redacted)
	})
}

func isForm(mimeType string) bool {
	return mediatype.Parse(mimeType).Essence == "application/x-www-form-urlencoded"
}
