package main

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// fault is an answer that is not what it should be, by kind.
type fault struct {
	kind   string
	detail string
}

func (f *fault) Error() string { return f.kind + ": " + f.detail }

// Kinds of faults.
const (
	connectionFailed = "connection error"
	wrongStatus      = "unexpected status"
	shortBody        = "short body"
	wrongBytes       = "wrong bytes"
	notTold          = "not told"
)

func faulty(kind, format string, args ...any) error {
	return &fault{kind, fmt.Sprintf(format, args...)}
}

// report counts what was done and what went wrong.
type report struct {
	mu       sync.Mutex
	done     map[string]int
	faults   map[string]int    // by kind
	examples map[string]string // of each kind and action, the first
}

func newReport() *report {
	return &report{done: map[string]int{}, faults: map[string]int{}, examples: map[string]string{}}
}

func (r *report) add(action string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done[action]++
	if err == nil {
		return
	}
	kind := connectionFailed
	if f, ok := err.(*fault); ok {
		kind = f.kind
	}
	r.faults[kind]++
	if key := action + ": " + kind; r.examples[key] == "" {
		r.examples[key] = err.Error()
	}
}

// print prints all of it, and tells how many faults there were.
func (r *report) print(took time.Duration) (wrong int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	total := 0
	for _, action := range slices.Sorted(maps.Keys(r.done)) {
		fmt.Printf("%-28s %10d\n", action, r.done[action])
		total += r.done[action]
	}
	fmt.Printf("%-28s %10d  (%.0f a second)\n", "all", total, float64(total)/took.Seconds())
	fmt.Println()
	for _, kind := range []string{connectionFailed, wrongStatus, shortBody, wrongBytes, notTold} {
		fmt.Printf("%-28s %10d\n", kind, r.faults[kind])
		wrong += r.faults[kind]
	}
	for _, key := range slices.Sorted(maps.Keys(r.examples)) {
		fmt.Printf("  %s: for example %.300s\n", key, r.examples[key])
	}
	return wrong
}
