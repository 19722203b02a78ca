package override

import (
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// Store has the overrides of a site. It asks no lock of those who answer. The zero value is ready, and any
// number of goroutines may call the methods.
type Store struct {
	changing sync.Mutex
	all      atomic.Pointer[[]Entry] // each state is a slice of its own; nil for none
}

// Entry is an override with the decoded path that it is for.
type Entry struct {
	Path     string
	Override *Override
}

// Of is the override for a request target; nil where there is none.
func (s *Store) Of(target string) *Override {
	all := s.All()
	if len(all) == 0 {
		return nil
	}
	path, ok := Path(target)
	if at := at(all, path); ok && at >= 0 {
		return all[at].Override
	}
	return nil
}

func at(all []Entry, path string) int {
	return slices.IndexFunc(all, func(each Entry) bool { return each.Path == path })
}

// All are the overrides in the order in which they were set. The caller does not change the slice.
func (s *Store) All() []Entry {
	if all := s.all.Load(); all != nil {
		return *all
	}
	return nil
}

// Set answers a path in another way from now on. The error is a fault.Error: there are too many.
func (s *Store) Set(path string, o *Override) error {
	s.changing.Lock()
	defer s.changing.Unlock()
	all := slices.Clone(s.All())
	switch at := at(all, path); {
	case at >= 0:
		all[at].Override = o
	case len(all) >= MaxPaths:
		return fault.New(protocol.FailureOverrideRefused, "problem", "overridePaths", "most", strconv.Itoa(MaxPaths))
	default:
		all = append(all, Entry{path, o})
	}
	s.all.Store(&all)
	return nil
}

// Remove forgets the override for a path, and reports whether there was one.
func (s *Store) Remove(path string) bool {
	s.changing.Lock()
	defer s.changing.Unlock()
	all := s.All()
	at := at(all, path)
	if at < 0 {
		return false
	}
	left := slices.Concat(all[:at], all[at+1:])
	s.all.Store(&left)
	return true
}

// Clear forgets all, and returns what they were.
func (s *Store) Clear() []Entry {
	s.changing.Lock()
	defer s.changing.Unlock()
	all := s.All()
	s.all.Store(nil)
	return all
}
