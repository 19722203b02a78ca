package cgi

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrina/server/internal/blame"
)

// firstContent is how long the head waits for the first content behind it: a script
// that fails between the two is answered with the reason and not with an empty page. Python
// writes its header as it exits, and with large modules its exit takes tenths of a second.
const firstContent = 300 * time.Millisecond

// lastContent is how long it waits where the interpreter has reported a fault: the script is about
// to end, on a busy machine only later.
const lastContent = 3 * time.Second

// lastOutput is how long the first content waits for what the script prints next, most often
// nothing: a small answer then goes out in one write. It is too short to be noticed, and as long as a
// process takes to exit.
const lastOutput = time.Millisecond

const (
	// narrow is how much output is read at a time, in bytes: as much as a pipe holds (pipe(7)).
	narrow = 64 << 10
	// wide is how much that is once more than so much has come, since the pipe is then wider, too.
	wide = 256 << 10
)

// buffers and wideBuffers are lent to responses.
var (
	buffers     = sync.Pool{New: func() any { return new([narrow]byte) }}
	wideBuffers = sync.Pool{New: func() any { return new([wide]byte) }}
)

// response turns a run's output into a response.
type response struct {
	*run
	output  []byte // read and not taken to be sent
	content []byte // the beginning of the content
	printed bool   // some output has come
	over    bool   // no more output comes
	lent    any    // of buffers, or of wideBuffers
	buffer  []byte // what was lent: output is read into it
	passes  bool   // what is read is sent before more is read

	limit  int64  // how much of the content is still to be sent, or unlimited
	total  int64  // how much of it was printed
	filter Filter // nil for none
}

// maxStart is how much of the content is looked at to explain a header that is not
// where it should be.
const maxStart = 4 << 10

// read reads more output.
func (a *response) read() {
	n, err := a.process.Read(a.buffer)
	a.took(n, err != nil)
}

// borrow borrows what output is read into.
func (a *response) borrow() {
	room := buffers.Get().(*[narrow]byte)
	a.lent, a.buffer = room, room[:]
}

// widen has more read at a time of output that is long.
func (a *response) widen() {
	if len(a.buffer) == narrow && a.total > wide {
		a.giveBack()
		room := wideBuffers.Get().(*[wide]byte)
		a.lent, a.buffer = room, room[:]
	}
}

func (a *response) giveBack() {
	switch room := a.lent.(type) {
	case *[narrow]byte:
		buffers.Put(room)
	case *[wide]byte:
		wideBuffers.Put(room)
	}
}

// took takes n bytes of output that were read into the buffer; over is true where no more comes.
func (a *response) took(n int, over bool) {
	now := time.Now()
	if n > 0 && !a.printed {
		a.printed = true
		a.observer.Reached(FirstOutput, now)
	}
	if n > 0 {
		a.observer.Printed(a.buffer[:n])
	}
	if over && !a.over && a.process.OutputEnded() {
		a.observer.Reached(OutputEnded, now)
	}
	if a.passes && len(a.output) == 0 {
		a.output = a.buffer[:n:n]
	} else {
		a.output = append(a.output, a.buffer[:n]...)
	}
	a.over = over
}

// abandon ends the run, since nobody reads any more.
func (a *response) abandon() { a.cancel(ClientGone) }

