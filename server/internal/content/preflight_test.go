package content

import (
	"net/http"
	"testing"
)

// A browser sends what a page of another origin wants only after an answer that allows it.
func TestPreflight(t *testing.T) {
	t.Parallel()
	const page = "http://localhost:5173"
	for _, c := range []struct {
		name            string
		method, headers string
		allow           http.Header
		status          int
		file            bool
		code, fields    string
	}{
		{"nothing is allowed", "PUT", "content-type", nil, 204, false, "preflightRefused", "Access-Control-Allow-Origin: " + page + "; Access-Control-Allow-Methods: PUT; Access-Control-Allow-Headers: content-type"},
		{"the origin alone", "POST", "content-type", http.Header{"Access-Control-Allow-Origin": {"*"}}, 200, false, "preflightRefused", "Access-Control-Allow-Headers: content-type"},
		{"a safelisted method", "POST", "", http.Header{"Access-Control-Allow-Origin": {page}}, 200, false, "", ""},
		{"all is allowed", "DELETE", "x-a,content-type", http.Header{
			"Access-Control-Allow-Origin": {page}, "Access-Control-Allow-Methods": {"GET, DELETE"}, "Access-Control-Allow-Headers": {"Content-Type", "X-A"},
		}, 204, false, "", ""},
		{"stars", "DELETE", "x-a,authorization", http.Header{
			"Access-Control-Allow-Origin": {"*"}, "Access-Control-Allow-Methods": {"*"}, "Access-Control-Allow-Headers": {"*"},
		}, 204, false, "preflightRefused", "Access-Control-Allow-Headers: authorization"},
		{"a failure", "POST", "", http.Header{"Access-Control-Allow-Origin": {"*"}}, 500, false, "preflightStatus", ""},
		{"a file", "GET", "x-a", nil, 204, true, "preflightRefused", "Access-Control-Allow-Origin: " + page + "; Access-Control-Allow-Headers: x-a"},
		{"a form's JSON to a file", "POST", "content-type", nil, 204, true, "preflightToFile", ""},
		{"no preflight", "", "", nil, 204, true, "", ""},
	} {
		asked := http.Header{"Origin": {page}, "Host": {"127.0.0.1:8000"}}
		if c.method != "" {
			asked.Set("Access-Control-Request-Method", c.method)
		}
		if c.headers != "" {
			asked.Set("Access-Control-Request-Headers", c.headers)
		}
		code, fields := "", ""
		if note := Preflight(asked, c.allow, c.status, c.file); note != nil {
			code, fields = note.Code, note.Args["fields"]
		}
		if code != c.code || fields != c.fields {
			t.Errorf("%s: %s %q, not %s %q", c.name, code, fields, c.code, c.fields)
		}
	}
}
