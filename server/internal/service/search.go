package service

import (
	"bytes"
	"context"
	"strings"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// Search names the exchanges, of those that were asked for, that have a text. One that is not kept
// has none.
func (s *Service) Search(ctx context.Context, p protocol.ExchangeSearchParams) ([]string, error) {
	has := s.headsHave
	switch p.In {
	case protocol.SearchInHeads:
	case protocol.SearchInBodies:
		has = s.bodiesHave
	default:
		return nil, fault.New(protocol.FailureBadParams, "method", protocol.MethodExchangeSearch, "problem", "paramValue", "field", "in", "value", string(p.In))
	}
	text := strings.ToLower(p.Text)
	found := []string{}
	for _, id := range p.IDs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if has(id, text) {
			found = append(found, id)
		}
	}
	return found, nil
}

func (s *Service) headsHave(id, text string) bool {
	exchange, kept := s.store.Get(id)
	if !kept {
		return false
	}
	for _, m := range []protocol.Message{exchange.Request, exchange.Response} {
		if strings.Contains(strings.ToLower(m.Head), text) || m.Chunked != nil && strings.Contains(strings.ToLower(m.Chunked.Trailer), text) {
			return true
		}
	}
	return false
}

func (s *Service) bodiesHave(id, text string) bool {
	for _, of := range []protocol.BodyOf{protocol.BodyOfRequest, protocol.BodyOfResponse} {
		body, _, kept := s.store.Body(id, of, 0, maxPart)
		if kept && bytes.Contains(bytes.ToLower(body), []byte(text)) {
			return true
		}
	}
	return false
}
