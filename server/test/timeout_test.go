//go:build linux

package test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// A script in Python or Ruby that takes too long is told with the line where it was. What it prints when
// it is stopped is not part of its page.
func TestATimeOutNamesTheLine(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, `
-- cgi-bin/sleeps.py --
import os, time
def wait():
    open(os.environ["QUERY_STRING"], "w"); time.sleep(1000)
try:
    wait()
finally:
    print("Content-Type: text/html")
    print()
    print("<p>late", flush=True)
-- cgi-bin/catches.py --
import os, time, sys
while True:
    try:
        open(os.environ["QUERY_STRING"], "w"); time.sleep(1000)
    except:
        print("Content-Type: text/html\n\n<p>late", flush=True)
-- cgi-bin/sleeps.rb --
def wait
  File.write(ENV["QUERY_STRING"], ""); sleep 1000
end
wait
-- cgi-bin/fails.rb --
begin
  File.write(ENV["QUERY_STRING"], ""); sleep 1000
rescue Interrupt
  raise "mine"
end
-- cgi-bin/sleeps.sh --
: > "$QUERY_STRING"; sleep 1000
`)
	var site protocol.Site
	e.must(protocol.MethodSiteStart, map[string]any{"root": root, "port": 0, "cgi": map[string]any{"timeout": 5_000}}, &site)
	says := map[string]struct{ en, es string }{
		"sleeps.py":  {"did not finish within 5s, so Vitrina stopped it.\nLine 3: It was at this line when Vitrina stopped it.", "Línea 3: Estaba en esta línea cuando Vitrina lo detuvo."},
		"sleeps.rb":  {"did not finish within 5s, so Vitrina stopped it.\nLine 2: It was at this line when Vitrina stopped it.", "Línea 2: Estaba en esta línea cuando Vitrina lo detuvo."},
		"fails.rb":   {"did not finish within 5s", "no acabó en 5s"},
		"catches.py": {"did not finish within 5s", "no acabó en 5s"},
		"sleeps.sh":  {"did not finish within 5s", "no acabó en 5s"},
	}
	type asked struct {
		target string
		answer
	}
	answers := map[string]asked{}
	var mu sync.Mutex
	var asking sync.WaitGroup
	for name, c := range says {
		for language, want := range map[string]string{"en": c.en, "es": c.es} {
			asking.Go(func() {
				// On a busy machine the time may be over before the script is at its line, of which it leaves a file, or it is
				// ended before it has said where it was.
				for began := time.Now(); ; {
					left := fmt.Sprint(name, ".", language, ".", time.Since(began).Milliseconds())
					target := "/cgi-bin/" + name + "?" + left
					got := get(t, site.URL, target, "Accept-Language: "+language)
					_, err := os.Stat(filepath.Join(root, "cgi-bin", left))
					if err == nil && strings.Contains(got.body, want) || time.Since(began) > patience {
						mu.Lock()
						defer mu.Unlock()
						answers[name+language] = asked{target, got}
						return
					}
				}
			})
		}
	}
	asking.Wait()
	for name, c := range says {
		hasLine := strings.Contains(c.en, "Line")
		for language, want := range map[string]string{"en": c.en, "es": c.es} {
			got := answers[name+language]
			if got.status != 504 || !strings.Contains(got.body, want) || strings.Contains(got.body, "<p>late") || !hasLine && strings.Contains(got.body, "\nLine ") {
				t.Errorf("%s: %s%s", got.target, got.head, got.body)
			}
			x := e.exchange(got.target)
			if noteCodes(x.Notes) != "scriptTimedOut" || strings.Contains(x.Notes[0].Message, "at this line") != hasLine {
				t.Errorf("%s: %+v", got.target, x.Notes)
			}
		}
	}
}

// A script that reads content which its client announced and does not send is not said to be slow itself.
func TestATimeOutSaysThatContentIsMissing(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, `
-- cgi-bin/reads.py --
import sys
sys.stdin.read()
print("Content-Type: text/plain\n")
-- cgi-bin/sleeps.py --
import sys, time
sys.stdin.read()
time.sleep(1000)
-- cgi-bin/begins.sh --
#!/bin/sh
printf 'Content-Type: text/plain\n\nbegun'
exec cat
`)
	var site protocol.Site
	e.must(protocol.MethodSiteStart, map[string]any{"root": root, "port": 0, "cgi": map[string]any{"timeout": 1000}}, &site)
	for _, c := range []struct{ path, sent, language, code, says string }{
		{"/cgi-bin/reads.py", "abc", "en", "bodyTimedOut", "announced a body of 10 bytes, but only 3 of them came. cgi-bin/reads.py may have waited for the rest: it did not finish within 1s"},
		{"/cgi-bin/reads.py", "", "es", "bodyTimedOut", "anunció un cuerpo de 10 bytes, pero solo llegaron 0. Quizá cgi-bin/reads.py esperaba el resto"},
		{"/cgi-bin/sleeps.py", "abcdefghij", "en", "scriptTimedOut", "did not finish within 1s"},
		{"/cgi-bin/begins.sh", "abc", "en", "bodyTimedOut", "begun"},
	} {
		var target string
		var got []byte
		for began := time.Now(); ; {
			target = fmt.Sprint(c.path, "?", c.sent, c.language, time.Since(began).Milliseconds())
			conn := dial(t, site.URL)
			fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Language: %s\r\nContent-Length: 10\r\n\r\n%s", target, c.language, c.sent)
			var err error
			if got, err = io.ReadAll(conn); err != nil {
				t.Errorf("%s: %v", target, err)
			}
			conn.Close()
			// On a busy machine the time may be over before the script has begun.
			if c.says != "begun" || strings.Contains(string(got), c.says) || time.Since(began) > patience {
				break
			}
		}
		if !strings.Contains(string(got), c.says) || c.says != "begun" && !strings.HasPrefix(string(got), "HTTP/1.1 504 ") {
			t.Errorf("%s: %s", target, got)
		}
		noted := []protocol.Note{} // when the script has ended
		eventually(t, func() bool {
			for _, x := range exchangesOf(e, site.ID) {
				if x.Target == target {
					noted = x.Notes
				}
			}
			return noteCodes(noted) == c.code && noted[0].Severity == protocol.SeverityError
		}, func() string { return fmt.Sprintf("%s: %+v", target, noted) })
	}
}
