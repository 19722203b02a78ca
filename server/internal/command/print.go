package command

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// printer says on standard output what happens. Its errors are those of writing there.
type printer interface {
	ready(protocol.Site) error
	exchange(protocol.ExchangeSummary) error
}

// textPrinter prints lines for people.
type textPrinter struct{ io IO }

func (p textPrinter) ready(site protocol.Site) error {
	lines := fmt.Sprintf("Serving %s at %s\n", site.Root, site.URL)
	if site.PanelURL != "" {
		lines += fmt.Sprintf("Panel at %s\n", site.PanelURL)
	}
	_, err := io.WriteString(p.io.Out, lines)
	for _, line := range warnings(p.io, site) {
		fmt.Fprintln(p.io.Err, "vitrina: "+line)
	}
	if err == nil && site.Network != nil && len(site.Network.QRCode) > 0 && p.io.colours() {
		_, err = io.WriteString(p.io.Out, site.Network.URLs[0]+"\n"+drawQRCode(site.Network.QRCode))
	}
	return err
}

func (p textPrinter) exchange(e protocol.ExchangeSummary) error {
	contentType := p.io.say("serve.noType", nil)
	if e.ContentType != nil {
		contentType = *e.ContentType
	}
	status := "-" // its client was gone before there was one
	if e.Status > 0 {
		status = strconv.Itoa(e.Status)
	}
	_, err := fmt.Fprintf(p.io.Out, "%s  %s %s  %s  %s  %d B  %.1f ms\n",
		e.Time.Format("15:04:05"), plain(e.Method), plain(e.Target), status, plain(contentType), e.Bytes, e.DurationMs)
	return err
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

func (p jsonPrinter) ready(site protocol.Site) error {
	return p.print(struct {
		Event string `json:"event"`
		URL   string `json:"url"`
		Panel string `json:"panel"`
		protocol.Site
	}{"ready", site.URL, site.PanelURL, site})
}

func (p jsonPrinter) exchange(e protocol.ExchangeSummary) error {
	return p.print(struct {
		Event string `json:"event"`
		protocol.ExchangeSummary
	}{"exchange", l10n.Summary(p.io.Locale, e)})
}

func (p jsonPrinter) print(line any) error {
	encoder := json.NewEncoder(p.io.Out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(line)
}
