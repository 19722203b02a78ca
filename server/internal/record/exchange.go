package record

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
)

// Exchange is the handle of one exchange in a store. The connection tells it the bytes,
// the handler tells it what they mean. Many goroutines may call its methods, also long
// after the response is over. They may be called on nil, where nothing is recorded.
type Exchange struct {
	store *Store

	// All that follows is guarded by store.mu.
	id, revision    uint64
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
	times           ScriptTimes
	timesTurn       int // of times
	output          printed
	inserted        *protocol.Insertion
	observed        *protocol.Observed
	gist            gist
	replay          *string             // the id of the exchange that this one sends again; nil where a client began it
	origins         map[string][]Origin // by the field's name, as it is spelt
	originsShared   bool                // with other exchanges: they are copied before they change
	otherOrigin     Origin              // of the fields that are not in origins
	bodiesForgotten bool
	pinned          bool
	note            string     // what a person wrote
	sources         []*version // what the answer was made from
	forgotten       bool
	charged         int64  // what the store counts for all but the bodies
	completion      uint64 // its number among those that completed, 0 as long as it has not
	expected        int    // how many scripts run whose end is still to be told
	notesAtEnd      *[]protocol.Note
	sendsSource     bool // the content is the only source's, and begins as that does
	byChange        neighbours
	byCompletion    neighbours
}

type message struct {
	head []byte
	body []byte // the start of the content
	// known is what the content is said to be, of which body is a part as long as it is; nil where
	// body is the message's own.
	known []byte
	bytes int64 // the length of the content
	// decoded is as in protocol.Message.
	decoded bool
	ended   time.Time
	// chunking is none where the content was not sent in chunks.
	chunking chunking
}

type response struct {
	message
	status      int
	contentType *string // of the head; nil where it has none
	headSent    time.Time
	complete    bool
	interim     interimResponses
}

// printed is what a script wrote to standard output.
type printed struct {
	message
	turn int
}

// Origin is who set a response field.
type Origin struct {
	SetBy protocol.SetBy
	Where *protocol.SourceLocation
	// Setting and Key are as in protocol.Header.
	Setting, Key string
}

func (m *message) sizes() protocol.Body {
	return protocol.Body{Bytes: m.bytes, Kept: int64(len(m.body))}
}

// update changes the exchange and wakes the subscribers.
func (x *Exchange) update(change func()) {
	if x == nil {
		return
	}
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	change()
	x.store.changed(x)
}

// size is about how much memory an exchange takes beside its bodies, in bytes.
func (x *Exchange) size() int64 {
	n := len(x.request.head) + len(x.response.head) + len(x.method) + len(x.target)
	n += len(x.note) + x.request.chunking.size() + x.response.chunking.size() + x.response.interim.size()
	if x.script != nil {
		n += len(x.script.Stderr) + len(x.script.Output)
		for _, each := range x.script.Env {
			n += len(each)
		}
		for _, each := range x.script.Command {
			n += len(each)
		}
	}
	for _, note := range x.notes {
		for _, value := range note.Args {
			n += len(value)
		}
	}
	return int64(n)
}

// RequestContent keeps content of the request.
func (x *Exchange) RequestContent(p []byte) {
	x.update(func() { x.store.keepBody(x, &x.request, p) })
}

// RequestEnd keeps when the request was complete.
func (x *Exchange) RequestEnd(at time.Time) {
	x.update(func() { x.request.ended = at })
}

// ResponseHead keeps a response head. The final one counts; an interim one (1xx)
// becomes a note as well.
func (x *Exchange) ResponseHead(head []byte, at time.Time) {
	x.update(func() {
		status := statusOf(head)
		if status >= 100 && status < 200 && status != 101 {
			x.keepInterim(head, at)
			return
		}
		x.response.head, x.response.headSent, x.response.status = slices.Clone(head), at, status
		x.response.contentType = contentTypeOf(x.response.head)
	})
}

// ResponseContent keeps content of the response.
func (x *Exchange) ResponseContent(p []byte) {
	x.update(func() { x.store.keepBody(x, &x.response.message, p) })
}

