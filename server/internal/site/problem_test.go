package site

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/pages"
)

func TestForOthers(t *testing.T) {
	sections := []pages.Section{{Heading: "error.section.stderr", Lines: pages.Text("Traceback")}}
	for _, c := range []struct {
		status int
		code   string
		args   map[string]string
		want   string
	}{
		{404, "notFound", map[string]string{"path": "/x"}, "notFound"},
		{405, "methodNotAllowed", nil, "methodNotAllowed"},
		{400, "malformed.bareLF", nil, "malformed.bareLF"},
		{505, "malformed.otherVersion", nil, "malformed.otherVersion"},
		{403, "foreignPage", nil, "foreignPage"},
		{403, "cgiNetwork", nil, "cgiNetwork"},
		{403, "cgiOff", nil, "refusedForOthers"},
		{403, "cgiUntrusted", nil, "refusedForOthers"},
		{403, "hostNotAllowed", nil, "refusedForOthers"},
		{403, "fileNotReadable", nil, "refusedForOthers"},
		{500, "internalError", map[string]string{"stack": "main.go:1"}, "failedForOthers"},
		{500, "scriptFailed", map[string]string{"exit": "1"}, "failedForOthers"},
		{500, "scriptCannotRun.interpreterMissing", map[string]string{"command": "/opt/x"}, "failedForOthers"},
		{503, "tooManyScripts", nil, "failedForOthers"},
		{504, "scriptTimedOut", nil, "failedForOthers"},
		{400, "badRequestBody", map[string]string{"cause": "write /tmp/x: no space left on device"}, "failedForOthers"},
	} {
		want := pages.Problem{Code: c.code, Args: c.args, Sections: sections}
		whole := want
		whole.Nearest = []string{"/unlisted.html"}
		if c.want != c.code {
			want = pages.Problem{Code: c.want}
		}
		if diff := cmp.Diff(want, forOthers(c.status, whole)); diff != "" {
			t.Errorf("%d %s: %s", c.status, c.code, diff)
		}
	}
}

func TestOthersDoNotLearnWhereALinkLeads(t *testing.T) {
	for code, want := range map[string]string{"notFound.leadsOut": "notFound", "notFound.leadsToScript": "notFound", "scriptNotFound.leadsNowhere": "scriptNotFound"} {
		args := map[string]string{"path": "/x", "folder": "cgi-bin", "at": "/x", "to": "/home/somebody"}
		got := forOthers(404, pages.Problem{Code: code, Args: args})
		if diff := cmp.Diff(pages.Problem{Code: want, Args: map[string]string{"path": "/x", "folder": "cgi-bin"}}, got); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}

func TestOthersLearnThatTheirContentIsMissing(t *testing.T) {
	args := map[string]string{"announced": "10", "received": "3"}
	got := forOthers(504, pages.Problem{Code: "bodyTimedOut", Args: args, Sections: []pages.Section{{Heading: "error.section.stderr"}}})
	if diff := cmp.Diff(pages.Problem{Code: "bodyTimedOut", Args: args}, got); diff != "" {
		t.Error(diff)
	}
}
