// Package override has what a person answers a path with in place of what the site says: another
// type, none, another status, further fields. The content stays what it is.
package override

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
)

// Override is how one path is answered. It was checked, and does not change. On nil nothing is
// overridden.
type Override struct {
	is  protocol.Override
	tag string
}

// Head are the fields and the status of a response that is about to be sent. Names are compared
// without regard to case.
type Head interface {
	Get(name string) string
	// Set puts a field in the place of those with its name.
	Set(name, value string)
	Add(name, value string)
	Del(name string)
}

// made makes an override of what was checked.
func made(is protocol.Override) *Override {
	data, _ := json.Marshal(is) // texts and numbers
	hash := sha256.Sum256(data)
	return &Override{is, base64.RawURLEncoding.EncodeToString(hash[:])[:8]}
}

// Tag names it: equal tags mean equal overrides.
func (o *Override) Tag() string { return o.tag }

// Protocol is what clients see of it; nil where nothing is overridden.
func (o *Override) Protocol() *protocol.Override {
	if o == nil {
		return nil
	}
	return &o.is
}

// Status is the status code in place of another.
func (o *Override) Status(was int) int {
	if o == nil || o.is.Status == 0 {
		return was
	}
	return o.is.Status
}

// NamesType reports whether it decides on Content-Type.
func (o *Override) NamesType() bool { return o != nil && o.is.ContentType != nil }

// Gives reports whether one of its fields has a name and value.
func (o *Override) Gives(name, value string) bool {
	return o != nil && slices.ContainsFunc(o.is.Fields, func(f protocol.HeaderLine) bool {
		return strings.EqualFold(f.Name, name) && f.Value == value
	})
}

// ShowsNothing reports whether a browser shows no content of the response: it has none, or redirects.
func (o *Override) ShowsNothing() bool {
	return o != nil && (o.DropsContent() || o.is.Status >= 300 && o.is.Status < 400 && o.names("Location"))
}

// DropsContent reports whether no content follows the status (RFC 9110, sections 15.3.5, 15.3.6 and
// 15.4.5).
func (o *Override) DropsContent() bool {
	if o == nil {
		return false
	}
	switch o.is.Status {
	case http.StatusNoContent, http.StatusResetContent, http.StatusNotModified:
		return true
	}
	return false
}

func (o *Override) names(name string) bool {
	return slices.ContainsFunc(o.is.Fields, func(f protocol.HeaderLine) bool { return strings.EqualFold(f.Name, name) })
}

// SetFields puts the type and the fields into the head of a response with a status, and returns the
// names of those that it set.
func (o *Override) SetFields(head Head, status int) (names []string) {
	if o == nil {
		return nil
	}
	if given := o.is.ContentType; given != nil {
		switch {
		case *given == "":
			head.Del("Content-Type")
		case status != http.StatusNoContent && status != http.StatusNotModified: // of no content
			head.Set("Content-Type", *given)
			names = append(names, "Content-Type")
		}
	}
	for i, f := range o.is.Fields {
		again := slices.ContainsFunc(o.is.Fields[:i], func(earlier protocol.HeaderLine) bool { return strings.EqualFold(earlier.Name, f.Name) })
		if again || strings.EqualFold(f.Name, "Set-Cookie") {
			head.Add(f.Name, f.Value)
		} else {
			head.Set(f.Name, f.Value)
		}
		names = append(names, f.Name)
	}
	return names
}
