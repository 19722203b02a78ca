package verdict

import (
	"net/http"
	"strings"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// document is what becomes of what a browser opens: in a tab, or in a frame of a page.
func (r Response) document(destination string) *protocol.Outcome {
	switch {
	case r.Method == http.MethodHead:
		return &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "head"}
	case r.Status == http.StatusNoContent, r.Status == http.StatusResetContent: // a download of it is begun, and fails
		return &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "status"}
	case destination == "object" && r.failed(): // WHATWG HTML, 4.8.7: the fallback, which <embed> has not
		return refused(r.namedType(), "errorStatus")
	}
	made := r.computed()
	as, displayable := appearance(made.Type)
	if !displayable || r.attached() || r.saves() {
		return r.download(made)
	}
	switch {
	case destination != document && r.framingForbidden() != "":
		return refused(made.Type, r.framingForbidden())
	case r.Bytes == 0 && r.Status >= 400 && r.Status < 600: // Chromium's, as do others (ERR_HTTP_RESPONSE_CODE_FAILURE)
		return &protocol.Outcome{Fate: protocol.FateEmpty, Reason: "ownErrorPage"}
	case r.Bytes == 0:
		made.Fate, made.Reason = protocol.FateEmpty, "noContent"
		return made
	}
	made.Fate, made.As = protocol.FateShown, as
	return made
}

// download is what becomes of what is to be saved, as which kind; Chromium saves it only where the
// status is of success.
func (r Response) download(kind *protocol.Outcome) *protocol.Outcome {
	switch {
	case r.Status < 200 || r.Status > 299:
		return refused(kind.Type, "errorNotSaved")
	case r.saves():
		return &protocol.Outcome{Fate: protocol.FateDownloaded, Type: kind.Type, Reason: "downloadLink"}
	case r.attached():
		return &protocol.Outcome{Fate: protocol.FateDownloaded, Type: kind.Type, Reason: "attachment"}
	}
	kind.Fate = protocol.FateDownloaded
	if kind.Reason == "named" {
		kind.Reason = "notDisplayable"
	}
	return kind
}

// computed is the type that a document has in Chromium, and why.
func (r Response) computed() *protocol.Outcome {
	named := r.namedType()
	content, decoded := r.plain()
	chosen := func(kind, reason string) *protocol.Outcome {
		made := &protocol.Outcome{Type: kind, Reason: reason, Args: map[string]string{"type": kind}}
		if standard := r.standardType(content); decoded && r.Bytes > 0 && standard != kind {
			made.Standard, made.Args["standard"] = "type", standard
		}
		return made
	}
	switch {
	case r.noSniff() && named == "": // the standard would still tell an image from text
		return chosen("text/plain", "noSniff")
	case r.noSniff() && !isFeed(named):
		return chosen(named, "named")
	case mediatype.SaysNothing(named) && !decoded:
		return chosen("text/plain", "undecodable")
	case mediatype.SaysNothing(named):
		kind := chromiumGuess(content)
		return chosen(kind, reasonOfGuess(kind))
	case named == "text/plain" && decoded && chromiumText(content) != "text/plain":
		return chosen(chromiumText(content), "binaryText")
	case (named == "text/xml" || named == "application/xml") && feedType(content) != "":
		return chosen(feedType(content), "feed")
	case isFeed(named):
		made := chosen(named, "named")
		made.Type, made.Reason = "text/plain", "feedSource"
		return made
	}
	return chosen(named, "named")
}

func isFeed(kind string) bool {
	return kind == "application/rss+xml" || kind == "application/atom+xml"
}

func reasonOfGuess(kind string) string {
	switch kind {
	case "text/html":
		return "sniffedTag"
	case "text/plain":
		return "sniffedText"
	case octetStream:
		return "sniffedBinary"
	}
	return "sniffedSignature"
}

func (r Response) attached() bool { return Attached(r.answered("Content-Disposition")) }

// Attached reports whether a Content-Disposition means a download: every one but inline (RFC 6266, section
// 4.2). Chromium passes over one that is missing or not a word.
func Attached(disposition string) bool {
	kind, _, _ := strings.Cut(disposition, ";")
	kind = strings.TrimSpace(kind)
	return mediatype.IsToken(kind) && !strings.EqualFold(kind, "inline")
}
