package reload

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestPercentiles(t *testing.T) {
	var took []time.Duration
	for ms := 100; ms >= 1; ms-- {
		took = append(took, time.Duration(ms)*time.Millisecond)
	}
	if got, want := latency(took, 2), (Latency{P50: 51, P95: 96, Lost: 2}); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
	if got, want := latency(nil, 3), (Latency{Lost: 3}); got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
}

func TestWhatAMessageIs(t *testing.T) {
	for data, want := range map[string]string{`{"type":"reload","paths":[]}`: "reload", `refreshcss`: "refreshcss", `{"type":"full-reload"}`: "full-reload", ``: ""} {
		if got := typeOf([]byte(data)); got != want {
			t.Errorf("%s is %q", data, got)
		}
	}
}

// The socket is asked for what the page's script line says, whatever that is.
func TestTheSocketOfAPage(t *testing.T) {
	page, err := url.Parse("http://127.0.0.1:8000/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]string{
		"<p>none</p>": "ws://127.0.0.1:8000/_vitrina/reload?age=0&page=%2Findex.html",
		`<script async="" src="/_vitrina/reload.js?state=a1&amp;method=POST"></script>`: "ws://127.0.0.1:8000/_vitrina/reload?age=0&method=POST&page=%2Findex.html&state=a1",
	} {
		if got, _ := vitrinaSocket(page, content); got != want {
			t.Errorf("%s: %s", content, got)
		}
	}
}

// A peer that cannot follow the large folder has a dash there, and everything else.
func TestAPeerThatIsLeftOutOfTheLargeFolder(t *testing.T) {
	saves := map[string]Latency{}
	for _, way := range ways {
		saves[way.name] = Latency{P50: 1}
	}
	r := &Result{
		names: []string{"vitrina", "other"}, Notes: []string{"a large folder: other is left out: it tells no change"},
		Servers: map[string]*Measured{"vitrina": {Saves: saves, Arming: &Arming{Armed: 2}}, "other": {Saves: saves}},
	}
	r.addRatios()
	if len(r.Ratios) != len(ways) {
		t.Errorf("%+v", r.Ratios)
	}
	var printed bytes.Buffer
	r.Print(&printed)
	for _, want := range []string{"armed                                2.00            –\n", r.Notes[0]} {
		if !strings.Contains(printed.String(), want) {
			t.Errorf("%q is missing in\n%s", want, printed.String())
		}
	}
}
