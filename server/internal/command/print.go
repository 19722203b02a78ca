package command

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// printer says on standard output what happens.
type printer interface {
	ready(protocol.Site)
	exchange(protocol.ExchangeSummary)
}

// textPrinter prints lines for people.
type textPrinter struct{ io IO }

func (p textPrinter) ready(site protocol.Site) {
	fmt.Fprintf(p.io.Out, "Serving %s at %s\n", site.Root, site.URL)
	if site.PanelURL != "" {
		fmt.Fprintf(p.io.Out, "Panel at %s\n", site.PanelURL)
	}
	for _, line := range warnings(p.io, site) {
		fmt.Fprintln(p.io.Err, "vitrina: "+line)
	}
}

func (p textPrinter) exchange(e protocol.ExchangeSummary) {
	contentType := p.io.say("serve.noType", nil)
	if e.ContentType != nil {
		contentType = *e.ContentType
	}
	fmt.Fprintf(p.io.Out, "%s  %s %s  %d  %s  %d B  %.1f ms\n",
		e.Time.Format("15:04:05"), plain(e.Method), plain(e.Target), e.Status, plain(contentType), e.Bytes, e.DurationMs)
}

// plain makes text from the network safe for a terminal: it must not move the cursor
// or begin a line of its own.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// jsonPrinter prints one JSON object a line, for programs.
type jsonPrinter struct{ io IO }

func (p jsonPrinter) ready(site protocol.Site) {
	p.print(struct {
		Event string `json:"event"`
		URL   string `json:"url"`
		Panel string `json:"panel"`
		protocol.Site
	}{"ready", site.URL, site.PanelURL, site})
}

func (p jsonPrinter) exchange(e protocol.ExchangeSummary) {
	p.print(struct {
		Event string `json:"event"`
		protocol.ExchangeSummary
	}{"exchange", l10n.Summary(p.io.Locale, e)})
}

func (p jsonPrinter) print(line any) {
	encoder := json.NewEncoder(p.io.Out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(line); err != nil {
		fmt.Fprintln(p.io.Err, "vitrina:", err)
	}
}