// send reads the output and sends the response, or says in the result why not.
func (a *response) send() {
	header, known, parser := Header{}, false, headerParser{}
	for !known {
		a.read()
		header, known = parser.parse(a.output, a.over)
	}
	if a.aborted() { // half a header is not a fault of the script
		return
	}
	a.result.Run.Output = string(a.output[:header.Length])
	length := int64(header.Length)
	a.result.Run.HeaderBytes = &length
	a.output = a.output[header.Length:]
	if len(a.output) == 0 && !a.over {
		a.waitForContent()
	}
	header.checkAlone(a.output)
	a.result.Header = header
	if len(a.output) == 0 && a.over && a.failed(!header.Has(NoOutput)) {
		a.result.fail(ScriptFailed)
		return
	}
	start := string(a.output[:min(len(a.output), maxStart)])
	if header.Has(NoOutput) {
		a.observer.Refused(header, start)
		a.result.fail(ScriptSilent)
		return
	}
	if reason, refused := a.runner.refuses(header); refused {
		a.observer.Refused(header, start)
		a.result.Refused = header.explain(reason, start)
		a.result.fail(ScriptBadHeader, "reason", string(a.result.Refused.Rule))
		return
	}
	if header.isLocalRedirect() {
		a.observer.HandsOn(header, start)
		a.result.Redirect, _ = header.Get("Location")
		return
	}
	a.observer.Header(header)
	defer func() {
		if !a.aborted() { // half an output shows no fault
			a.observer.Content(string(a.content))
		}
	}()
	status := header.status()
	announced := header.contentLength()
	if a.request.Method == http.MethodHead || slices.Contains(bare, status) {
		if status == http.StatusResetContent && announced != unlimited {
			header = header.withLength(0)
		}
		a.sendHead(header, status)
		total := a.sendContent(nil)
		if a.request.Method != http.MethodHead && strings.TrimSpace(string(a.content)) != "" && a.ctx.Err() == nil {
			a.observer.Violates(UnsentContent, map[string]string{"status": strconv.Itoa(status), "printed": strconv.FormatInt(total, 10)})
		}
		return
	}
	a.limit, a.filter = announced, a.observer.Filter(header, status)
	first, added := a.beginFiltered()
	if announced != unlimited {
		header = header.withLength(announced + added)
	}
	a.sendHead(header, status)
	if total := a.sendContent(first); announced != unlimited && total != announced && a.over && a.ctx.Err() == nil {
		a.observer.Violates(WrongLength, map[string]string{
			"announced": strconv.FormatInt(announced, 10), "printed": strconv.FormatInt(total, 10),
		})
	}
}

// beginFiltered takes content until it is known how much a filter adds, where a length was
// announced: the head has to say it. It returns what is to be sent first.
func (a *response) beginFiltered() (first []byte, added int64) {
	if a.filter == nil || a.limit == unlimited {
		return nil, 0
	}
	for {
		first = append(first, a.take()...)
		n, known := a.filter.Added()
		if known || a.over || a.ctx.Err() != nil {
			return first, int64(n)
		}
		a.read()
	}
}

// aborted reports whether nobody waits for the answer any more, and says so in the result.
func (a *response) aborted() bool {
	why := causeOf(a.ctx)
	if why.Aborted() {
		a.result.fail(why)
	}
	return why.Aborted()
}

// waitForContent gives the first content, or the end, a moment to come.
func (a *response) waitForContent() {
	n, over := a.process.ReadWithin(a.buffer, firstContent)
	if n == 0 && !over && a.reportsFault() {
		n, over = a.process.ReadWithin(a.buffer, lastContent)
	}
	a.took(n, over)
}

// bare are the statuses that no content follows, nor an answer to HEAD (RFC 9110, sections 9.3.2,
// 15.3.5, 15.3.6 and 15.4.5).
var bare = []int{http.StatusNoContent, http.StatusResetContent, http.StatusNotModified}

// reportsFault reports whether standard error tells of a failure: where the script failed, or that a
// command did which it called.
func (a *response) reportsFault() bool {
	script := blame.Script{Root: a.runner.Root, File: a.script.File, Command: a.command}
	said := a.process.Stderr()
	_, found := script.Traceback(said)
	return found || script.Message(said) != ""
}

// failed waits for the script's end and reports whether it ended with an error. One that closed
// its output and works on has not failed, and is not waited for where it is answered already: what
// to say of one that printed nothing at all, only its end tells.
func (a *response) failed(answered bool) bool {
	a.process.OutputDone()
	var late <-chan time.Time // never
	if graces := a.process.Graces; answered || !a.process.OutputEnded() {
		late = time.After(graces.Exit + graces.Kill)
	}
	select {
	case <-a.process.Ended():
	case <-late:
	}
	select {
	case <-a.process.Ended():
		return !a.process.Succeeded()
	default:
		return !a.process.OutputEnded()
	}
}

// unlimited is the length of content that ends with the output.
const unlimited = -1

// contentLength is the length that the script announced.
func (h Header) contentLength() int64 {
	if announced, ok := h.Get("Content-Length"); ok {
		if length, err := strconv.ParseInt(announced, 10, 64); err == nil {
			return length
		}
	}
	return unlimited
}

