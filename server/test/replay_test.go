//go:build linux

package test

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

const echoScript = `-- cgi-bin/echo.sh --
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
echo "$REQUEST_METHOD $QUERY_STRING $HTTP_X_NAME $HTTP_COOKIE"
cat
-- page.txt --
a page
`

// complete waits until an exchange is over, and returns it.
func (e *editor) complete(id string) protocol.Exchange {
	e.t.Helper()
	for began := time.Now(); time.Since(began) < patience; time.Sleep(5 * time.Millisecond) {
		var got protocol.Exchange
		e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: id}, &got)
		if got.Complete {
			return got
		}
	}
	e.t.Fatalf("exchange %s has no end", id)
	panic("unreachable")
}

// content is the body of a response, or of a request.
func (e *editor) content(id string, of protocol.BodyOf) string {
	e.t.Helper()
	var got protocol.ExchangeBodyResult
	e.must(protocol.MethodExchangeBody, protocol.ExchangeBodyParams{ID: id, Of: of}, &got)
	data, err := base64.StdEncoding.DecodeString(got.DataBase64)
	if err != nil {
		e.t.Fatal(err)
	}
	return string(data)
}

// replay sends a request again and waits for its answer.
func (e *editor) replay(params protocol.ExchangeReplayParams) protocol.Exchange {
	e.t.Helper()
	var sent protocol.ExchangeRef
	e.must(protocol.MethodExchangeReplay, params, &sent)
	return e.complete(sent.ID)
}

// A request that is sent again has the same bytes, whatever they were, and is marked.
func TestARequestIsSentAgain(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, echoScript))
	host := strings.TrimSuffix(strings.TrimPrefix(site.URL, "http://"), "/")
	for name, request := range map[string]string{
		"a file":               "GET /page.txt?1 HTTP/1.1\r\nHost: HOST\r\nx-Name:  a\r\nX-NAME: b\r\n\r\n",
		"HEAD":                 "HEAD /page.txt?2 HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"HTTP/1.0":             "GET /page.txt?3 HTTP/1.0\r\n\r\n",
		"a form":               "POST /cgi-bin/echo.sh?4 HTTP/1.1\r\nHost: HOST\r\nCookie: a=1\r\nContent-Length: 3\r\n\r\na=1",
		"chunks":               "POST /cgi-bin/echo.sh?5 HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\nX-End: 1\r\n\r\n",
		"an interim response":  "POST /cgi-bin/echo.sh?6 HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc",
		"Latin-1":              "GET /page.txt?7 HTTP/1.1\r\nHost: HOST\r\nX-Name: \xf1\r\n\r\n",
		"a malformed request":  "GET /page.txt?8 HTTP/1.1\r\nHost: HOST\r\nNo colon\r\n\r\n",
		"two lengths":          "POST /page.txt?9 HTTP/1.1\r\nHost: HOST\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
		"content that is cut":  "POST /cgi-bin/echo.sh?10 HTTP/1.1\r\nHost: HOST\r\nContent-Length: 9\r\n\r\nabc",
		"a chunk that is cut":  "POST /cgi-bin/echo.sh?11 HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab",
		"a form of other site": "POST /cgi-bin/echo.sh?12 HTTP/1.1\r\nHost: HOST\r\nOrigin: http://other.test\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nContent-Length: 0\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			connection := dial(t, site.URL)
			if _, err := io.WriteString(connection, strings.ReplaceAll(request, "HOST", host)); err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "is cut") {
				_ = connection.(*net.TCPConn).CloseWrite()
			}
			hangUp(connection)
			connection.Close()
			_, query, _ := strings.Cut(strings.SplitN(request, " ", 3)[1], "?")
			first := e.withQuery(query, "")
			again := e.replay(protocol.ExchangeReplayParams{ID: first.ID})
			if again.Request.Head != first.Request.Head || again.Request.HeadBase64 != first.Request.HeadBase64 {
				t.Errorf("sent\n%q, not\n%q", again.Request.Head, first.Request.Head)
			}
			if was, is := e.content(first.ID, protocol.BodyOfRequest), e.content(again.ID, protocol.BodyOfRequest); was != is {
				t.Errorf("the content is %q, not %q", is, was)
			}
			if was, is := lines(first.Request.Chunked), lines(again.Request.Chunked); was != is {
				t.Errorf("the chunks are %s, not %s", is, was)
			}
			if again.Status != first.Status || e.content(again.ID, protocol.BodyOfResponse) != e.content(first.ID, protocol.BodyOfResponse) {
				t.Errorf("answered %d %q, not %d", again.Status, e.content(again.ID, protocol.BodyOfResponse), first.Status)
			}
			if again.Replay == nil || again.Replay.Of != first.ID || first.Replay != nil {
				t.Errorf("marked %+v, and the first %+v", again.Replay, first.Replay)
			}
		})
	}
}

