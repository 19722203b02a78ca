package record

import (
	"testing"

	"vitrina/server/internal/protocol"
)

func TestPinnedExchangesStay(t *testing.T) {
	store := NewStore(Limits{Exchanges: 3, Body: 10, Bodies: 20, Heads: 1 << 20})
	first := begin(store, "s1", "/1")
	first.ResponseContent([]byte("0123456789"))
	second := begin(store, "s1", "/2")
	if got := store.Pin(first.ID(), true); got != PinDone {
		t.Fatalf("Pin: %v", got)
	}
	for range 10 {
		begin(store, "s1", "/more").ResponseContent([]byte("0123456789"))
	}
	if _, kept := store.Get(second.ID()); kept {
		t.Error("one that is not pinned is kept beyond the limit")
	}
	exchange, kept := store.Get(first.ID())
	if !kept || !exchange.Pinned {
		t.Fatalf("the pinned one: kept %v, pinned %v", kept, exchange.Pinned)
	}
	if body, _, _ := store.Body(first.ID(), protocol.BodyOfResponse, 0, 100); string(body) != "0123456789" {
		t.Errorf("its body is %q", body)
	}
	if listed := store.List("", "", 100).Exchanges; len(listed) != 3 || listed[0].Target != "/1" {
		t.Errorf("the list is %v", listed)
	}

	store.Clear("s1")
	if listed := store.List("", "", 100); len(listed.Exchanges) != 1 || listed.Exchanges[0].ID != first.ID() || listed.Older != 0 {
		t.Errorf("after Clear the list is %+v", listed)
	}

	store.Pin(first.ID(), false)
	store.Clear("")
	if _, kept := store.Get(first.ID()); kept {
		t.Error("it is kept though it is not pinned any more")
	}
}

func TestPinIsTold(t *testing.T) {
	store := NewStore(DefaultLimits())
	x := begin(store, "s1", "/1")
	subscription := store.Subscribe()
	defer subscription.Close()
	store.Pin(x.ID(), true)
	told := subscription.Next(10)
	if len(told) != 1 || len(told[0].Exchanges) != 1 || !told[0].Exchanges[0].Pinned {
		t.Errorf("told: %+v", told)
	}
}

func TestPinHasLimits(t *testing.T) {
	store := NewStore(DefaultLimits())
	pinUntilFull := func(fill func(*Exchange)) (pinned int) {
		for range 2 * MaxPinned {
			x := begin(store, "s1", "/1")
			fill(x)
			if store.Pin(x.ID(), true) == PinFull {
				return pinned
			}
			pinned++
		}
		return pinned
	}
	if got := store.Pin("999", true); got != PinUnknown {
		t.Errorf("an exchange that is not kept: %v", got)
	}
	if got := pinUntilFull(func(*Exchange) {}); got != MaxPinned {
		t.Errorf("%d small ones could be pinned, want %d", got, MaxPinned)
	}
	for _, x := range store.List("", "", 2000).Exchanges {
		store.Pin(x.ID, false)
	}
	mebibyte := make([]byte, 1<<20)
	if got := pinUntilFull(func(x *Exchange) { x.ResponseContent(mebibyte) }); got < 12 || got > 24 {
		t.Errorf("%d of a MiB each could be pinned", got)
	}
	if store.bodies > store.limits.Bodies {
		t.Errorf("%d bytes of bodies are kept", store.bodies)
	}
}
