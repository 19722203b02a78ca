package cgi

import (
	"strings"

	"vitrina/server/internal/pattern"
)

// echoOptions are the options of bash's echo, which sh's own prints: POSIX gives it none.
var echoOptions = pattern.Lazy(`^-[neE]+ `)

// echoOption recognises what a plain sh makes of echo -e.
func echoOption(line string) (Violation, string) {
	option := echoOptions().FindString(line)
	name, value, ok := splitField([]byte(line[len(option):]))
	if option == "" || !ok || !isSurelyField(name, value) {
		return "", ""
	}
	return EchoOption, name + ": " + value
}

// quotes are those that may stand around a field, by the ones that close them.
var quotes = map[string]string{`"`: `"`, "'": "'", "“": "”", "‘": "’", "«": "»"}

// quotedField recognises a field that was printed with its quotes, as echo does on Windows.
func quotedField(line string) (Violation, string) {
	for opening, closing := range quotes {
		text, ok := strings.CutPrefix(line, opening)
		if !ok {
			continue
		}
		text = strings.TrimSuffix(strings.TrimRight(text, " \t"), closing)
		if name, value, ok := splitField([]byte(text)); ok && isSurelyField(name, value) {
			return QuotedField, name + ": " + value
		}
	}
	return "", ""
}

// wideColon recognises a colon of another script, as some keyboards type it.
func wideColon(line string) (Violation, string) {
	at := strings.IndexAny(line, "：꞉∶︓")
	if at < 0 {
		return "", ""
	}
	name := line[:at]
	value := strings.TrimLeft(strings.TrimLeft(line[at:], "：꞉∶︓"), " \t")
	if !isSurelyField(name, value) {
		return "", ""
	}
	return WideColon, name + ": " + value
}
