package record

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
)

// Recording is one exchange of a store. The connection tells it the bytes, the
// handler tells it what they mean. All methods may be called by many goroutines,
// also long after the response is over, and on nil, where nothing is recorded.
type Recording struct {
	store *Store

	// All that follows is guarded by store.mu.
	id, revision    uint64
	completion      uint64 // its number among those that completed, 0 as long as it has not
	siteID          string
	method, target  string
	begun, headRead time.Time
	request         message
	response        response
	kind            protocol.Kind
	notes           []protocol.Note
	file            *protocol.File
	script          *protocol.ScriptRun
	scriptTurn      int // of script
	observed        *protocol.Observed
	origins         map[string][]Origin
	otherOrigin     Origin // of the fields that are not in origins
	bodiesForgotten bool
	forgotten       bool
	weight          int64 // what the store counts for all but the bodies
}

type message struct {
	head  []byte
	body  []byte // the start of the content
	bytes int64  // the length of the content
}

type response struct {
	message
	status   int
	headSent time.Time
	ended    time.Time
	complete bool
}

// Origin is who set a response field.
type Origin struct {
	SetBy protocol.SetBy
	Where *protocol.Place
}

func (m *message) sizes() protocol.Body {
	return protocol.Body{Bytes: m.bytes, Kept: int64(len(m.body))}
}

// update changes the recording and lets the subscribers know.
func (r *Recording) update(change func()) {
	if r == nil {
		return
	}
	r.store.mu.Lock()
	defer r.store.mu.Unlock()
	change()
	r.store.changed(r)
}

// weighed is about how much memory a recording takes beside its bodies, in bytes.
func (r *Recording) weighed() int64 {
	n := len(r.request.head) + len(r.response.head) + len(r.method) + len(r.target)
	if r.script != nil {
		n += len(r.script.Stderr) + len(r.script.Output)
		for _, each := range r.script.Env {
			n += len(each)
		}
		for _, each := range r.script.Command {
			n += len(each)
		}
	}
	for _, note := range r.notes {
		for _, value := range note.Args {
			n += len(value)
		}
	}
	return int64(n)
}

// RequestContent keeps content of the request.
func (r *Recording) RequestContent(p []byte) {
	r.update(func() { r.store.keepBody(r, &r.request, p) })
}

// ResponseHead keeps a response head. The final one counts; an interim one (1xx)
// becomes a note.
func (r *Recording) ResponseHead(head []byte, at time.Time) {
	r.update(func() {
		status := statusOf(head)
		if status >= 100 && status < 200 && status != 101 {
			r.notes = append(r.notes, protocol.Note{
				Code: "interimResponse", Severity: protocol.SeverityInformation,
				Args: map[string]string{"head": strings.TrimSpace(string(head))},
			})
			return
		}
		r.response.head, r.response.headSent, r.response.status = slices.Clone(head), at, status
	})
}

// ResponseContent keeps content of the response.
func (r *Recording) ResponseContent(p []byte) {
	r.update(func() { r.store.keepBody(r, &r.response.message, p) })
}

// End closes the recording; complete is false where the connection ended first.
func (r *Recording) End(at time.Time, complete bool) {
	r.update(func() {
		r.response.ended, r.response.complete = at, complete
		if r.completion == 0 {
			r.store.completions++
			r.completion = r.store.completions
		}
		if !complete {
			r.notes = append(r.notes, protocol.Note{Code: "connectionClosed", Severity: protocol.SeverityWarning})
		}
		r.store.weigh(r)
	})
}

// SetKind says what answered.
func (r *Recording) SetKind(kind protocol.Kind) {
	r.update(func() { r.kind = kind })
}

// SetFile says which file the content came from.
func (r *Recording) SetFile(file protocol.File) {
	r.update(func() { r.file = &file })
}

