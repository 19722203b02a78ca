package reload

import (
	"math"
	"testing"
	"time"
)

func TestHowLongAMessageWasOnItsWay(t *testing.T) {
	start := time.Now()
	at := func(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }
	// sentBy is the moment by the clock of a host that is ahead of ours.
	sentBy := func(ms, ahead int) float64 { return float64(at(ms+ahead).UnixMicro()) / 1000 }
	var c clocks
	for i, test := range []struct {
		host  string
		sent  float64
		now   time.Time
		delay time.Duration
	}{
		{"a", sentBy(0, 0), at(40), 0}, // nobody knows yet
		{"a", sentBy(100, 0), at(101), 0},
		{"a", sentBy(200, 0), at(350), 149 * time.Millisecond},
		{"b", sentBy(200, 5000), at(201), 0}, // another clock
		{"b", sentBy(300, 5000), at(331), 30 * time.Millisecond},
		{"a", 0, at(500), 0},
		{"a", -1, at(500), 0},
		{"a", math.NaN(), at(500), 0},
		{"a", math.Inf(1), at(500), 0},
		{"a", sentBy(70_000, 0), at(70_050), 49 * time.Millisecond},
		{"a", sentBy(80_000, -60_000), at(80_001), 0}, // it was set
		{"a", sentBy(81_000, -60_000), at(81_021), 20 * time.Millisecond},
		{"a", sentBy(82_000, 0), at(82_010), 0}, // and set back
	} {
		if got := c.delay(test.host, test.sent, test.now).Round(time.Millisecond); got != test.delay {
			t.Errorf("%d: %v, want %v", i, got, test.delay)
		}
	}
	for i := range 3 * maxHosts {
		c.delay(string(rune('a'+i)), sentBy(0, 0), at(0))
	}
	if len(c.hosts) > maxHosts {
		t.Errorf("%d hosts are remembered", len(c.hosts))
	}
}
