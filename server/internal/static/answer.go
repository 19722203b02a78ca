package static

import (
	"crypto/rand"
	"net/http"
	"strings"
)

// Answer is the response to a request for a file.
type Answer struct {
	*Representation
	// Status is 200, 206, 304 or 404; or 412 or 416, which have no content of the file.
	Status int
	Header http.Header
	// Multipart is true where several ranges are sent, each with a head of its own.
	Multipart bool

	parts []part
	tail  string // what follows the last part
}

// part is a range with what goes before it.
type part struct {
	head string
	byteRange
}

// Answer decides how a GET or HEAD for a file is answered. The error is one of reading the
// file, or ErrChanged.
func (s *Files) Answer(r *http.Request, found Found, wanted Wanted) (*Answer, error) {
	representation, err := s.Represent(found, wanted)
	if err != nil {
		return nil, err
	}
	return representation.Answer(r), nil
}

// Answer decides how a GET or HEAD is answered (RFC 9110, sections 13 and 14).
func (r *Representation) Answer(request *http.Request) *Answer {
	a := &Answer{Representation: r, Status: http.StatusOK, Header: r.Fields.Clone()}
	whole := []byteRange{{0, r.Size}}
	if r.missing {
		a.Status = http.StatusNotFound
		a.enclose(whole)
		return a
	}
	v := r.validators
	switch a.Status = v.precondition(request.Header); a.Status {
	case http.StatusNotModified: // what a cache updates, and no more (section 15.4.5)
		for _, name := range []string{"Content-Type", "Content-Encoding", "Content-Language"} {
			a.Header.Del(name)
		}
		if v.tag != "" {
			a.Header.Del("Last-Modified")
		}
		return a
	case http.StatusPreconditionFailed:
		a.Header = http.Header{"Etag": {v.tag}}
		return a
	}
	if a.Header.Get("Accept-Ranges") == "" {
		a.Header.Set("Accept-Ranges", "bytes")
	}
	ranges := whole
	if request.Method == http.MethodGet && r.inserted.Text == nil && a.acceptsRanges() && v.rangeApplies(request.Header) { // Range is for GET alone (section 14.2)
		asked, satisfiable := parseRange(request.Header.Values("Range"), a.Size)
		if !satisfiable {
			a.Status = http.StatusRequestedRangeNotSatisfiable
			a.Header = http.Header{"Etag": {v.tag}, "Content-Range": {unsatisfiedRange(a.Size)}}
			return a
		}
		if len(asked) > 0 {
			a.Status, ranges = http.StatusPartialContent, asked
		}
	}
	a.enclose(ranges)
	return a
}

// acceptsRanges reports whether parts may be sent: not where a setting says that they are not (RFC
// 9110, section 14.3).
func (a *Answer) acceptsRanges() bool {
	return !strings.EqualFold(strings.Trim(a.Header.Get("Accept-Ranges"), " \t"), "none")
}

// SendsWhole reports whether the whole representation is the content that answers a method.
func (a *Answer) SendsWhole(method string) bool {
	return method != http.MethodHead && (a.Status == http.StatusOK || a.Status == http.StatusNotFound)
}

// enclose makes the ranges the answer's content: one as it is, or several, each with a head of
// its own (RFC 9110, sections 14.4 to 14.6).
func (a *Answer) enclose(ranges []byteRange) {
	if len(ranges) > 1 {
		a.Multipart = true
		boundary := rand.Text()
		typeLine := ""
		if a.ContentType != "" {
			typeLine = "Content-Type: " + a.ContentType + "\r\n"
		}
		start := ""
		for _, each := range ranges {
			head := start + "--" + boundary + "\r\n" + typeLine + "Content-Range: " + each.contentRange(a.Size) + "\r\n\r\n"
			a.parts = append(a.parts, part{head, each})
			start = "\r\n"
		}
		a.tail = "\r\n--" + boundary + "--\r\n"
		a.Header.Set("Content-Type", "multipart/byteranges; boundary="+boundary)
	} else {
		a.parts = []part{a.behindInsertion(ranges[0])}
		if a.Status == http.StatusPartialContent {
			a.Header.Set("Content-Range", ranges[0].contentRange(a.Size))
		}
	}
	length := int64(len(a.tail))
	for _, each := range a.parts {
		length += int64(len(each.head)) + each.length
	}
	a.Header.Set("Content-Length", decimal(length))
}
