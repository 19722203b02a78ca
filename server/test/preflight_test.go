//go:build linux

package test

import (
	"testing"

	"vitrina/server/internal/protocol"
)

// A preflight for a file is answered with what the settings allow to other origins, and with
// none of their other fields.
func TestAPreflightGetsWhatSettingsAllow(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, "-- data.json --\n{}\n-- other.json --\n{}\n"), func(p *protocol.SiteStartParams) {
		p.Headers = map[string]map[string]string{"data.json": {
			"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "X-Token", "X-Mine": "1",
		}}
	})
	for target, want := range map[string]string{"/data.json": "", "/other.json": "preflightRefused"} {
		got := ask(t, site.URL, "OPTIONS", target, "", "Origin: http://localhost:5173", "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: x-token")
		x := e.exchange(target)
		allowed := got.header.Get("Access-Control-Allow-Headers") == "X-Token" && got.header.Get("Access-Control-Allow-Origin") == "*"
		if got.status != 204 || got.header.Get("X-Mine") != "" || allowed != (want == "") || noteCodes(x.Notes) != want {
			t.Errorf("%s: %s%+v", target, got.head, x.Notes)
		}
		for _, field := range x.Response.Headers {
			if field.Name == "Access-Control-Allow-Origin" && field.SetBy != protocol.SetBySetting {
				t.Errorf("%+v", field)
			}
		}
	}
}
