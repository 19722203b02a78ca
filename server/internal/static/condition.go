package static

import (
	"net/http"
	"strings"
	"time"
)

// validators are what conditions are compared with (RFC 9110, section 8.8).
type validators struct {
	tag      string    // as in the field ETag, empty for none
	modified time.Time // in whole seconds, as in Last-Modified; zero for none
	// ambiguous is true where that date stands for other content, too; see dates.
	ambiguous bool
}

// precondition evaluates the conditions of a GET or HEAD in their order (RFC 9110, section
// 13.2.2). It is 200 where the request is to be answered, 304, or 412.
func (v validators) precondition(header http.Header) int {
	if lines := header.Values("If-Match"); len(lines) > 0 {
		if !v.matches(lines, strong) {
			return http.StatusPreconditionFailed
		}
	} else if since, ok := v.date(header, "If-Unmodified-Since"); ok && v.modified.After(since) {
		return http.StatusPreconditionFailed
	}
	if lines := header.Values("If-None-Match"); len(lines) > 0 {
		if v.matches(lines, weak) {
			return http.StatusNotModified
		}
	} else if since, ok := v.date(header, "If-Modified-Since"); ok && !v.modified.After(since) && !v.ambiguous {
		return http.StatusNotModified
	}
	return http.StatusOK
}

// rangeApplies evaluates If-Range: a strong tag, or the very date of Last-Modified (RFC
// 9110, section 13.1.5). Where it does not hold the whole is sent. A date says nothing as
// long as its second goes on: the file may have been saved twice in it (section 8.8.2.2).
func (v validators) rangeApplies(header http.Header) bool {
	lines := header.Values("If-Range")
	if len(lines) == 0 {
		return true
	}
	if tag, rest, ok := cutTag(lines[0]); ok {
		return len(lines) == 1 && strings.Trim(rest, " \t") == "" && strong(tag, v.tag)
	}
	since, ok := v.date(header, "If-Range")
	return ok && since.Equal(v.modified) && !v.ambiguous && time.Since(v.modified) >= time.Second
}

// date reads a field that holds one date. One that is not a date, or given twice, is ignored,
// and so are dates where there is none to compare with.
func (v validators) date(header http.Header, name string) (time.Time, bool) {
	lines := header.Values(name)
	if len(lines) != 1 || v.modified.IsZero() {
		return time.Time{}, false
	}
	date, err := http.ParseTime(strings.Trim(lines[0], " \t"))
	return date, err == nil
}

// matches reports whether a list of entity tags has one that equals ours, or is "*". A list
// may be spread over several lines (RFC 9110, section 5.3); after what is not a tag, nothing
// more of a line is read.
func (v validators) matches(lines []string, equal func(a, b string) bool) bool {
	for _, line := range lines {
		if strings.Trim(line, " \t") == "*" {
			return true
		}
		for rest := line; ; {
			tag, after, ok := cutTag(strings.TrimLeft(rest, " \t,"))
			if !ok {
				break
			}
			if equal(tag, v.tag) {
				return true
			}
			rest = after
		}
	}
	return false
}

// strong and weak are the two comparisons of entity tags (RFC 9110, section 8.8.3.2).
func strong(a, b string) bool { return a == b && strings.HasPrefix(a, `"`) }
func weak(a, b string) bool   { return strings.TrimPrefix(a, "W/") == strings.TrimPrefix(b, "W/") }

// cutTag cuts the entity tag off that a text begins with (RFC 9110, section 8.8.3).
func cutTag(text string) (tag, rest string, ok bool) {
	text = strings.TrimLeft(text, " \t")
	opaque := strings.TrimPrefix(text, "W/")
	if !strings.HasPrefix(opaque, `"`) {
		return "", text, false
	}
	end := strings.IndexFunc(opaque[1:], func(c rune) bool { return c == '"' || c <= ' ' || c == 0x7f })
	if end < 0 || opaque[1+end] != '"' {
		return "", text, false
	}
	length := len(text) - len(opaque) + 1 + end + 1
	return text[:length], text[length:], true
}

// AsksForAll reports whether a request has no field by which its answer could be anything but the
// whole representation.
func AsksForAll(header http.Header) bool {
	for _, name := range []string{"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range"} {
		if _, has := header[name]; has {
			return false
		}
	}
	return true
}