// sendContent sends what comes first and then the output as it comes, as much of it as the limit
// allows, and reads the rest without sending it, so that no script waits for a reader. A client
// that does not read holds the script back. It returns how much the script printed.
func (a *response) sendContent(first []byte) (total int64) {
	control := http.NewResponseController(a.w)
	a.passes = true
	for waited := false; ; waited = true {
		piece := a.take()
		if len(first) > 0 {
			piece, first = append(first, piece...), nil
		}
		if len(piece) > 0 {
			if w, ok := a.w.(streamer); ok {
				w.Streams()
			}
			if a.sending(func() error { _, err := a.w.Write(piece); return err }) != nil {
				a.abandon()
				return a.total
			}
		}
		if a.over || a.ctx.Err() != nil {
			return a.total
		}
		if !waited && len(piece) <= maxStart {
			if n, over := a.process.ReadWithin(a.buffer, lastOutput); n > 0 || over {
				a.took(n, over)
				continue
			}
		}
		if a.sending(control.Flush) != nil {
			a.abandon()
			return a.total
		}
		a.widen()
		a.read()
	}
}

// take takes the output that was read, and returns what of it is to be sent now.
func (a *response) take() []byte {
	piece := a.output
	a.output = a.output[:0]
	a.content = append(a.content, piece[:min(len(piece), maxStart-len(a.content))]...)
	a.total += int64(len(piece))
	if a.limit != unlimited {
		piece = piece[:min(int64(len(piece)), a.limit)]
		a.limit -= int64(len(piece))
	}
	if a.filter != nil {
		piece = a.filter.Next(piece, a.over || a.limit == 0)
	}
	return piece
}

// sending sends something to the client, which may hold the script up.
func (a *response) sending(send func() error) (err error) {
	a.slot.during(a.runner.ClientStall, func() { err = send() })
	return err
}

// status is the status that the header means.
func (h Header) status() int {
	if h.Status != 0 {
		return h.Status
	}
	if _, redirects := h.Get("Location"); redirects {
		return http.StatusFound // RFC 3875, section 6.2.3
	}
	return http.StatusOK
}

// withLength is the header with another Content-Length, which it has.
func (h Header) withLength(length int64) Header {
	h.Fields = slices.Clone(h.Fields)
	for i, f := range h.Fields {
		if strings.EqualFold(f.Name, "Content-Length") {
			h.Fields[i].Value = strconv.FormatInt(length, 10)
		}
	}
	return h
}

// streamer is a writer that can leave the length of its content open. A script's answer has no
// Content-Length but the script's own, whether its output ended soon or late.
type streamer interface {
	Streams()
}

// ordered is a writer that keeps the order and the spelling of fields.
type ordered interface {
	AddField(name, value string) error
}

// sendHead sends the response's head, the fields in the order and as the script spelt them.
func (a *response) sendHead(header Header, status int) {
	a.result.Begun = true
	for _, f := range header.Fields {
		if w, ok := a.w.(ordered); ok {
			_ = w.AddField(f.Name, f.Value) // it is a field: the header was parsed
		} else {
			a.w.Header().Add(f.Name, f.Value)
		}
	}
	a.w.WriteHeader(status)
}

// rawWriter is a writer that can send a response with its head as it is.
type rawWriter interface {
	Raw() (io.Writer, error)
}

// sendRaw sends the output of a script that writes its own response, head and all, as it is
// (non-parsed header, RFC 3875, section 5).
func (a *response) sendRaw() {
	a.read()
	if a.aborted() {
		return
	}
	if len(a.output) == 0 && a.over {
		a.result.fail(ScriptSilent)
		if a.failed(false) {
			a.result.fail(ScriptFailed)
		}
		return
	}
	raw, ok := a.w.(rawWriter)
	if !ok {
		a.notStarted(http.ErrNotSupported, a.command[0])
		return
	}
	client, err := raw.Raw()
	if err != nil {
		a.notStarted(err, a.command[0])
		return
	}
	a.result.Begun = true
	for {
		if a.sending(func() error { _, err := client.Write(a.output); return err }) != nil {
			a.abandon()
			return
		}
		if a.over || a.ctx.Err() != nil {
			return // the client went away, or has it all
		}
		a.output = a.output[:0]
		a.read()
	}
}
