package cgi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// firstContent is how long the head waits for the first content behind it: a script
// that fails between the two is answered with the reason and not with an empty page.
const firstContent = 50 * time.Millisecond

// response turns one script's output into a response.
type response struct {
	host    *Host
	ctx     context.Context // of the run
	abandon func()          // ends it, since nobody reads any more
	w       http.ResponseWriter
	r       *http.Request
	p       *process
	watch   Watcher
	turn    *turn
	result  *Result

	output []byte // read and not sent
	start  []byte // the beginning of the content
	ended  bool   // the output is over
	buffer [64 << 10]byte
}

// maxStart is how much of the content is looked at to explain a header that is not
// where it should be.
const maxStart = 4 << 10

// read reads more output.
func (a *response) read() {
	n, err := a.p.read(a.buffer[:])
	a.output = append(a.output, a.buffer[:n]...)
	a.ended = err != nil
}

// answer reads the output and sends the response, or says in the result why not.
func (a *response) answer() {
	header, known := Header{}, false
	for !known {
		a.read()
		header, known = parseHeader(a.output, a.ended)
	}
	if a.left() { // what there is of a header says nothing
		return
	}
	a.result.Run.Output = string(a.output[:header.Length])
	a.p.keepHeader(a.result.Run.Output)
	a.output = a.output[header.Length:]
	if len(a.output) == 0 && !a.ended {
		a.waitForContent()
	}
	a.result.Header = header
	if len(a.output) == 0 && a.ended && a.failed() {
		a.result.fail(Failed)
		return
	}
	if reason := a.host.refuses(header); reason != "" {
		a.result.fail(BadHeader, "reason", reason)
		return
	}
	if header.isLocalRedirect() {
		a.result.Redirect, _ = header.Get("Location")
		return
	}
	a.watch.Header(header)
	defer func() {
		a.watch.Content(string(a.start))
		a.left()
	}()
	a.result.Begun = true
	status := sendHead(a.w, header)
	announced := header.contentLength()
	if a.r.Method == http.MethodHead || status == http.StatusNoContent || status == http.StatusNotModified {
		// No content follows these (RFC 9110, sections 9.3.2, 15.3.5 and 15.4.5).
		a.sendContent(0)
		return
	}
	if total := a.sendContent(announced); announced != unlimited && total != announced && a.ended && a.ctx.Err() == nil {
		a.watch.Deviates(WrongLength, map[string]string{
			"announced": strconv.FormatInt(announced, 10), "printed": strconv.FormatInt(total, 10),
		})
	}
}

// left tells whether nobody waits for the answer any more, and says so in the result.
func (a *response) left() bool {
	why := endedFor(a.ctx)
	if why.Silent() {
		a.result.fail(why)
	}
	return why.Silent()
}

// waitForContent gives the first content, or the end, a moment to come.
func (a *response) waitForContent() {
	if !a.p.readUntil(time.Now().Add(firstContent)) {
		return // this system's pipes cannot; the head goes out at once
	}
	n, err := a.p.stdout.Read(a.buffer[:])
	a.output = append(a.output, a.buffer[:n]...)
	goesOn := a.p.readUntil(time.Time{})
	a.ended = err != nil && !(goesOn && errors.Is(err, os.ErrDeadlineExceeded))
}

// failed waits for the script's end and tells whether it ended with an error.
func (a *response) failed() bool {
	a.p.outputEnded()
	select {
	case <-a.p.gone:
	case <-time.After(exitGrace + killGrace):
	}
	return a.p.failed()
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

// sendContent sends the output as it comes, limit bytes of it at most, and reads the
// rest without sending it, so that no script waits for a reader. A client that does
// not read holds the script back. It tells how much the script printed.
func (a *response) sendContent(limit int64) (total int64) {
	control := http.NewResponseController(a.w)
	for {
		content := a.output
		a.start = append(a.start, content[:min(len(content), maxStart-len(a.start))]...)
		total += int64(len(content))
		if limit != unlimited {
			content = content[:min(int64(len(content)), limit)]
			limit -= int64(len(content))
		}
		if len(content) > 0 {
			if a.sending(func() error { _, err := a.w.Write(content); return err }) != nil {
				a.abandon()
				return total
			}
		}
		if a.ended || a.ctx.Err() != nil {
			return total
		}
		if a.sending(control.Flush) != nil {
			a.abandon()
			return total
		}
		a.output = a.output[:0]
		a.read()
	}
}

// sending sends something to the client, which may hold the script up.
func (a *response) sending(send func() error) (err error) {
	a.turn.during(a.host.Standstill, func() { err = send() })
	return err
}

// isLocalRedirect tells whether a header asks for another path of this site in place
// of a response (RFC 3875, section 6.2.2): a path, and not //host.
func (h Header) isLocalRedirect() bool {
	location, ok := h.Get("Location")
	return ok && h.Status == 0 && strings.HasPrefix(location, "/") && !strings.HasPrefix(location, "//")
}

// sendHead sends the response's head, the fields as the script spelt them, and tells
// the status.
func sendHead(w http.ResponseWriter, header Header) int {
	fields := w.Header()
	fields["Content-Type"] = nil // net/http would look at the content otherwise
	for _, f := range header.Fields {
		name := f.Name
		switch http.CanonicalHeaderKey(name) {
		case "Content-Length": // net/http frames by it, and finds it by this spelling only
			name = "Content-Length"
		case "Date":
			fields["Date"] = nil // net/http would add one
		case "Server":
			delete(fields, "Server") // the script's own counts
		}
		fields[name] = append(fields[name], f.Value)
	}
	status := header.Status
	if status == 0 {
		status = http.StatusOK
		if _, redirects := header.Get("Location"); redirects {
			status = http.StatusFound // RFC 3875, section 6.2.3
		}
	}
	w.WriteHeader(status)
	return status
}

// sendRaw hands the output of a script that writes its own response, head and all, to
// the connection as it is (non-parsed header, RFC 3875, section 5).
func (a *response) sendRaw() {
	if a.read(); len(a.output) == 0 && a.ended {
		a.failed()
		a.result.fail(Failed)
		return
	}
	if a.left() {
		return
	}
	conn, _, err := http.NewResponseController(a.w).Hijack()
	if err != nil {
		a.result.fail(NotStarted, "cause", err.Error())
		return
	}
	a.result.Begun = true
	defer conn.Close()
	done := make(chan struct{})
	defer close(done)
	go func() { // nobody else notices that the client went away
		_, _ = io.Copy(io.Discard, conn)
		select {
		case <-done: // it was closed here
		default:
			a.abandon()
		}
	}()
	go func() {
		select {
		case <-a.ctx.Done():
			_ = conn.Close()
		case <-done:
		}
	}()
	for {
		if a.sending(func() error { _, err := conn.Write(a.output); return err }) != nil || a.ended {
			return // the client went away, or has it all
		}
		a.output = a.output[:0]
		a.read()
	}
}