// End closes the exchange; complete is false if the connection ended before the response.
func (x *Exchange) End(at time.Time, complete bool) {
	x.update(func() {
		if complete {
			x.offer()
			if x.notesAtEnd != nil {
				x.addNotes(*x.notesAtEnd)
			}
		}
		x.response.ended, x.response.complete = at, complete
		if !complete {
			x.notes = append(x.notes, protocol.Note{Code: "connectionClosed", Severity: protocol.SeverityWarning})
		}
		x.store.charge(x)
		x.complete()
	})
}

// complete counts the exchange among those that completed, once all is known of it.
func (x *Exchange) complete() {
	if x.completion == 0 && x.expected == 0 && !x.response.ended.IsZero() {
		x.store.completions++
		x.completion = x.store.completions
		x.store.completed.moveToEnd(x)
	}
}

// ScriptStarted says that a script runs. The exchange completes only after ScriptEnded: how a
// script ended is known a moment after its output.
func (x *Exchange) ScriptStarted() {
	x.update(func() { x.expected++ })
}

// ScriptEnded says that all was told of a script that started.
func (x *Exchange) ScriptEnded() {
	x.update(func() {
		x.expected--
		x.complete()
	})
}

// Answer is what a handler knows of its answer at one moment. What is empty changes nothing. Other
// exchanges may share what it points to: nobody changes it.
type Answer struct {
	Kind protocol.Kind
	// File is the one that the content came from.
	File *protocol.File
	// Origins are those of AddOrigins, by the field's name.
	Origins map[string][]Origin
	Notes   []protocol.Note
	// NotesAtEnd are those to be added when all was sent; nil where they are not known yet.
	NotesAtEnd *[]protocol.Note
	// Source is a file that the answer was made from.
	Source *Source
	// Content is what the content will be, if all goes well. As far as it is, it is not copied.
	Content []byte
	// SendsSource is true where the content will be the source's.
	SendsSource bool
}

// Answered keeps what is known of the answer.
func (x *Exchange) Answered(a Answer) {
	x.update(func() {
		if a.Kind != "" {
			x.kind = a.Kind
		}
		if a.File != nil {
			x.file = a.File
		}
		if len(x.origins) == 0 {
			x.origins, x.originsShared = a.Origins, true
		} else {
			for name, origins := range a.Origins {
				x.addOrigins(name, origins)
			}
		}
		x.addNotes(a.Notes)
		if a.NotesAtEnd != nil {
			x.notesAtEnd = a.NotesAtEnd
		}
		if a.Source != nil {
			x.addSource(*a.Source)
		}
		x.sendsSource = x.sendsSource || a.SendsSource
		content := a.Content
		if content == nil && a.SendsSource && len(x.sources) == 1 {
			content = x.sources[0].content
		}
		x.store.share(x, &x.response.message, content)
	})
}

// EndsWithNotes reports whether it is known which notes are added when all was sent.
func (x *Exchange) EndsWithNotes() bool {
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	return x.notesAtEnd != nil
}

// SetKind keeps what answered.
func (x *Exchange) SetKind(kind protocol.Kind) {
	x.update(func() { x.kind = kind })
}

// SetScript keeps how a script ran; it is called again when more is known. A script may hand
// the request on to another one, whose turn is the next. From then on nothing of the earlier
// one is kept.
func (x *Exchange) SetScript(turn int, run protocol.ScriptRun) {
	x.update(func() {
		if x.script == nil || turn >= x.scriptTurn {
			x.script, x.scriptTurn = &run, turn
			x.store.charge(x)
		}
	})
}

// Printed keeps output of the script whose turn it is. Nothing is kept of those before it.
func (x *Exchange) Printed(turn int, p []byte) {
	x.update(func() {
		if turn > x.output.turn {
			x.store.forgetBody(&x.output.message)
			x.output = printed{turn: turn}
		}
		if turn == x.output.turn {
			x.store.keepBody(x, &x.output.message, p)
		}
	})
}