// withQuery waits for the exchange whose target ends in a query; of the one that is not a replay, or of one of it.
func (e *editor) withQuery(query, of string) protocol.Exchange {
	e.t.Helper()
	for began := time.Now(); time.Since(began) < patience; time.Sleep(5 * time.Millisecond) {
		var list protocol.ExchangeListResult
		e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{}, &list)
		for _, each := range list.Exchanges {
			if strings.HasSuffix(each.Target, "?"+query) && each.Complete && (each.Replay == nil) == (of == "") {
				return e.complete(each.ID)
			}
		}
	}
	e.t.Fatalf("no exchange has the query %s", query)
	panic("unreachable")
}

func lines(c *protocol.Chunked) string {
	if c == nil {
		return ""
	}
	said := c.Trailer
	for _, each := range c.Chunks {
		said += fmt.Sprintf("%q %d ", each.Line, each.Bytes)
	}
	return said
}

// A request is changed in parts, or composed from nothing; what it does not say stays.
func TestARequestIsChanged(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, echoScript))
	host := strings.TrimSuffix(strings.TrimPrefix(site.URL, "http://"), "/")
	answer := ask(t, site.URL, "POST", "/cgi-bin/echo.sh?first", "a=1", "X-Name: one", "Content-Length: 3")
	if answer.status != 200 {
		t.Fatal(answer)
	}
	first := e.withQuery("first", "")
	encoded := func(text string) *string { s := base64.StdEncoding.EncodeToString([]byte(text)); return &s }
	hosted := func(fields ...protocol.HeaderLine) []protocol.HeaderLine {
		return append([]protocol.HeaderLine{{Name: "Host", Value: host}}, fields...)
	}
	for name, test := range map[string]struct {
		id      string
		changes protocol.RequestChanges
		want    string
	}{
		"nothing":  {first.ID, protocol.RequestChanges{}, "POST first one \na=1"},
		"a target": {first.ID, protocol.RequestChanges{Target: "/cgi-bin/echo.sh?other"}, "POST other one \na=1"},
		"a body":   {first.ID, protocol.RequestChanges{BodyBase64: encoded("longer=2")}, "POST first one \nlonger=2"},
		"no body":  {first.ID, protocol.RequestChanges{BodyBase64: encoded("")}, "POST first one \n"},
		"fields":   {first.ID, protocol.RequestChanges{Headers: hosted(protocol.HeaderLine{Name: "x-NAME", Value: "ñ"})}, "POST first ñ \na=1"},
		"a method": {first.ID, protocol.RequestChanges{Method: "PUT"}, "PUT first one \na=1"},
		"its length is set right": {
			first.ID, protocol.RequestChanges{Headers: hosted(
				protocol.HeaderLine{Name: "content-length", Value: "99"}, protocol.HeaderLine{Name: "Transfer-Encoding", Value: "chunked"},
			)}, "POST first  \na=1",
		},
		"from nothing": {"", protocol.RequestChanges{Target: "/cgi-bin/echo.sh?new", Headers: hosted()}, "GET new  \n"},
	} {
		t.Run(name, func(t *testing.T) {
			params := protocol.ExchangeReplayParams{ID: test.id, Changes: &test.changes}
			if test.id == "" {
				params.SiteID = site.ID
			}
			got := e.replay(params)
			if body := e.content(got.ID, protocol.BodyOfResponse); body != test.want {
				t.Errorf("answered %d %q, not %q", got.Status, body, test.want)
			}
			if got.Replay == nil || got.Replay.Of != test.id {
				t.Errorf("marked %+v", got.Replay)
			}
		})
	}
	got := e.replay(protocol.ExchangeReplayParams{ID: first.ID, Changes: &protocol.RequestChanges{
		Headers: hosted(protocol.HeaderLine{Name: "b", Value: "1"}, protocol.HeaderLine{Name: "Content-length", Value: "1"}, protocol.HeaderLine{Name: "A", Value: ""}),
	}})
	if want := "POST /cgi-bin/echo.sh?first HTTP/1.1\r\nHost: " + host + "\r\nb: 1\r\nContent-length: 3\r\nA: \r\n\r\n"; got.Request.Head != want {
		t.Errorf("sent %q, not %q", got.Request.Head, want)
	}
}

