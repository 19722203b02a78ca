package record

import (
	"strconv"
	"time"

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
	script          *script // nil where none answered
	inserted        *protocol.Insertion
	observed        *protocol.Observed
	gist            gist
	override        *protocol.Override  // what had a part in the response; nil for none
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
	head string
	body []byte // the start of the content
	// known is what the content is said to be, of which body is a part as long as it is; nil where
	// body is the message's own.
	known []byte
	bytes int64 // the length of the content
	// decoded is as in protocol.Message.
	decoded  bool
	ended    time.Time
	chunking *chunking // nil where the content was not sent in chunks
}

type response struct {
	message
	status      int
	contentType *string // of the head; nil where it has none
	headSent    time.Time
	complete    bool
	interim     interimResponses
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
	n += len(x.note) + x.request.chunking.size() + x.response.chunking.size() + x.response.interim.size() + x.script.size()
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
		head := string(head)
		status := statusOf(head)
		if status >= 100 && status < 200 && status != 101 {
			x.keepInterim(head, at)
			return
		}
		x.response.head, x.response.headSent, x.response.status = head, at, status
		x.response.contentType = contentTypeOf(head)
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
		x.shareOutput()
		x.store.completions++
		x.completion = x.store.completions
		x.store.completed.moveToEnd(x)
	}
}

// ID is the exchange's id.
func (x *Exchange) ID() string {
	if x == nil {
		return ""
	}
	return strconv.FormatUint(x.id, 10)
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

// since is the milliseconds from the exchange's start; 0 for a time that has not come.
func (x *Exchange) since(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.Sub(x.begun)) / float64(time.Millisecond)
}
