package service

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

func TestATextIsFoundInHeadsOrBodies(t *testing.T) {
	s := New()
	begun := time.Now()
	for _, m := range []struct{ head, sent, answer, body string }{
		{"GET /a HTTP/1.1\r\nX-One: Needle\r\n\r\n", "", "HTTP/1.1 200 OK\r\n\r\n", "hay"},
		{"POST /b HTTP/1.1\r\n\r\n", "a needle", "HTTP/1.1 200 OK\r\nETag: \"É\"\r\n\r\n", "hay"},
		{"GET /c HTTP/1.1\r\n\r\n", "", "HTTP/1.1 200 OK\r\nX: needLE\r\n\r\n", "<p>NEEDLE"},
	} {
		x := s.store.Begin("s1", "GET", "/", m.head, begun, begun)
		x.RequestContent([]byte(m.sent))
		x.ResponseHead([]byte(m.answer), begun)
		x.ResponseContent([]byte(m.body))
		x.End(begun, true)
	}
	for _, c := range []struct {
		text string
		in   protocol.SearchIn
		want []string
	}{
		{"NEEDLE", protocol.SearchInHeads, []string{"1", "3"}},
		{"needle", protocol.SearchInBodies, []string{"2", "3"}},
		{`"é"`, protocol.SearchInHeads, []string{"2"}},
		{"nothing", protocol.SearchInHeads, []string{}},
	} {
		got, err := s.Search(context.Background(), protocol.ExchangeSearchParams{IDs: []string{"1", "2", "3", "99", "x"}, Text: c.text, In: c.in})
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %v %v, want %v", c.text, c.in, got, err, c.want)
		}
	}
	_, err := s.Search(context.Background(), protocol.ExchangeSearchParams{Text: "x", In: "everywhere"})
	var f *fault.Error
	if !errors.As(err, &f) || f.Failure != protocol.FailureBadParams {
		t.Errorf("%v", err)
	}
}