// What HTTP cannot send is said before, all of it; the switch for teachers sends it, and shows the refusal.
func TestWhatHTTPCannotSend(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, echoScript))
	valid := []protocol.HeaderLine{{Name: "Host", Value: "localhost"}}
	for name, test := range map[string]struct {
		changes protocol.RequestChanges
		want    []string
	}{
		"a method":   {protocol.RequestChanges{Method: "GET /", Headers: valid}, []string{"“GET /” is not a valid method"}},
		"a target":   {protocol.RequestChanges{Target: "/a b", Headers: valid}, []string{"“/a b” is not a valid target"}},
		"a path":     {protocol.RequestChanges{Target: "page", Headers: valid}, []string{"“page” is not a valid target"}},
		"our own":    {protocol.RequestChanges{Target: "/_vitrina/live", Headers: valid}, []string{"belongs to Vitrina itself"}},
		"splitting":  {protocol.RequestChanges{Headers: append(valid, protocol.HeaderLine{Name: "X", Value: "a\r\nY: b"})}, []string{"the value of X holds a line break"}},
		"a name":     {protocol.RequestChanges{Headers: append(valid, protocol.HeaderLine{Name: "X Y", Value: "a"})}, []string{"“X Y” is not a valid header name"}},
		"no host":    {protocol.RequestChanges{Headers: []protocol.HeaderLine{{Name: "A", Value: "b"}}}, []string{"exactly one Host header"}},
		"two faults": {protocol.RequestChanges{Method: "(", Target: "", Headers: append(valid, valid...)}, []string{"“(” is not a valid method", "exactly one Host header"}},
	} {
		t.Run(name, func(t *testing.T) {
			refused := e.call(protocol.MethodExchangeReplay, protocol.ExchangeReplayParams{SiteID: site.ID, Changes: &test.changes})
			if refused.Error == nil {
				t.Fatalf("sent: %s", refused.Result)
			}
			for _, want := range test.want {
				if !strings.Contains(refused.Error.Message, want) {
					t.Errorf("said %q, not %q", refused.Error.Message, want)
				}
			}
		})
	}
	for name, test := range map[string]struct {
		raw    string
		status int
	}{
		"no colon":        {"GET /page.txt HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n", 400},
		"no end":          {"GET /page.txt HTTP/1.1\r\nHost: loc", 400},
		"a valid request": {"GET /page.txt HTTP/1.1\r\nHost: localhost\r\n\r\n", 200},
		"no HTTP":         {"hello\n", 400},
	} {
		t.Run(name, func(t *testing.T) {
			got := e.replay(protocol.ExchangeReplayParams{SiteID: site.ID, RawBase64: base64.StdEncoding.EncodeToString([]byte(test.raw))})
			if got.Status != test.status || got.Replay == nil {
				t.Errorf("answered %d, marked %+v", got.Status, got.Replay)
			}
		})
	}
}

// What cannot be sent again is said; nothing of it is left behind when a site stops.
func TestAReplayThatCannotBe(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	site := e.start(folder(t, echoScript+"-- cgi-bin/wait.sh --\n#!/bin/sh\nexec sleep 60\n"))
	body := strings.Repeat("x", 2<<20)
	ask(t, site.URL, "POST", "/cgi-bin/echo.sh?large", body, "Content-Length: "+strconv.Itoa(len(body)))
	large := e.withQuery("large", "")
	for name, test := range map[string]struct {
		params protocol.ExchangeReplayParams
		want   protocol.Failure
	}{
		"unknown":    {protocol.ExchangeReplayParams{ID: "99999"}, protocol.FailureExchangeUnknown},
		"no site":    {protocol.ExchangeReplayParams{SiteID: "none", RawBase64: "YQ=="}, protocol.FailureSiteUnknown},
		"no base64":  {protocol.ExchangeReplayParams{SiteID: site.ID, RawBase64: "%"}, protocol.FailureBadParams},
		"not whole":  {protocol.ExchangeReplayParams{ID: large.ID}, protocol.FailureRequestNotKept},
		"not either": {protocol.ExchangeReplayParams{ID: large.ID, Changes: &protocol.RequestChanges{Method: "PUT"}}, protocol.FailureRequestNotKept},
	} {
		t.Run(name, func(t *testing.T) {
			refused := e.call(protocol.MethodExchangeReplay, test.params)
			if refused.Error == nil || refused.Error.Data.Failure != test.want {
				t.Errorf("answered %+v", refused)
			}
		})
	}
	var waiting protocol.ExchangeRef
	e.must(protocol.MethodExchangeReplay, protocol.ExchangeReplayParams{SiteID: site.ID, Changes: &protocol.RequestChanges{
		Target: "/cgi-bin/wait.sh", Headers: []protocol.HeaderLine{{Name: "Host", Value: "localhost"}},
	}}, &waiting)
	e.must(protocol.MethodSiteStop, protocol.SiteRef{SiteID: site.ID}, nil) // the replay is under way
}
