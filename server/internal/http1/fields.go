package http1

import (
	"net/http"
	"slices"
)

// Fields are those of a response that is sent many times, checked and put in order once.
type Fields struct {
	lines  []byte
	length int64   // that they announce
	tail   []Field // what goes behind Server and Date
}

// NewFields prepares the fields of a response that has content. It returns nil where they do not say
// how much, or have one that only the moment of sending can decide on.
func NewFields(header http.Header) *Fields {
	for _, name := range []string{"Connection", "Date", "Server", "Transfer-Encoding"} {
		if header[name] != nil {
			return nil
		}
	}
	x := &Exchange{response: response{header: header, status: http.StatusOK, length: -1}}
	if !x.validHeader() || x.hasTrailers() {
		return nil
	}
	lines := x.appendHeader(nil)
	if x.length < 0 {
		return nil
	}
	return &Fields{slices.Clip(lines), x.length, slices.Clip(x.tail)}
}

// SetFields gives the response fields, unless others were given; it reports whether it has. f may be
// nil.
func (x *Exchange) SetFields(f *Fields) bool {
	if f == nil || len(x.header) > 0 || len(x.fields) > 0 {
		return false
	}
	x.ready = f
	return true
}
