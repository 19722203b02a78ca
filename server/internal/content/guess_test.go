package content

import (
	"net/http"
	"strings"
	"testing"
)

func TestHTMLIsGuessedByItsFirstTag(t *testing.T) {
	for text, want := range map[string][2]bool{ // it is guessed, and that is known
		"<!doctype html>": {true, true}, "\n\t <P>x": {true, true}, "<p class=x>": {true, true}, "<!-- x": {true, true}, "<h1>": {true, true},
		"<h2>x": {false, true}, "<pre>x": {false, true}, "<p\n>": {false, true}, "x<p>": {false, true}, "<main>": {false, true},
		"\xef\xbb\xbf<p>": {false, true}, "<?xml ?>": {false, true}, strings.Repeat(" ", resourceHeader) + "<p>": {false, true},
		"": {false, false}, " ": {false, false}, "<": {false, false}, "<!doctype": {false, false}, "<p": {false, false}, "<b": {false, false},
	} {
		guesses, known := GuessesHTML([]byte(text), false)
		if got := [2]bool{guesses, known}; got != want {
			t.Errorf("%.20q: %v, want %v", text, got, want)
		}
		if guesses, known := GuessesHTML([]byte(text), true); guesses != want[0] || !known {
			t.Errorf("%.20q is all: %v %v", text, guesses, known)
		}
	}
}

func TestATypeIsGuessedWhereNoneIsSaid(t *testing.T) {
	for fields, want := range map[string]bool{
		"": true, "Content-Type: text/html": false, "Content-Type: text/plain": false, "Content-Type: */*": true,
		"Content-Type: unknown/unknown": true, "Content-Type: html": true, "X-Content-Type-Options: nosniff": false,
		"Content-Encoding: gzip": false, "Content-Encoding: identity": true,
	} {
		header := http.Header{}
		if name, value, found := strings.Cut(fields, ": "); found {
			header.Set(name, value)
		}
		if got := MayGuess(header); got != want {
			t.Errorf("%q: %v", fields, got)
		}
	}
}
