package record

import (
	"math/rand/v2"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// Whatever happens in whatever order, each exchange is told or counted as skipped: to who
// follows what completes once, to who follows every change at least once.
func TestNoExchangeIsLostWithoutAWord(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 0))
		s := NewStore(Limits{Exchanges: 8, Body: 10, Bodies: 100, Heads: 1000})
		all, completed := s.Subscribe(), s.SubscribeCompleted()
		told := map[*Subscription]map[string]int{all: {}, completed: {}}
		skipped := map[*Subscription]int{}
		read := func(from *Subscription, limit int) (more bool) {
			for _, message := range from.Next(limit) {
				more = true
				skipped[from] += message.Skipped
				for _, summary := range message.Exchanges {
					told[from][summary.ID]++
					if from == completed && !summary.Complete {
						t.Errorf("seed %d: %s was told before it was complete", seed, summary.ID)
					}
				}
			}
			return more
		}
		var open []*Exchange
		pick := func() *Exchange { return open[random.IntN(len(open))] }
		begun := 0
		for range 200 {
			now, action := time.Now(), random.IntN(10)
			switch {
			case action < 4:
				begun++
				open = append(open, s.Begin("s1", "GET", "/", "GET / HTTP/1.1\r\n\r\n", now, now))
			case action < 8 && len(open) > 0:
				pick().AddNote("a", protocol.SeverityWarning, nil)
				pick().End(now, true) // perhaps again
			case action < 9:
				read(all, 1+random.IntN(3))
			default:
				read(completed, 1+random.IntN(3))
			}
		}
		for _, r := range open {
			r.End(time.Now(), true)
		}
		for from := range told {
			for read(from, 3) {
			}
			if len(told[from])+skipped[from] != begun {
				t.Errorf("seed %d, completed %v: %d were told, %d skipped, of %d", seed, from.completed, len(told[from]), skipped[from], begun)
			}
		}
		for id, n := range told[completed] {
			if n > 1 {
				t.Errorf("seed %d: %s was told %d times", seed, id, n)
			}
		}
	}
}

// Clearing the list of a panel takes nothing from a log.
func TestALogMissesWhatWasCleared(t *testing.T) {
	s := NewStore(DefaultLimits())
	all, completed := s.Subscribe(), s.SubscribeCompleted()
	now := time.Now()
	for range 3 {
		s.Begin("s1", "GET", "/", "", now, now).End(now, true)
	}
	s.Begin("s1", "GET", "/", "", now, now)
	s.Clear("s1")
	s.Begin("s1", "GET", "/after", "", now, now).End(now, true)
	for from, want := range map[*Subscription]int{all: 0, completed: 4} {
		got := from.Next(10)
		if len(got) != 1 || targets(got[0].Exchanges) != "/after" || got[0].Skipped != want {
			t.Errorf("completed %v: %+v", from.completed, got)
		}
	}
}

// Who follows what completes is not woken by anything else.
func TestALogSleepsUntilOneCompletes(t *testing.T) {
	s := NewStore(DefaultLimits())
	completed := s.SubscribeCompleted()
	now := time.Now()
	r := s.Begin("s1", "GET", "/", "", now, now)
	r.AddNote("a", protocol.SeverityWarning, nil)
	if len(completed.Changed()) > 0 {
		t.Error("it was woken by what goes on")
	}
	r.End(now, true)
	if len(completed.Changed()) == 0 {
		t.Error("it sleeps on")
	}
	<-completed.Changed()
	completed.Next(10)
	r.AddNote("b", protocol.SeverityWarning, nil)
	if len(completed.Changed()) > 0 {
		t.Error("it was woken by what it was told of")
	}
}
