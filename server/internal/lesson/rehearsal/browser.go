package rehearsal

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vitrina/server/internal/lesson"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rpc"
)

// longest is how long a request may take: a script may run for half a minute.
const longest = time.Minute

// browser asks as one that opens an address, and does not follow redirects.
type browser struct {
	site      protocol.Site
	client    *http.Client
	completed rpc.Follower
	// kept are the fields that show whether what was sent is still good, by target.
	kept map[string]http.Header
}

func newBrowser(site protocol.Site, completed rpc.Follower) *browser {
	return &browser{
		site: site, completed: completed, kept: map[string]http.Header{},
		client: &http.Client{
			Transport:     &http.Transport{DisableKeepAlives: true, DisableCompression: true},
			Timeout:       longest,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (b *browser) close() { b.completed.Close() }

// ask makes a request as often as it says, and waits until each exchange is recorded.
func (b *browser) ask(ctx context.Context, r lesson.TestRequest) *lesson.Problem {
	for range r.Times {
		if err := b.once(ctx, r); err != nil {
			wrong := problem("lesson.test.noAnswer", "target", r.Target, "cause", cause(err))
			return &wrong
		}
	}
	return nil
}

func (b *browser) once(ctx context.Context, r lesson.TestRequest) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, r.Method, b.site.URL, strings.NewReader(r.Form))
	if err != nil {
		return err
	}
	request.URL = &url.URL{Scheme: "http", Host: request.URL.Host, Opaque: r.Target}
	request.Header = http.Header{
		"Accept": {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, "User-Agent": {"Mozilla/5.0"},
		"Sec-Fetch-Dest": {"document"}, "Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Site": {"none"}, "Sec-Fetch-User": {"?1"},
		"Upgrade-Insecure-Requests": {"1"},
	}
	if r.Form != "" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("Origin", strings.TrimSuffix(b.site.URL, "/"))
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	} else {
		request.Body, request.ContentLength = http.NoBody, 0
	}
	if r.Again {
		for name, values := range b.kept[r.Target] {
			request.Header[name] = values
		}
	}
	for _, field := range r.Fields {
		if strings.EqualFold(field.Name, "Host") {
			request.Host = field.Value
			continue
		}
		request.Header.Set(field.Name, field.Value)
	}
	response, err := b.client.Do(request)
	if err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, response.Body) // a response that is cut short is one as well
	_ = response.Body.Close()
	b.keep(r.Target, response.Header)
	return b.recorded(ctx)
}

// keep keeps what a browser would ask with again (RFC 9110, section 13.1).
func (b *browser) keep(target string, had http.Header) {
	kept := http.Header{}
	for field, asks := range map[string]string{"Etag": "If-None-Match", "Last-Modified": "If-Modified-Since"} {
		if value := had.Get(field); value != "" {
			kept.Set(asks, value)
		}
	}
	if len(kept) > 0 {
		b.kept[target] = kept
	}
}

// recorded waits until an exchange is complete.
func (b *browser) recorded(ctx context.Context) error {
	for {
		for _, message := range b.completed.Next(1) {
			if len(message.Exchanges) > 0 {
				return nil
			}
		}
		select {
		case <-b.completed.Changed():
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
