package csp

import "testing"

// What Chromium 156 does with each policy was tried: a page whose first script is of its own site
// and opens a socket.
func TestPoliciesSayWhatAPageMayDo(t *testing.T) {
	tests := map[string]struct{ script, inline, socket, sandbox bool }{
		"":                                                    {true, true, true, true},
		"default-src 'self'":                                  {true, false, true, true},
		"default-src 'none'":                                  {false, false, false, true},
		"DEFAULT-SRC 'SELF'":                                  {true, false, true, true},
		"img-src 'none'; frame-src 'none'":                    {true, true, true, true},
		"connect-src *":                                       {true, true, true, true},
		"connect-src localhost:8000":                          {true, true, false, true},
		"connect-src http://localhost:8000":                   {true, true, false, true},
		"connect-src http:":                                   {true, true, false, true},
		"connect-src ws:":                                     {true, true, true, true},
		"connect-src ws://localhost:8000":                     {true, true, true, true},
		"connect-src ws://localhost:8001":                     {true, true, false, true},
		"connect-src *:*":                                     {true, true, false, true},
		"connect-src":                                         {true, true, false, true},
		"connect-src https://api.example":                     {true, true, false, true},
		"script-src localhost:8000":                           {true, false, true, true},
		"script-src localhost":                                {false, false, true, true},
		"script-src localhost:*":                              {true, false, true, true},
		"script-src *.localhost:8000":                         {false, false, true, true},
		"script-src http:":                                    {true, false, true, true},
		"script-src *":                                        {true, false, true, true},
		"script-src http://localhost:8000/_vitrina/":          {true, false, true, true},
		"script-src http://localhost:8000/js/":                {false, false, true, true},
		"script-src http://localhost:8000/_vitrina/reload.js": {true, false, true, true},
		"script-src 'self' 'nonce-abc'":                       {true, false, true, true},
		"script-src 'nonce-abc'":                              {false, false, true, true},
		"script-src 'self' 'nonce-abc' 'strict-dynamic'":      {false, false, true, true},
		"script-src 'unsafe-inline'":                          {false, true, true, true},
		"script-src 'unsafe-inline' 'sha256-abc' 'self'":      {true, false, true, true},
		"script-src 'self' 'none'":                            {true, false, true, true},
		"script-src-elem 'none'; script-src 'self'":           {false, false, true, true},
		"script-src 'self'; script-src 'none'":                {true, false, true, true},
		"script-src-attr 'none'":                              {true, true, true, true},
		"default-src 'none'; script-src 'self'":               {true, false, false, true},
		"sandbox":                                             {true, true, true, false},
		"sandbox allow-scripts":                               {true, true, true, false},
		"sandbox allow-scripts allow-same-origin":             {true, true, true, true},
	}
	for value, want := range tests {
		got := struct{ script, inline, socket, sandbox bool }{true, true, true, true}
		for _, p := range Parse(value) {
			_, got.script = p.Script("localhost:8000", "/_vitrina/reload.js")
			_, got.socket = p.Socket("localhost:8000", "/_vitrina/reload")
			_, got.sandbox = p.Sandbox()
			got.inline = p.Inline()
		}
		if got != want {
			t.Errorf("%q: %+v, want %+v", value, got, want)
		}
	}
}

func TestPoliciesOfOneFieldAllCount(t *testing.T) {
	policies := Parse("script-src 'none', default-src 'self', ")
	if len(policies) != 2 {
		t.Fatal(policies)
	}
	if d, ok := policies[0].Script("h", "/"); ok || d.String() != "script-src 'none'" {
		t.Errorf("%v %v", d, ok)
	}
	if d, ok := policies[1].Script("h", "/"); !ok || d.Name != "default-src" {
		t.Errorf("%v %v", d, ok)
	}
}
