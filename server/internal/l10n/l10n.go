// Package l10n holds every sentence that the server says to a person, in English
// and Spanish: en.json and es.json map a key to a text with {name} placeholders.
package l10n

import (
	"strings"

	"golang.org/x/text/language"
)

// Locale is a language that Vitrina speaks.
type Locale string

// The languages that Vitrina speaks.
const (
	English Locale = "en"
	Spanish Locale = "es"
)

// Locales are all of them, the default first.
var Locales = []Locale{English, Spanish}

// Text is the text of a key with the args put in place of {name}. A {cause} that names a
// text "cause.NAME" becomes that text, and so does a {place}. A key that does not exist comes back as it is; tests
// see to it that none is missing.
func Text(locale Locale, key string, args map[string]string) string {
	text, ok := find(locale, key)
	if !ok {
		return key
	}
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, 2*len(args))
	for name, value := range args {
		if name == "cause" || name == "place" {
			if known, ok := find(locale, name+"."+value); ok {
				value = known
			}
		}
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Keys are the keys of a language, for tests.
func Keys(locale Locale) []string {
	keys := []string{}
	for line := range strings.Lines(texts[locale]) {
		key, _ := entry(line)
		keys = append(keys, key)
	}
	return keys
}

// Match finds the language for a BCP 47 tag (es, es-MX, en-GB) or the value of an
// Accept-Language field (RFC 9110, section 12.5.4). English is the default.
func Match(wanted string) Locale {
	locale, known := Spoken(wanted)
	if !known {
		return English
	}
	return locale
}

// Spoken is the language that Match finds; it is not known where Vitrina speaks none of those
// that are wanted.
func Spoken(wanted string) (locale Locale, known bool) {
	tags, _, err := language.ParseAcceptLanguage(wanted)
	if err != nil {
		return English, false
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		for _, locale := range Locales {
			if base.String() == string(locale) {
				return locale, true
			}
		}
	}
	return English, false
}