// SetScript says how a script ran; it is called again when more is known. A script may
// hand the request on to another one, whose turn is the next: what is learnt of an
// earlier one after that is not kept.
func (r *Recording) SetScript(turn int, run protocol.ScriptRun) {
	r.update(func() {
		if r.script == nil || turn >= r.scriptTurn {
			r.script, r.scriptTurn = &run, turn
			r.store.weigh(r)
		}
	})
}

// SetOrigin says who set the response fields with a name: one Origin for each field
// line, the last one for any further lines.
func (r *Recording) SetOrigin(name string, origins ...Origin) {
	r.update(func() { r.origins[strings.ToLower(name)] = origins })
}

// SetAllOrigins says who set every response field of which nothing else is said.
func (r *Recording) SetAllOrigins(origin Origin) {
	r.update(func() { r.otherOrigin = origin })
}

// AddNote adds a remark, once. Its message is filled in where it is shown, in the
// reader's language.
func (r *Recording) AddNote(code string, severity protocol.Severity, args map[string]string) {
	r.update(func() {
		if slices.ContainsFunc(r.notes, func(n protocol.Note) bool { return n.Code == code }) {
			return
		}
		r.notes = append(r.notes, protocol.Note{Code: code, Severity: severity, Args: args})
	})
}

// ID is the exchange's id.
func (r *Recording) ID() string {
	if r == nil {
		return ""
	}
	return strconv.FormatUint(r.id, 10)
}

func (r *Recording) summary() protocol.ExchangeSummary {
	s := protocol.ExchangeSummary{
		ID: r.ID(), SiteID: r.siteID, Time: r.begun, Method: r.method, Target: printable(r.target),
		Status: r.response.status, Kind: r.kind, Bytes: r.response.bytes,
		Notes: slices.Clone(r.notes), Complete: !r.response.ended.IsZero(),
	}
	if s.Notes == nil {
		s.Notes = []protocol.Note{}
	}
	if r.kind == protocol.KindError && s.Status >= 300 && s.Status < 400 {
		s.Kind = protocol.KindRedirect
	}
	if s.Complete {
		s.DurationMs = r.since(r.response.ended)
	}
	for _, header := range parseHead(r.response.head) {
		if strings.EqualFold(header.Name, "Content-Type") {
			s.ContentType = &header.Value
			break
		}
	}
	return s
}

func (r *Recording) exchange() protocol.Exchange {
	responseHeaders := parseHead(r.response.head)
	lines := map[string]int{}
	for i, header := range responseHeaders {
		name := strings.ToLower(header.Name)
		origin := r.otherOrigin
		if origins := r.origins[name]; len(origins) > 0 {
			origin = origins[min(lines[name], len(origins)-1)]
		}
		lines[name]++
		responseHeaders[i].SetBy, responseHeaders[i].Where = origin.SetBy, origin.Where
	}
	return protocol.Exchange{
		ExchangeSummary: r.summary(),
		Request:         wire(r.request.head, parseHead(r.request.head), r.request.sizes()),
		Response:        wire(r.response.head, responseHeaders, r.response.sizes()),
		Timing: protocol.Timing{
			RequestHeadMs: r.since(r.headRead), ResponseHeadMs: r.since(r.response.headSent), EndMs: r.since(r.response.ended),
		},
		File: r.file, Script: r.script, Observed: r.observed,
	}
}

func wire(head []byte, headers []protocol.Header, body protocol.Body) protocol.Message {
	m := protocol.Message{Head: printable(string(head)), Headers: headers, Body: body}
	if !utf8.Valid(head) {
		m.HeadBase64 = base64Of(head)
	}
	return m
}

// since is the milliseconds from the exchange's start; 0 for a time that has not come.
func (r *Recording) since(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Sub(r.begun)) / float64(time.Millisecond)
}

// navigation tells whether the request was for a document, as far as it says.
func (r *Recording) navigation() bool {
	for _, header := range parseHead(r.request.head) {
		if strings.EqualFold(header.Name, "Sec-Fetch-Dest") {
			return header.Value == "document" || header.Value == "iframe" || header.Value == "frame"
		}
	}
	return true
}
