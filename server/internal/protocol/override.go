package protocol

// Override is how a path is answered in place of what the site says: the content stays what the file,
// the script or Vitrina gives. It holds as long as the site runs, and is written nowhere.
type Override struct {
	// ContentType is the value of Content-Type. Empty means that the response has none; absent, that
	// it stays what it is.
	ContentType *string `json:"contentType,omitempty"`
	// Status is the status code, from 200 to 599; absent or 0 for what it is. No content follows
	// 204, 205 and 304 (RFC 9110, section 15).
	Status int `json:"status,omitempty"`
	// Fields take the place of those with the same name, and are added where there is none. Set-Cookie
	// is always added.
	Fields List[HeaderLine] `json:"fields,omitempty"`
}

// PathOverride is an Override with the path that it is for.
type PathOverride struct {
	SiteID string `json:"siteId"`
	// Path is that of the request target, percent-encoded, without the query: of each spelling of
	// the same path, and of any query, the answer is the same.
	Path     string   `json:"path"`
	Override Override `json:"override"`
}

// OverrideSetParams ask that a path be answered in another way from now on. What was said of the path
// before is forgotten.
type OverrideSetParams struct {
	SiteID string `json:"siteId"`
	// Path is a request target, such as /index.html. Its query does not count.
	Path     string   `json:"path"`
	Override Override `json:"override"`
}

// OverrideRemoveParams ask that a path be answered as the site does again.
type OverrideRemoveParams struct {
	SiteID string `json:"siteId"`
	// Path is as in OverrideSetParams; absent for all paths of the site.
	Path string `json:"path,omitempty"`
}

// OverrideListParams choose whose overrides are listed.
type OverrideListParams struct {
	// SiteID names a site; absent for all.
	SiteID string `json:"siteId,omitempty"`
}

// OverrideListResult answers override/list.
type OverrideListResult struct {
	// Overrides are in the order in which they were set, by site.
	Overrides List[PathOverride] `json:"overrides"`
}

// OverrideDidChangeParams tell that an override of a site was set or removed.
type OverrideDidChangeParams struct {
	SiteID string `json:"siteId"`
	// Overrides are all that the site has now.
	Overrides List[PathOverride] `json:"overrides"`
}
