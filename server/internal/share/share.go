// Package share writes exchanges as one HTML file that shows them without Vitrina: no script, nothing
// from elsewhere, and nothing of an exchange is ever markup.
package share

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"
	"strconv"
	"sync"
	"time"

	"vitrina/server/internal/build"
	"vitrina/server/internal/har"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

//go:embed page.html page.css
var files embed.FS

var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page.html").ParseFS(files, "page.html"))
})

var style = sync.OnceValue(func() string {
	css, err := files.ReadFile("page.css")
	if err != nil {
		panic(err) // embedded
	}
	return string(css)
})

// policy lets a browser apply the page's own style and show the images in it, and nothing else.
func policy() string {
	sum := sha256.Sum256([]byte(style()))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
}

// About is what the page says of its exchanges as a whole.
type About struct {
	// Name is what was served, or the archive's.
	Name string
	// Redacted is true where secrets were left out.
	Redacted bool
	// Rebuilt is true where heads were put together from fields.
	Rebuilt bool
	// Made is when the page was.
	Made time.Time
}

// Write writes the page in a language.
func Write(w io.Writer, locale l10n.Locale, about About, exchanges []har.Exchange) error {
	v := view{locale: locale, Lang: string(locale), Style: template.CSS(style()), Policy: policy()} //nolint:gosec // our own file
	v.Name = visible(about.Name)
	v.Made = moment(about.Made) + " · Vitrina " + build.Version
	v.Count = v.Say("share.count."+plural(len(exchanges)), "count", strconv.Itoa(len(exchanges)))
	v.Remarks = append(v.Remarks, v.Say("share.secrets."+map[bool]string{true: "redacted", false: "shown"}[about.Redacted]))
	if about.Rebuilt {
		v.Remarks = append(v.Remarks, v.Say("note."+har.RebuiltNote))
	}
	for i, x := range exchanges {
		v.Exchanges = append(v.Exchanges, v.exchange(i+1, x))
	}
	return page().Execute(w, v)
}

// view is what the template shows.
type view struct {
	locale                          l10n.Locale
	Lang, Policy, Name, Made, Count string
	Style                           template.CSS
	Remarks                         []string
	Exchanges                       []shown
}

// Say is a text with values, which alternate with their names.
func (v view) Say(key string, pairs ...string) string {
	args := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return l10n.Text(v.locale, key, args)
}

func plural(count int) string {
	if count == 1 {
		return "one"
	}
	return "other"
}

func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01-02 15:04:05 -07:00")
}

// shown is an exchange as the template shows it.
type shown struct {
	Number                        int
	Method, Target, Status, Class string
	Type, When, Note, Fate, Rule  string
	Source, Standard, Use         string
	Afterwards                    string
	Pinned                        bool
	Remarks                       []remark
	Response, Request             message
	Script                        *run
}

type remark struct{ Severity, Text string }

type message struct {
	Head    string
	Headers []field
	Body    content
	// Rebuilt is true where Head was put together from Headers.
	Rebuilt bool
}

// part is a message with the words around it.
type part struct {
	message
	Caption, Exact, BodyTitle, Alt string
	// By is true where it is known who set fields.
	By bool
}

// In is the message with the words of a page's language.
func (m message) In(v view, caption string) part {
	p := part{message: m, Caption: v.Say(caption), Exact: v.Say("share.exact"), BodyTitle: v.Say("share.body"), Alt: v.Say("share.image")}
	for _, each := range m.Headers {
		p.By = p.By || each.By != ""
	}
	return p
}

type field struct{ Name, Value, By string }

type run struct{ Command, Exit, Stderr string }

func (v view) exchange(number int, x har.Exchange) shown {
	s := shown{
		Number: number, Method: visible(x.Method), Target: visible(x.Target), Status: "–", Note: visible(x.Note), Pinned: x.Pinned,
		When: moment(x.Time), Response: v.message(x.Response, x.ResponseBody), Request: v.message(x.Request, x.RequestBody),
	}
	s.Response.Rebuilt, s.Request.Rebuilt = har.Rebuilt(x.Notes), har.Rebuilt(x.Notes)
	if x.Status > 0 {
		s.Status = strconv.Itoa(x.Status)
	}
	if x.Status >= 400 {
		s.Class = "bad"
	}
	if x.Complete && x.DurationMs > 0 {
		s.When += " · " + strconv.FormatFloat(x.DurationMs, 'f', 1, 64) + " ms"
	}
	if x.ContentType != nil {
		s.Type = visible(*x.ContentType)
	} else if x.Status > 0 {
		s.Type = v.Say("serve.noType")
	}
	if made := x.Verdict; made != nil {
		s.Fate, s.Rule, s.Source, s.Afterwards, s.Standard = v.fate(made.Outcome), visible(made.Message), made.Source, visible(made.Afterwards), made.Standard
		s.Use = visible(made.Destination)
		if made.Assumed {
			s.Use = ""
		}
	}
	for _, note := range x.Notes {
		if note.Code != har.RebuiltNote { // the page says it once
			s.Remarks = append(s.Remarks, remark{string(note.Severity), visible(note.Message)})
		}
	}
	if x.Script != nil {
		s.Script = &run{Command: visible(commandLine(x.Script.Command)), Stderr: visible(x.Script.Stderr)}
		if x.Script.ExitCode != nil {
			s.Script.Exit = strconv.Itoa(*x.Script.ExitCode)
		}
		if x.Script.Signal != "" {
			s.Script.Exit = visible(x.Script.Signal)
		}
	}
	return s
}

// fate is what becomes of a response, in words.
func (v view) fate(made protocol.Outcome) string {
	words := v.Say("share.fate." + string(made.Fate))
	if made.As != "" {
		words = v.Say("share.as." + string(made.As))
	}
	if made.Type != "" {
		words += " (" + visible(made.Type) + ")"
	}
	return words
}

func (v view) message(m protocol.Message, body []byte) message {
	shown := message{Head: visible(m.Head), Body: v.content(m, body)}
	for _, each := range m.Headers {
		by := ""
		if each.SetBy != "" {
			by = v.Say("share.by." + string(each.SetBy))
		}
		if each.Where != nil {
			by += " (" + visible(each.Where.Path) + ":" + strconv.Itoa(each.Where.Line) + ")"
		} else if each.Key != "" {
			by += " (" + visible(each.Key) + ")"
		}
		shown.Headers = append(shown.Headers, field{visible(each.Name), visible(each.Value), by})
	}
	return shown
}
