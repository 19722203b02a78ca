package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// printer puts into words what happens.
type printer interface {
	// ready writes the first lines to standard output.
	ready(protocol.Site) error
	exchange(*bytes.Buffer, protocol.ExchangeSummary)
	// skipped says how many exchanges are missing.
	skipped(to *bytes.Buffer, count int)
}

// textPrinter prints lines for people.
type textPrinter struct{ console Console }

func (p textPrinter) ready(site protocol.Site) error {
	lines := p.console.say("serve.ready", map[string]string{"root": site.Root, "url": site.URL}) + "\n"
	if site.PanelURL != "" {
		lines += p.console.say("serve.panel", map[string]string{"url": site.PanelURL}) + "\n"
	}
	_, err := io.WriteString(p.console.Out, lines)
	for _, line := range warnings(p.console, site) {
		fmt.Fprintln(p.console.Err, "vitrina: "+line)
	}
	if err == nil && site.Network != nil && len(site.Network.QRCode) > 0 && p.console.colours() {
		_, err = io.WriteString(p.console.Out, site.Network.URLs[0]+"\n"+drawQRCode(site.Network.QRCode))
	}
	return err
}

func (p textPrinter) exchange(to *bytes.Buffer, e protocol.ExchangeSummary) {
	// There are many of these lines: fmt would take three times as long.
	line := append(e.Time.AppendFormat(to.AvailableBuffer(), "15:04:05"), "  "...)
	line = append(append(line, plain(e.Method)...), ' ')
	line = append(append(line, plain(e.Target)...), "  "...)
	if e.Status > 0 {
		line = strconv.AppendInt(line, int64(e.Status), 10)
	} else {
		line = append(line, '-') // its client was gone before there was one
	}
	line = append(line, "  "...)
	if e.ContentType != nil {
		line = append(line, plain(*e.ContentType)...)
	} else {
		line = append(line, p.console.say("serve.noType", nil)...)
	}
	line = strconv.AppendInt(append(line, "  "...), e.Bytes, 10)
	line = strconv.AppendFloat(append(line, " B  "...), e.DurationMs, 'f', 1, 64)
	to.Write(append(line, " ms\n"...))
	for _, note := range l10n.Summary(p.console.Locale, e).Notes {
		if slices.Contains(everyday, note.Code) {
			continue
		}
		for line := range strings.Lines(note.Message) {
			fmt.Fprintln(to, "          "+plain(strings.TrimRight(line, "\r\n"))) // below the method
		}
	}
}

// everyday are notes on what each visit brings. The panel has them.
var everyday = []string{"reloadInjected", "notModified", "interimResponse"}

func (p textPrinter) skipped(to *bytes.Buffer, count int) {
	fmt.Fprintln(to, p.console.say("serve.skipped", map[string]string{"count": strconv.Itoa(count)}))
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
type jsonPrinter struct {
	console Console
	// verdict is what a browser makes of an exchange, by its id; nil where nothing is known of that.
	verdict func(id string) *protocol.Verdict
}

func (p jsonPrinter) ready(site protocol.Site) error {
	return writeJSON(p.console.Out, struct {
		Event string `json:"event"`
		URL   string `json:"url"`
		Panel string `json:"panel"`
		protocol.Site
	}{"ready", site.URL, site.PanelURL, site})
}

func (p jsonPrinter) exchange(to *bytes.Buffer, e protocol.ExchangeSummary) {
	_ = writeJSON(to, struct { // a summary can be encoded, and a buffer written
		Event string `json:"event"`
		protocol.ExchangeSummary
		Verdict *protocol.Verdict `json:"verdict,omitempty"`
	}{"exchange", l10n.Summary(p.console.Locale, e), l10n.Verdict(p.console.Locale, p.verdict(e.ID))})
}

func (p jsonPrinter) skipped(to *bytes.Buffer, count int) {
	_ = writeJSON(to, struct { // likewise
		Event string `json:"event"`
		Count int    `json:"count"`
	}{"skipped", count})
}

// notWritten says that standard output could not be written.
func notWritten(err error) error {
	return &textError{"command.notWritten", map[string]string{"cause": fault.Cause(err)}}
}

// writeJSON writes a line of JSON.
func writeJSON(to io.Writer, line any) error {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(line)
}
