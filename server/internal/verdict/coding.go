package verdict

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
)

// maxDecoded bounds what is made of coded content, in bytes.
const maxDecoded = 1 << 20

// coded reports whether the content has a coding (RFC 9110, section 8.4).
func (r Response) coded() bool {
	for _, coding := range members(r.values("Content-Encoding")) {
		if coding = strings.TrimSpace(coding); coding != "" && !strings.EqualFold(coding, "identity") && known(coding) {
			return true
		}
	}
	return false
}

// known reports whether browsers know a coding: one that they do not know they pass over.
func known(coding string) bool {
	switch strings.ToLower(coding) {
	case "gzip", "x-gzip", "deflate", "br", "zstd", "dcb", "dcz":
		return true
	}
	return false
}

// decoded is the start of the content without its coding; false where Vitrina cannot undo it.
func (r Response) decoded() ([]byte, bool) {
	codings := members(r.values("Content-Encoding"))
	if len(codings) != 1 {
		return nil, false
	}
	var reader io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(codings[0])) {
	case "gzip", "x-gzip":
		reader, err = gzip.NewReader(bytes.NewReader(r.Content))
	case "deflate": // of which there are two kinds, since servers of old mistook it
		if reader, err = zlib.NewReader(bytes.NewReader(r.Content)); err != nil {
			reader, err = flate.NewReader(bytes.NewReader(r.Content)), nil
		}
	default:
		return nil, false
	}
	if err != nil {
		return nil, true // the browser reads nothing of it either
	}
	content, _ := io.ReadAll(io.LimitReader(reader, maxDecoded)) // what is cut off has a start all the same
	return content, true
}

// plain is the start of the content as its reader gets it; false where it is not known.
func (r Response) plain() ([]byte, bool) {
	if r.coded() {
		return r.decoded()
	}
	return r.Content, true
}
