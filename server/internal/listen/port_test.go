package listen

import (
	"errors"
	"slices"
	"testing"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

func TestPortsThatBrowsersRefuse(t *testing.T) {
	if !slices.IsSorted(blocked) {
		t.Error("they cannot be searched for")
	}
	for port, want := range map[int]bool{0: false, 1: true, 80: false, 443: false, 6000: true, 6001: false, 6664: false, 6668: true, 8000: false, 10080: true} {
		if isBlocked(port) != want {
			t.Errorf("%d", port)
		}
	}
	for _, next := range []bool{false, true} {
		_, err := open(t, Address{Host: "127.0.0.1", Port: 6667, TryNextPort: next})
		var f *fault.Error
		if !errors.As(err, &f) || f.Failure != protocol.FailurePortBlocked || f.Args["port"] != "6667" {
			t.Error(err)
		}
	}
}
