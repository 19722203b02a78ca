package service

import (
	"slices"
	"strings"

	"vitrina/server/internal/har"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/protocol"
)

// factsOf is what a lesson is to know of an exchange.
func (s *Service) factsOf(id string) (lesson.Exchange, bool) {
	exchange, kept := s.store.Get(id)
	if !kept {
		return lesson.Exchange{}, false
	}
	request, _, _ := s.store.Body(id, protocol.BodyOfRequest, 0, maxPart)
	response, sizes, _ := s.store.Body(id, protocol.BodyOfResponse, 0, maxPart)
	x := lesson.Exchange{
		Began: exchange.Time, Method: exchange.Method, Target: exchange.Target, Status: exchange.Status, Kind: exchange.Kind,
		Sent: fieldsOf(exchange.Request.Headers), Had: fieldsOf(exchange.Response.Headers), DurationMs: exchange.DurationMs,
		RequestBody: request, Body: response, BodyKept: sizes.Kept == sizes.Bytes, BodyBytes: sizes.Bytes,
	}
	for _, note := range exchange.Notes {
		x.Notes = append(x.Notes, note.Code)
	}
	if in := exchange.Inserted; in != nil && in.Offset >= 0 && in.Bytes >= 0 && in.Offset+in.Bytes <= int64(len(response)) {
		x.Body = slices.Concat(response[:in.Offset], response[in.Offset+in.Bytes:]) // as the file or the script gave it
	} else if decoded, is := har.Decoded(exchange.Response, response); is {
		x.Body = decoded
	}
	if decoded, is := har.Decoded(exchange.Request, request); is {
		x.RequestBody = decoded
	}
	if made := s.Verdict(id); made != nil {
		x.Fate, x.As = made.Fate, made.As
		reason := made.Reason
		if made.Predicted != nil && made.Differs {
			reason = made.Predicted.Reason
		}
		_, named := fieldOf(x.Had, "Content-Type")
		x.Guessed = !named && (strings.HasPrefix(reason, "sniffed") || reason == "told")
	}
	return x, true
}

func fieldsOf(headers []protocol.Header) []lesson.Field {
	fields := make([]lesson.Field, 0, len(headers))
	for _, each := range headers {
		fields = append(fields, lesson.Field{Name: each.Name, Value: each.Value})
	}
	return fields
}

func fieldOf(fields []lesson.Field, name string) (string, bool) {
	for _, each := range fields {
		if strings.EqualFold(each.Name, name) {
			return each.Value, true
		}
	}
	return "", false
}
