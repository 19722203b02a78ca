package service

import (
	"net/url"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/verdict"
)

// Verdict is what a browser makes of a kept exchange; nil where nothing is known of that.
func (s *Service) Verdict(id string) *protocol.Verdict {
	sent, kept := s.store.Sent(id)
	if !kept {
		return nil
	}
	response := responseOf(sent)
	response.Quirks = s.quirks(id, sent)
	if sent.Status == 304 {
		if earlier, known := s.store.Earlier(id, sent.Target); known {
			kept := responseOf(earlier)
			response.Kept = &kept
		}
	}
	made := verdict.Of(response)
	if made != nil && sent.Observed != nil {
		observed := verdict.Observed(*made, *sent.Observed)
		return &observed
	}
	return made
}

func responseOf(sent record.Sent) verdict.Response {
	return verdict.Response{
		Method: sent.Method, Status: sent.Status, Asked: sent.RequestHeaders, Answered: sent.ResponseHeaders,
		Content: sent.Content, Bytes: sent.Bytes,
	}
}

// maxImports bounds how many style sheets that import one another stand between one and its page.
const maxImports = 8

// quirks reports whether the page that asked for a style sheet is known to be in quirks mode. A style
// sheet that another one imports is in the mode of the page that both belong to.
func (s *Service) quirks(id string, sent record.Sent) bool {
	for range maxImports {
		if field(sent.RequestHeaders, "Sec-Fetch-Dest") != "style" {
			return false
		}
		referrer, err := url.Parse(field(sent.RequestHeaders, "Referer"))
		if err != nil || referrer.Host == "" || !strings.EqualFold(referrer.Host, field(sent.RequestHeaders, "Host")) {
			return false
		}
		asker, known := s.store.Earlier(id, referrer.RequestURI())
		switch {
		case !known:
			return false
		case field(asker.RequestHeaders, "Sec-Fetch-Dest") == "style":
			sent = asker
			continue
		case asker.Observed != nil:
			return asker.Observed.CompatMode == "BackCompat"
		}
		page := verdict.Of(responseOf(asker))
		return page != nil && page.As == protocol.AsPage && verdict.Quirks(asker.Content)
	}
	return false
}

func field(fields []protocol.Header, name string) string {
	for _, each := range fields {
		if strings.EqualFold(each.Name, name) {
			return each.Value
		}
	}
	return ""
}
