package override

import (
	"net/http"
	"slices"
	"strings"
)

// A browser that holds a response asks whether it is still the same, and 304 names no type (RFC 9110,
// section 15.4.5): it would go on with the one that it had before the override, or has from it. So
// the entity tag says which override the response is of, and only a tag that does is compared.

// mark is what an entity tag of an overridden response ends in.
func (o *Override) mark() string { return "-as-" + o.tag }

// SetTag marks the entity tag of a head, and reports whether there is one. A date says no more than that
// the content is the same, so it goes where it would be compared alone.
func (o *Override) SetTag(head Head) bool {
	if o == nil || o.names("ETag") {
		return false
	}
	if tag, quoted := strings.CutSuffix(head.Get("ETag"), `"`); quoted {
		head.Set("ETag", tag+o.mark()+`"`)
		return true
	}
	head.Del("ETag") // it is none, and some compare it all the same
	if !o.names("Last-Modified") {
		head.Del("Last-Modified")
	}
	return false
}

// conditions are the fields of a request by which a response may be 304, 412 or a part (RFC 9110,
// sections 13.1 and 14.2).
var conditions = []string{"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range", "Range"}

// Asked is a request's header as the site is to see it: without the conditions that a response with
// another status or type would not meet. The header itself stays as it is.
func (o *Override) Asked(header http.Header) http.Header {
	if o == nil || !slices.ContainsFunc(conditions, func(name string) bool { return header[name] != nil }) {
		return header
	}
	asked := header.Clone()
	asked.Del("If-Modified-Since")
	asked.Del("If-Unmodified-Since")
	for _, name := range []string{"If-Match", "If-None-Match", "If-Range"} {
		o.unmark(asked, name)
	}
	switch {
	case o.is.Status != 0:
		for _, name := range conditions {
			asked.Del(name)
		}
	case header.Get("If-Range") != "" && asked.Get("If-Range") == "", // of another response: the whole is sent
		o.NamesType() && strings.Contains(asked.Get("Range"), ","): // several parts have a type of their own
		asked.Del("Range")
		asked.Del("If-Range")
	}
	return asked
}

// unmark leaves the tags of this override in a condition, as the site knows them.
func (o *Override) unmark(asked http.Header, name string) {
	own := []string{}
	for _, line := range asked.Values(name) {
		for tag := range strings.SplitSeq(line, ",") {
			if unmarked, marked := strings.CutSuffix(strings.Trim(tag, " \t"), o.mark()+`"`); marked {
				own = append(own, unmarked+`"`)
			}
		}
	}
	asked.Del(name)
	if len(own) > 0 {
		asked.Set(name, strings.Join(own, ", "))
	}
}
