//go:build linux

package test

import (
	"strings"
	"sync"
	"testing"

	"vitrina/server/internal/protocol"
)

// A script in Python or Ruby that takes too long is told with the line where it was. What it prints when
// it is stopped is not part of its page.
func TestATimeOutNamesTheLine(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	root := folder(t, `
-- cgi-bin/sleeps.py --
import time
def wait():
    time.sleep(1000)
try:
    wait()
finally:
    print("Content-Type: text/html")
    print()
    print("<p>late", flush=True)
-- cgi-bin/catches.py --
import time, sys
while True:
    try:
        time.sleep(1000)
    except:
        print("Content-Type: text/html\n\n<p>late", flush=True)
-- cgi-bin/sleeps.rb --
def wait
  sleep 1000
end
wait
-- cgi-bin/fails.rb --
begin
  sleep 1000
rescue Interrupt
  raise "mine"
end
-- cgi-bin/sleeps.sh --
sleep 1000
`)
	var site protocol.Site
	e.must(protocol.MethodSiteStart, map[string]any{"root": root, "port": 0, "cgi": map[string]any{"timeout": 5000}}, &site)
	says := map[string]struct{ en, es string }{
		"sleeps.py":  {"did not finish within 5s, so Vitrina stopped it.\nLine 3: It was at this line when Vitrina stopped it.", "Línea 3: Estaba en esta línea cuando Vitrina lo detuvo."},
		"sleeps.rb":  {"did not finish within 5s, so Vitrina stopped it.\nLine 2: It was at this line when Vitrina stopped it.", "Línea 2: Estaba en esta línea cuando Vitrina lo detuvo."},
		"fails.rb":   {"did not finish within 5s", "no acabó en 5s"},
		"catches.py": {"did not finish within 5s", "no acabó en 5s"},
		"sleeps.sh":  {"did not finish within 5s", "no acabó en 5s"},
	}
	answers := map[string]answer{}
	var mu sync.Mutex
	var asking sync.WaitGroup
	for name := range says {
		for _, language := range []string{"en", "es"} {
			asking.Go(func() {
				target := "/cgi-bin/" + name + "?" + language
				got := get(t, site.URL, target, "Accept-Language: "+language)
				mu.Lock()
				defer mu.Unlock()
				answers[target] = got
			})
		}
	}
	asking.Wait()
	for name, c := range says {
		hasLine := strings.Contains(c.en, "Line")
		for language, want := range map[string]string{"en": c.en, "es": c.es} {
			target := "/cgi-bin/" + name + "?" + language
			got := answers[target]
			if got.status != 504 || !strings.Contains(got.body, want) || strings.Contains(got.body, "<p>late") || !hasLine && strings.Contains(got.body, "\nLine ") {
				t.Errorf("%s: %s%s", target, got.head, got.body)
			}
			x := e.exchange(target)
			if noteCodes(x.Notes) != "scriptTimedOut" || strings.Contains(x.Notes[0].Message, "at this line") != hasLine {
				t.Errorf("%s: %+v", target, x.Notes)
			}
		}
	}
}
