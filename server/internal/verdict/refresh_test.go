package verdict

import (
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
)

// Each row was asked of Chromium.
func TestWhereADocumentGoesByItself(t *testing.T) {
	const html, text = "Content-Type: text/html\n", "Content-Type: text/plain\n"
	meta := func(content string) string { return `<meta http-equiv=refresh content="` + content + `">` }
	for _, row := range []struct{ answered, content, want string }{
		{html, "<p>x", ""},
		{html + "Refresh: 0; url=/to", "<p>x", "refresh 0 /to"},
		{html + "Refresh: 0;url=/to", "", "refresh 0 /to"},
		{text + "Refresh: 007, /to", "x", "refresh 7 /to"},
		{html + "Refresh: 0 url=/to", "x", "refresh 0 /to"},
		{html + `Refresh: 0; URL = "/to" x`, "x", "refresh 0 /to"},
		{html + "Refresh: 0; urll=/to", "x", "refresh 0 urll=/to"},
		{html + "Refresh: .5; url=/to", "x", "refresh 0 /to"},
		{html + "Refresh: 0.5.6; url=/to", "x", "refresh 0 /to"},
		{html + "Refresh: 5", "x", "refreshAgain 5 "},
		{html + "Refresh: 0; url=", "x", "refreshAgain 0 "},
		{html + "Refresh: 9; url=/a\nRefresh: 0; url=/to", "x", "refresh 9 /a, 0; url=/to"},
		{html + "Refresh: ;url=/to", "x", ""},
		{html + "Refresh: url=/to", "x", ""},
		{html + "Refresh: -1; url=/to", "x", ""},
		{html + "Refresh: 1s; url=/to", "x", ""},
		{html + "Refresh: 0; url=javascript:x", "x", ""},
		{html + "Refresh: 0; url=data:text/html,x", "x", ""},
		{"Content-Type: application/zip\nRefresh: 0; url=/to", "x", ""},
		{html + "Content-Disposition: attachment\nRefresh: 0; url=/to", "x", ""},

		{html, "<body><p>x" + meta("3; url=/to"), "meta 3 /to"},
		{html, meta("3"), "metaAgain 3 "},
		{text, meta("3; url=/to"), ""},
		{html, "<!-- " + meta("0; url=/to") + " -->", ""},
		{html, "<noscript>" + meta("0; url=/to") + "</noscript>", ""},
		{html, "<template>" + meta("0; url=/to") + "</template>", ""},
		{html, `<meta http-equiv=" refresh" content="0; url=/to">`, ""},
		{html, meta("99; url=/a") + meta("0; url=/to"), "meta 0 /to"},
		{html, meta("0; url=/to") + meta("1; url=/a"), "meta 0 /to"},
		{html + "Refresh: 2; url=/a", meta("2; url=/to"), "meta 2 /to"},
		{html + "Refresh: 0; url=/to", meta("10; url=/a"), "refresh 0 /to"},
		{html + "Content-Security-Policy: default-src *, sandbox allow-forms", meta("0; url=/to"), ""},
		{html + "Content-Security-Policy: sandbox allow-scripts", meta("0; url=/to"), "meta 0 /to"},
		{html + "Content-Security-Policy: sandbox\nRefresh: 0; url=/to", "<p>x", "refresh 0 /to"},
	} {
		made := Of(Response{
			Method: "GET", Status: 200, Asked: head(asked("document", "navigate")), Answered: head(row.answered),
			Content: []byte(row.content), Bytes: int64(len(row.content)),
		})
		got := ""
		if made.Afterwards != "" {
			got = made.Afterwards + " " + made.Args["seconds"] + " " + made.Args["address"]
		}
		if got != row.want {
			t.Errorf("%s%q: %q, not %q", row.answered, row.content, got, row.want)
		}
		if said := l10n.Verdict(l10n.English, made).Afterwards; (said == "") != (got == "") || strings.Contains(said, "{") {
			t.Errorf("%s: %s", got, said)
		}
	}
}
