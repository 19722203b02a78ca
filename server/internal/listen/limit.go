package listen

import (
	"errors"
	"syscall"
)

// Limit is a limit that was reached.
type Limit struct {
	// Name is one of the constants below. The text "limit.NAME" says what to do.
	Name string
	// Value is the limit now, 0 if it is unknown.
	Value int
}

// Names of limits.
const (
	LimitConnections       = "connections"       // of one listener
	LimitHeads             = "heads"             // of one listener's connections, in MiB
	LimitDescriptors       = "descriptors"       // of this process (EMFILE)
	LimitSystemDescriptors = "systemDescriptors" // of the whole system (ENFILE)
)

// LimitOf returns the limit that an error of accepting, opening or starting something is
// about, and false if it is about none. Windows counts handles only against memory.
func LimitOf(err error) (Limit, bool) {
	switch {
	case errors.Is(err, syscall.EMFILE):
		value, _ := descriptorLimit()
		return Limit{Name: LimitDescriptors, Value: value}, true
	case errors.Is(err, syscall.ENFILE):
		return Limit{Name: LimitSystemDescriptors}, true
	}
	return Limit{}, false
}
