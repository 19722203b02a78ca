package protocol

// HAROpenParams name an HTTP Archive to look at.
type HAROpenParams struct {
	// Path is the file's, absolute.
	Path string `json:"path"`
}

// Archive is the HTTP Archive that the exchanges of a site were read from. Such a site answers
// nothing: its root is the archive's path, and its url that of the server that was recorded.
type Archive struct {
	// Creator is the program that wrote the archive, as that says.
	Creator string `json:"creator"`
	// Exchanges is how many were read.
	Exchanges int `json:"exchanges"`
	// Skipped counts entries that are not of HTTP, such as data: addresses.
	Skipped int `json:"skipped"`
	// Rebuilt counts exchanges of whose heads the archive has the fields, but not the bytes.
	Rebuilt int `json:"rebuilt"`
}

// ExchangeShareParams ask for a page that shows exchanges without Vitrina.
type ExchangeShareParams struct {
	// SiteID limits it to one site; absent for all.
	SiteID string `json:"siteId,omitempty"`
	// IDs limit it to these exchanges; absent for all that are kept.
	IDs []string `json:"ids,omitempty"`
	// Redact is true by default: cookies, credentials and tokens are left out.
	Redact *bool `json:"redact,omitempty"`
}

// ExchangeShareResult is the page, in the client's language.
type ExchangeShareResult struct {
	HTML string `json:"html"`
}
