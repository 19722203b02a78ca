package site

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/verdict"
)

// Verdict is what a browser makes of a kept exchange; nil where nothing is known of that.
func Verdict(store *record.Store, id string) *protocol.Verdict {
	sent, kept := store.Sent(id)
	if !kept {
		return nil
	}
	response := responseOf(sent)
	response.Quirks, response.Linked, response.Imported = quirks(store, id, sent), linked(store, id, sent), imported(store, id, sent)
	response.Environment = environment(store, id, sent)
	if sent.Status == http.StatusNotModified {
		if earlier, known := store.Earlier(id, sent.Target); known {
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
	answered := sent.ResponseHeaders
	if sent.Decoded { // what is kept is what the browser got out of it
		answered = slices.DeleteFunc(slices.Clone(answered), func(h protocol.Header) bool { return strings.EqualFold(h.Name, "Content-Encoding") })
	}
	return verdict.Response{
		Method: sent.Method, Status: sent.Status, Asked: sent.RequestHeaders, Answered: answered,
		Content: sent.Content, Bytes: sent.Bytes,
	}
}

// maxImports bounds how many style sheets that import one another stand between one and its page.
const maxImports = 8

// quirks reports whether the page that asked for a style sheet is known to be in quirks mode. A style
// sheet that another one imports is in the mode of the page that both belong to.
func quirks(store *record.Store, id string, sent record.Sent) bool {
	for range maxImports {
		if fieldOf(sent.RequestHeaders, "Sec-Fetch-Dest") != "style" {
			return false
		}
		asker, _, known := askerOf(store, id, sent)
		switch {
		case !known:
			return false
		case fieldOf(asker.RequestHeaders, "Sec-Fetch-Dest") == "style":
			sent = asker
			continue
		case asker.Observed != nil:
			return asker.Observed.CompatMode == "BackCompat"
		}
		return isPage(asker) && verdict.Quirks(asker.Content)
	}
	return false
}

// environment is the encoding of the page that asked for a script, style sheet or frame, as far as it is known. A style
// sheet that another one imports has that one's encoding, where it names one.
func environment(store *record.Store, id string, sent record.Sent) string {
	for range maxImports {
		if !slices.Contains([]string{"style", "script", "iframe", "frame"}, fieldOf(sent.RequestHeaders, "Sec-Fetch-Dest")) {
			return ""
		}
		asker, _, known := askerOf(store, id, sent)
		if !known {
			return ""
		}
		made := verdict.Of(responseOf(asker))
		if made != nil && asker.Observed != nil {
			observed := verdict.Observed(*made, *asker.Observed)
			made = &observed
		}
		switch {
		case made == nil || made.Charset == nil:
			return ""
		case made.Charset.By != protocol.CharsetByPage:
			return made.Charset.Label
		}
		sent = asker
	}
	return ""
}

// linked reports whether the page that asked for a script or style sheet with CORS names it in an
// element of its own.
func linked(store *record.Store, id string, sent record.Sent) bool {
	destination := fieldOf(sent.RequestHeaders, "Sec-Fetch-Dest")
	if destination != "script" && destination != "style" || fieldOf(sent.RequestHeaders, "Sec-Fetch-Mode") != "cors" {
		return false
	}
	asker, address, known := askerOf(store, id, sent)
	return known && isPage(asker) && verdict.Links(asker.Content, address, sent.Target)
}

// imported reports whether a worker asked for a script with importScripts: then its own address is the
// Referer.
func imported(store *record.Store, id string, sent record.Sent) bool {
	if fieldOf(sent.RequestHeaders, "Sec-Fetch-Dest") != "script" || fieldOf(sent.RequestHeaders, "Sec-Fetch-Mode") != "no-cors" {
		return false
	}
	asker, _, known := askerOf(store, id, sent)
	return known && slices.Contains([]string{"worker", "sharedworker", "serviceworker"}, fieldOf(asker.RequestHeaders, "Sec-Fetch-Dest"))
}

// askerOf is what asked for an exchange, a page, a style sheet or a worker, with its address, if it is of the
// same site and its response is kept.
func askerOf(store *record.Store, id string, sent record.Sent) (record.Sent, *url.URL, bool) {
	referrer, err := url.Parse(fieldOf(sent.RequestHeaders, "Referer"))
	if err != nil || referrer.Host == "" || !strings.EqualFold(referrer.Host, fieldOf(sent.RequestHeaders, "Host")) {
		return record.Sent{}, nil, false
	}
	asker, known := store.Earlier(id, referrer.RequestURI())
	return asker, referrer, known
}

// isPage reports whether a browser shows a response as a page.
func isPage(sent record.Sent) bool {
	made := verdict.Of(responseOf(sent))
	return made != nil && made.As == protocol.AsPage
}

func fieldOf(fields []protocol.Header, name string) string {
	for _, each := range fields {
		if strings.EqualFold(each.Name, name) {
			return each.Value
		}
	}
	return ""
}
