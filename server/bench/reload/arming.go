package reload

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"vitrina/server/bench/peer"
)

// Arming is what a large folder costs a server until it notices a save in its last folder.
type Arming struct {
	// FirstAnswer is how long the first answer takes, as a multiple of that for an empty folder; both are
	// medians of some starts.
	FirstAnswer float64 `json:"firstAnswer"`
	// Armed and CPU are in ms, from the start of the process, less what an empty folder takes.
	Armed float64 `json:"armedMs"`
	CPU   float64 `json:"cpuMs"`
	// Memory is what the process grew by, in MiB, over one that serves an empty folder.
	Memory float64 `json:"memoryMiB"`
}

// makeLarge fills a folder with pages, ten to a folder, and returns the path of the last.
func makeLarge(root string, files int) (last string, err error) {
	for i := range files {
		last = fmt.Sprintf("%d/%d/page-%d.html", i/1000, i/10%100, i%10)
		path := filepath.Join(root, filepath.FromSlash(last))
		if i%10 == 0 {
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return "", err
			}
		}
		if err := os.WriteFile(path, []byte(version(0)), 0o644); err != nil {
			return "", err
		}
	}
	return last, nil
}

// usage is what a server needed until it noticed a save.
type usage struct {
	armed, cpu time.Duration
	memory     float64
}

// measureArming starts a server, and saves a page until it is told.
func measureArming(ctx context.Context, k kind, root, name string) (usage, error) {
	s, err := start(ctx, k, root)
	if err != nil {
		return usage{}, err
	}
	defer s.Stop()
	p, err := s.open(ctx, name)
	if err != nil {
		return usage{}, err
	}
	defer p.close()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for number, deadline := 1, time.Now().Add(peer.Patience); ; number++ {
		if _, err := truncate(s.path(name), version(number)); err != nil {
			return usage{}, err
		}
		select {
		case at := <-p.news:
			cpu, _ := s.CPU()
			memory, _ := s.Memory()
			return usage{at.Sub(s.Begun), cpu, memory.Resident}, nil
		case <-tick.C:
			if time.Now().After(deadline) {
				return usage{}, fmt.Errorf("%s tells no change", k.name)
			}
		case <-ctx.Done():
			return usage{}, ctx.Err()
		}
	}
}

// armingStarts is how often the first answer of each folder is measured.
const armingStarts = 9

// armingOf compares a large folder with one that has a single page.
func armingOf(ctx context.Context, k kind, small, large, last string) (Arming, error) {
	base, err := measureArming(ctx, k, small, "index.html")
	if err != nil {
		return Arming{}, err
	}
	all, err := measureArming(ctx, k, large, last)
	if err != nil {
		return Arming{}, err
	}
	answers := map[string][]time.Duration{}
	for range armingStarts {
		for _, root := range []string{small, large} {
			s, err := start(ctx, k, root)
			if err != nil {
				return Arming{}, err
			}
			answers[root] = append(answers[root], s.Answers)
			s.Stop()
		}
	}
	return Arming{
		FirstAnswer: latency(answers[large], 0).P50 / latency(answers[small], 0).P50,
		Armed:       milliseconds(max(0, all.armed-base.armed)),
		CPU:         milliseconds(max(0, all.cpu-base.cpu)),
		Memory:      max(0, all.memory-base.memory),
	}, nil
}