// Inserted keeps what was put into the content that the file or the script gave.
func (x *Exchange) Inserted(offset, bytes int) {
	x.update(func() { x.inserted = &protocol.Insertion{Offset: int64(offset), Bytes: int64(bytes)} })
}

// AddOrigins keeps who set the response fields with a name, in that very spelling: one Origin
// for each further field line. The last one also counts for lines beyond.
func (x *Exchange) AddOrigins(name string, origins ...Origin) {
	x.update(func() { x.addOrigins(name, origins) })
}

func (x *Exchange) addOrigins(name string, origins []Origin) {
	x.ownOrigins()[name] = slices.Concat(x.origins[name], origins)
}

// ownOrigins are origins that may be changed.
func (x *Exchange) ownOrigins() map[string][]Origin {
	if x.originsShared || x.origins == nil {
		own := make(map[string][]Origin, len(x.origins)+1)
		maps.Copy(own, x.origins)
		x.origins, x.originsShared = own, false
	}
	return x.origins
}

// LocateOrigins says where a script sets the last of those origins of a field that are a script's, in
// their order; nil for a place that is not sure.
func (x *Exchange) LocateOrigins(name string, places []*protocol.SourceLocation) {
	x.update(func() {
		origins := slices.Clone(x.origins[name]) // who reads the exchange may hold the others
		for i := len(origins) - 1; i >= 0 && len(places) > 0; i-- {
			if origins[i].SetBy == protocol.SetByScript {
				origins[i].Where, places = places[len(places)-1], places[:len(places)-1]
			}
		}
		x.origins[name] = origins
	})
}

// SetOrigin keeps who set the response field with a name, in place of what was kept before.
func (x *Exchange) SetOrigin(name string, origin Origin) {
	x.update(func() { x.ownOrigins()[name] = []Origin{origin} })
}

// SetAllOrigins keeps who set every response field that has no origin of its own.
func (x *Exchange) SetAllOrigins(origin Origin) {
	x.update(func() { x.otherOrigin = origin })
}

// AddNote adds a remark, once. Its message is filled in where it is shown, in the
// reader's language.
func (x *Exchange) AddNote(code string, severity protocol.Severity, args map[string]string) {
	x.update(func() { x.addNote(protocol.Note{Code: code, Severity: severity, Args: args}) })
}

// AddFirstNote adds a remark, once, that goes before all others.
func (x *Exchange) AddFirstNote(note protocol.Note) {
	x.update(func() {
		count := len(x.notes)
		if x.addNote(note); len(x.notes) > count {
			x.notes = append(x.notes[count:], x.notes[:count]...)
		}
	})
}

func (x *Exchange) addNotes(notes []protocol.Note) {
	for _, note := range notes {
		x.addNote(note)
	}
}

func (x *Exchange) addNote(note protocol.Note) {
	note.Args = TextOf(note.Args)
	if !slices.ContainsFunc(x.notes, func(n protocol.Note) bool { return n.Code == note.Code }) {
		x.notes = append(x.notes, note)
	}
}

// ReplaceNote puts a remark that says more in the place of another.
func (x *Exchange) ReplaceNote(code string, note protocol.Note) {
	x.update(func() {
		of := func(code string) func(protocol.Note) bool {
			return func(n protocol.Note) bool { return n.Code == code }
		}
		if at := slices.IndexFunc(x.notes, of(code)); at >= 0 && !slices.ContainsFunc(x.notes, of(note.Code)) {
			note.Args = TextOf(note.Args)
			x.notes[at] = note
			return
		}
		x.notes = slices.DeleteFunc(x.notes, of(code))
		x.addNote(note)
	})
}

// ID is the exchange's id.
func (x *Exchange) ID() string {
	if x == nil {
		return ""
	}
	return strconv.FormatUint(x.id, 10)
}

// targetText is the target, read as the head that it stands in.
func (x *Exchange) targetText() string {
	if utf8.Valid(x.request.head) && utf8.ValidString(x.target) {
		return x.target
	}
	return latin1(x.target)
}

