package site

import (
	"testing"

	"vitrina/server/internal/protocol"
)

func TestFramingField(t *testing.T) {
	t.Parallel()
	const csp = "Content-Security-Policy"
	for _, test := range []struct {
		name   string
		fields []protocol.Header
		nested bool
		want   string
	}{
		{"no field", nil, true, ""},
		{"denied", []protocol.Header{{Name: "x-frame-options", Value: "deny"}}, false, "x-frame-options: deny"},
		{"same origin, and the view is on top", []protocol.Header{{Name: "X-Frame-Options", Value: "SAMEORIGIN"}}, false, ""},
		{"same origin, and an editor frames the view", []protocol.Header{{Name: "X-Frame-Options", Value: "SAMEORIGIN"}}, true, "X-Frame-Options: SAMEORIGIN"},
		{"no value that means anything", []protocol.Header{{Name: "X-Frame-Options", Value: "ALLOW-FROM x"}}, true, ""},
		{"no ancestors", []protocol.Header{{Name: csp, Value: "img-src 'self'; frame-ancestors 'none'"}}, false, csp + ": frame-ancestors 'none'"},
		{"an empty list", []protocol.Header{{Name: csp, Value: "frame-ancestors"}}, false, csp + ": frame-ancestors"},
		{"itself", []protocol.Header{{Name: csp, Value: "frame-ancestors 'self'"}}, false, ""},
		{"itself, within an editor", []protocol.Header{{Name: csp, Value: "frame-ancestors 'self'"}}, true, csp + ": frame-ancestors 'self'"},
		{"a host, which may be this one", []protocol.Header{{Name: csp, Value: "frame-ancestors example.org"}}, false, ""},
		{"the second policy", []protocol.Header{{Name: csp, Value: "default-src 'self', frame-ancestors 'none'"}}, false, csp + ": frame-ancestors 'none'"},
		{"ancestors count, and not the older field", []protocol.Header{{Name: "X-Frame-Options", Value: "DENY"}, {Name: csp, Value: "frame-ancestors 'self'"}}, false, ""},
		{"a report alone", []protocol.Header{{Name: csp + "-Report-Only", Value: "frame-ancestors 'none'"}}, false, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := framingField(test.fields, test.nested); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
