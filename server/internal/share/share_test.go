package share

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"vitrina/server/internal/har"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// exchange is one in which every text is the same.
func exchange(text string) har.Exchange {
	status := 1
	x := har.Exchange{Exchange: protocol.Exchange{
		ExchangeSummary: protocol.ExchangeSummary{
			Method: text, Target: text, Status: 404, ContentType: &text, Note: text, Complete: true,
			Notes: []protocol.Note{{Code: "x", Severity: protocol.SeverityError, Message: text}},
		},
		Verdict: &protocol.Verdict{Outcome: protocol.Outcome{Fate: protocol.FateRefused, Type: text, Message: text, Source: "https://mimesniff.spec.whatwg.org/"}, Destination: text},
		Script:  &protocol.ScriptRun{Command: []string{text}, Stderr: text, ExitCode: &status},
	}, RequestBody: []byte(text), ResponseBody: []byte(text)}
	m := protocol.Message{Head: text, Headers: []protocol.Header{{Name: text, Value: text, SetBy: protocol.SetByScript, Where: &protocol.SourceLocation{Path: text, Line: 1}}}}
	m.Body = protocol.Body{Bytes: int64(len(text)), Kept: int64(len(text))}
	x.Request, x.Response = m, m
	return x
}

func write(t *testing.T, locale l10n.Locale, name string, exchanges ...har.Exchange) string {
	t.Helper()
	var page strings.Builder
	if err := Write(&page, locale, About{Name: name, Made: time.Now()}, exchanges); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// marks are the tags of a page, with all attributes whose values are ours.
func marks(t *testing.T, page string) string {
	t.Helper()
	var all []string
	for tokens := html.NewTokenizer(strings.NewReader(page)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return strings.Join(all, "\n")
		case html.TextToken:
		default:
			all = append(all, tokens.Token().String())
		}
	}
}

// Nothing of an exchange becomes markup: a page has the same tags and attributes whatever it says.
func TestNothingOfAnExchangeIsMarkup(t *testing.T) {
	harmless := marks(t, write(t, l10n.English, "a", exchange("a")))
	for _, hostile := range []string{
		"<script>alert(1)</script>", "</pre><script>x</script>", "</style><script>x</script>", `"><img src=x onerror=alert(1)>`, "' onload='x", "{{.}}", "</title><svg onload=x>",
		"javascript:alert(1)", "<!--", "-->", "]]>", "&lt;script&gt;", "\x01<b>", "<b\xff>", "</article></main></body></html><script>", "\u2028<script>", "`${x}`",
	} {
		if got := marks(t, write(t, l10n.English, hostile, exchange(hostile))); got != harmless {
			t.Errorf("%q gives\n%s", hostile, got)
		}
	}
}

func TestWhatWouldTurnTextAroundIsSeen(t *testing.T) {
	page := write(t, l10n.English, "a", exchange("a\u202eb\x1bc"))
	for _, never := range []string{"\u202e", "\x1b"} {
		if strings.Contains(page, never) {
			t.Errorf("%q is in it", never)
		}
	}
	if !strings.Contains(page, "a\ufffdb\ufffdc") {
		t.Error("it is not shown")
	}
}

func TestAPageNeedsNothingFromElsewhere(t *testing.T) {
	image := exchange("a")
	image.ResponseBody = []byte("\x89PNG\r\n\x1a\n...")
	image.Response.Body = protocol.Body{Bytes: int64(len(image.ResponseBody)), Kept: int64(len(image.ResponseBody))}
	page := write(t, l10n.Spanish, "sitio", image)
	for _, want := range []string{
		`<html lang="es">`, `content="default-src &#39;none&#39;; style-src &#39;sha256-`, `src="data:image/png;base64,`, "Encabezados de la respuesta", "<h1>sitio</h1>", "1 intercambio",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for tokens := html.NewTokenizer(strings.NewReader(page)); tokens.Next() != html.ErrorToken; {
		token := tokens.Token()
		for _, attribute := range token.Attr {
			if attribute.Key == "src" && !strings.HasPrefix(attribute.Val, "data:image/") || token.Data == "link" || token.Data == "script" {
				t.Error(token)
			}
		}
	}
}

func TestHowMuchOfABodyIsShown(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		m    protocol.Message
		want content
	}{
		"none":     {"", protocol.Message{}, content{}},
		"text":     {"hola ñ", protocol.Message{Body: protocol.Body{Bytes: 7, Kept: 7}}, content{Text: "hola ñ", Said: "7 B"}},
		"Latin-1":  {"\xf1", protocol.Message{Body: protocol.Body{Bytes: 1, Kept: 1}}, content{Text: "ñ", Said: "1 B"}},
		"binary":   {"a\x00", protocol.Message{Body: protocol.Body{Bytes: 2, Kept: 2}}, content{Said: "2 B that are not text"}},
		"cut":      {"ab", protocol.Message{Body: protocol.Body{Bytes: 9, Kept: 2}}, content{Text: "ab", Said: "the first 2 of 9 B"}},
		"not kept": {"", protocol.Message{Body: protocol.Body{Bytes: 9}}, content{Said: "9 B, which were not kept"}},
		"SVG":      {"<svg/>", protocol.Message{Body: protocol.Body{Bytes: 6, Kept: 6}}, content{Text: "<svg/>", Said: "6 B"}},
	} {
		if got := (view{locale: l10n.English}).content(c.m, []byte(c.body)); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Every word that a page may need is there.
func TestEveryWordIsThere(t *testing.T) {
	for _, locale := range l10n.Locales {
		v := view{locale: locale}
		keys := []string{"share.count.one", "share.count.other", "share.secrets.redacted", "share.secrets.shown"}
		for _, fate := range []protocol.Fate{protocol.FateShown, protocol.FateDownloaded, protocol.FateEmpty, protocol.FateApplied, protocol.FateRefused, protocol.FateRedirected} {
			keys = append(keys, "share.fate."+string(fate))
		}
		for _, as := range []protocol.Appearance{protocol.AsPage, protocol.AsText, protocol.AsImage, protocol.AsMedia, protocol.AsXML, protocol.AsPDF} {
			keys = append(keys, "share.as."+string(as))
		}
		for _, by := range []protocol.SetBy{protocol.SetByScript, protocol.SetByTypeTable, protocol.SetByFile, protocol.SetBySetting, protocol.SetByServer, protocol.SetByReload} {
			keys = append(keys, "share.by."+string(by))
		}
		for _, key := range keys {
			if v.Say(key) == key {
				t.Error(fmt.Sprint(locale), key)
			}
		}
		if text, err := json.Marshal(write(t, locale, "x", exchange("a"))); err != nil || strings.Contains(string(text), "share.") {
			t.Error(locale, "a key is shown", err)
		}
	}
}