// Method is the request's.
func (x *Exchange) Method() string {
	if x == nil {
		return ""
	}
	return x.method
}

// Target is the target of the request, as sent.
func (x *Exchange) Target() string {
	if x == nil {
		return ""
	}
	return x.target
}

func (x *Exchange) summary() protocol.ExchangeSummary {
	s := protocol.ExchangeSummary{
		ID: x.ID(), SiteID: x.siteID, Time: x.begun, Method: x.method, Target: x.targetText(),
		Status: x.response.status, Kind: x.kind, Bytes: x.response.bytes,
		Notes: slices.Clone(x.notes), Complete: !x.response.ended.IsZero(), Pinned: x.pinned, Note: x.note,
	}
	if s.Notes == nil {
		s.Notes = []protocol.Note{}
	}
	if x.kind == protocol.KindError && s.Status >= 300 && s.Status < 400 {
		s.Kind = protocol.KindRedirect
	}
	if x.replay != nil {
		s.Replay = &protocol.Replay{Of: *x.replay}
	}
	if s.Complete {
		s.DurationMs = x.since(x.response.ended)
	}
	s.ContentType = x.response.contentType
	return s
}

func (x *Exchange) exchange() protocol.Exchange {
	responseHeaders := parseHead(x.response.head)
	lines := map[string]int{}
	for i, header := range responseHeaders {
		origin := x.otherOrigin
		if origins := x.originsOf(header.Name); len(origins) > 0 {
			origin = origins[min(lines[header.Name], len(origins)-1)]
		}
		lines[header.Name]++
		h := &responseHeaders[i]
		h.SetBy, h.Where, h.Setting, h.Key = origin.SetBy, origin.Where, origin.Setting, origin.Key
	}
	request := wire(x.request.head, parseHead(x.request.head), x.request.sizes())
	request.Chunked, request.Decoded = x.chunked(&x.request, ""), x.request.decoded
	response := wire(x.response.head, responseHeaders, x.response.sizes())
	response.Chunked, response.Decoded = x.chunked(&x.response.message, x.otherOrigin.SetBy), x.response.decoded
	return protocol.Exchange{
		ExchangeSummary: x.summary(),
		Request:         request,
		Response:        response,
		Timing:          x.timing(),
		Interim:         x.interimMessages(),
		File:            x.file, Script: x.ran(), Observed: x.observed, Inserted: x.inserted,
	}
}

// ran is how the script ran, with how much it printed.
func (x *Exchange) ran() *protocol.ScriptRun {
	if x.script == nil {
		return nil
	}
	run := *x.script
	if x.output.turn == x.scriptTurn {
		run.Printed = x.output.sizes()
	}
	return &run
}

// originsOf are the origins of the fields with a name. The exact spelling counts: who set
// Set-Cookie told of these lines, and who set set-cookie of those. If it has no origins, those of
// another spelling count.
func (x *Exchange) originsOf(name string) []Origin {
	if origins, told := x.origins[name]; told {
		return origins
	}
	for _, spelling := range slices.Sorted(maps.Keys(x.origins)) {
		if strings.EqualFold(spelling, name) {
			return x.origins[spelling]
		}
	}
	return nil
}

func wire(head []byte, headers []protocol.Header, body protocol.Body) protocol.Message {
	m := protocol.Message{Head: headText(head), Headers: headers, Body: body}
	if !utf8.Valid(head) {
		m.HeadBase64 = base64Of(head)
	}
	return m
}

// since is the milliseconds from the exchange's start; 0 for a time that has not come.
func (x *Exchange) since(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Sub(x.begun)) / float64(time.Millisecond)
}

// navigation reports whether the request was for a document. One without Sec-Fetch-Dest
// counts as such.
func (x *Exchange) navigation() bool {
	for _, header := range parseHead(x.request.head) {
		if strings.EqualFold(header.Name, "Sec-Fetch-Dest") {
			return header.Value == "document" || header.Value == "iframe" || header.Value == "frame"
		}
	}
	return true
}
