package http1

import (
	"net/http"
	neturl "net/url"

	"golang.org/x/net/http/httpguts"
)

// receive makes the request that a head asks for. Its fields are as net/http has them, but that
// Cache-Control is not made up where there is a Pragma.
func (x *Exchange) receive(h *requestHead) {
	header := make(http.Header, len(h.fields))
	values := make([]string, len(h.fields))
	host := ""
	for i, f := range h.fields {
		name := http.CanonicalHeaderKey(f.Name)
		switch {
		case name == "Host":
			host = f.Value
		case h.framing.kind == chunked && (name == "Transfer-Encoding" || name == "Trailer"):
		case header[name] != nil:
			header[name] = append(header[name], f.Value)
		default:
			values[i] = f.Value
			header[name] = values[i : i+1 : i+1]
		}
	}
	if h.url.Host != "" { // it goes before the field (RFC 9112, section 3.2.2)
		host = h.url.Host
	}
	r := http.Request{
		Method: h.method, URL: h.url, RequestURI: h.target, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: int(h.minor),
		Header: header, Host: host, RemoteAddr: x.conn.remote, Close: h.last, Body: http.NoBody,
	}
	if h.minor != 1 {
		r.Proto = "HTTP/1." + string('0'+h.minor)
	}
	switch h.framing.kind {
	case fixedLength:
		r.ContentLength = h.framing.length
	case chunked:
		r.ContentLength, r.TransferEncoding = -1, []string{"chunked"}
	}
	x.minor, x.last = h.minor, h.last
	x.conn.last.Store(h.last)
	x.body.begin(x, h)
	if r.ContentLength != 0 {
		r.Body = &x.body
	}
	x.request = r.WithContext((*requestContext)(x))
}

// substitute makes a request in place of one with a malformed head. It asks for nothing, and has
// only the fields that decide on the form and language of the answer.
func (x *Exchange) substitute(method, head string) {
	if method != http.MethodHead { // whose response has no content
		method = http.MethodGet
	}
	header := http.Header{}
	for _, name := range []string{"Accept", "Accept-Language"} {
		if values := fieldValues(head, name); len(values) > 0 && httpguts.ValidHeaderFieldValue(values[0]) {
			header[name] = []string{values[0]}
		}
	}
	x.minor, x.last = 1, true
	x.conn.last.Store(false)
	x.body.over.Store(true)
	r := http.Request{
		Method: method, URL: &neturl.URL{Path: "/"}, RequestURI: "/", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Host: "localhost", RemoteAddr: x.conn.remote, Close: true, Body: http.NoBody,
	}
	x.request = r.WithContext((*requestContext)(x))
}
