package protocol

// Replay says that Vitrina sent a request, on a client's word.
type Replay struct {
	// Of is the id of the exchange whose request was sent again; absent where it was composed from
	// nothing.
	Of string `json:"of,omitempty"`
}

// ExchangeReplayParams ask for a request to be sent to a site. The site takes it as any other client's.
type ExchangeReplayParams struct {
	// ID is the exchange whose request is sent again; absent where it is composed from nothing.
	ID string `json:"id,omitempty"`
	// SiteID is the site that gets it; absent where ID is given: the site of that exchange.
	SiteID string `json:"siteId,omitempty"`
	// Changes are what is sent in place of what was sent then. Without them the same bytes go out.
	Changes *RequestChanges `json:"changes,omitempty"`
	// RawBase64 are all the bytes to send, valid or not, in place of everything else.
	RawBase64 string `json:"rawBase64,omitempty"`
}

// RequestChanges are the parts of a request that differ from the one that is sent again.
type RequestChanges struct {
	// Method is a token (RFC 9110, section 9.1); absent for the same, or else GET.
	Method string `json:"method,omitempty"`
	// Target is the request target (RFC 9112, section 3.2); absent for the same, or else /.
	Target string `json:"target,omitempty"`
	// Headers are all fields, in the order and letter case in which they are sent; absent for the
	// same. Content-Length is set to what the body has, and the body is not sent in chunks.
	Headers []HeaderLine `json:"headers,omitempty"`
	// BodyBase64 is the content; absent for the same.
	BodyBase64 *string `json:"bodyBase64,omitempty"`
}

// HeaderLine is a field line (RFC 9112, section 5).
type HeaderLine struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}
