// Package oslimit recognises the errors by which an operating system says that one of its
// limits is reached. They say nothing about what was to be opened.
package oslimit

import (
	"errors"
	"syscall"
)

// Limit is a limit that is reached.
type Limit struct {
	// Name is one of the constants below, or what the system calls the limit.
	Name string
	// Value is the limit now, 0 where it is not known.
	Value int
	// Remedy is a command that raises the limit, empty where there is none.
	Remedy string
}

// Names of limits.
const (
	Descriptors       = "descriptors"       // of this process (EMFILE)
	SystemDescriptors = "systemDescriptors" // of the whole system (ENFILE)
)

// Of is the limit that an error of accepting, opening or starting something is about, if it
// is about one. Windows counts handles only against memory.
func Of(err error) (Limit, bool) {
	switch {
	case errors.Is(err, syscall.EMFILE):
		value, _ := MaxDescriptors()
		return Limit{Name: Descriptors, Value: value}, true
	case errors.Is(err, syscall.ENFILE):
		return Limit{Name: SystemDescriptors}, true
	}
	return Limit{}, false
}

// Reached reports whether an error says that no descriptor is left, to this process or to
// the whole system.
func Reached(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
