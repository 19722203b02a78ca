package cgi

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"vitrina/server/internal/protocol"
)

// Host runs the scripts of one site.
type Host struct {
	// Root is the served folder, an absolute path.
	Root string
	// Timeout is how long a script may run.
	Timeout time.Duration
	// Mode says what happens to output that RFC 3875 forbids.
	Mode protocol.CGIMode
	// Interpreters go before the built-in ones, by extension.
	Interpreters map[string]string
	// Env are variables that scripts get besides those of RFC 3875.
	Env map[string]string

	running sync.WaitGroup
}

// Result is what came of running a script.
type Result struct {
	Run protocol.ScriptRun
	// Header is what the script printed before its content.
	Header Header
	// Redirect is the target of a local redirect (RFC 3875, section 6.2.2): nothing has
	// been sent, the site is to answer with what lies there.
	Redirect string
	// Failure says why nothing has been sent, empty if something has.
	Failure Failure
	// FailureArgs are the values that the failure's text speaks of.
	FailureArgs map[string]string
}

// Failure names why a script gave no response.
type Failure string

// Why a script gave no response.
const (
	CannotRun  Failure = "scriptCannotRun"  // there is no command for it
	NotStarted Failure = "scriptNotStarted" // the system would not start the command
	Failed     Failure = "scriptFailed"     // it ended with an error before its header did
	TimedOut   Failure = "scriptTimedOut"   // it was ended for running too long
	BadHeader  Failure = "scriptBadHeader"  // strict mode, or a header block without end
	BadRequest Failure = "badRequestBody"   // the request's content could not be read
)

// Watcher is told of a run while it goes on. Ended is called when the process is
// gone, which may be after Serve returned.
type Watcher interface {
	// Header is called before the response's head is sent.
	Header(Header)
	// Ended is called with all that is known of the run.
	Ended(protocol.ScriptRun)
}

// Times that an ending script is given.
const (
	// exitGrace is how long after the end of the output, where nothing was sent yet, the
	// exit code is waited for; and how long after the exit a child that holds the pipe is.
	exitGrace = time.Second
	// killGrace lies between asking a process group to end and ending it.
	killGrace = 500 * time.Millisecond
)

// Serve runs a script and sends its response. Where Result says that nothing was
// sent, the caller answers.
func (h *Host) Serve(w http.ResponseWriter, r *http.Request, script Script, watch Watcher) Result {
	result := Result{Run: protocol.ScriptRun{Path: script.Path}}
	command, err := h.commandFor(script.File)
	if err != nil {
		var why *cannotRun
		errors.As(err, &why)
		result.fail(CannotRun, "reason", why.reason, "command", why.command, "script", script.Path)
		return result
	}
	body, length, err := requestBody(r)
	if err != nil {
		result.fail(BadRequest, "cause", err.Error())
		return result
	}
	defer body.Close()
	result.Run.Command = append(command, queryArguments(r)...)
	result.Run.Env = environment(r, script, h.Root, length, h.Env)

	ctx, cancel := context.WithTimeoutCause(r.Context(), h.Timeout, errTimedOut)
	p, err := start(result.Run.Command, filepath.Dir(script.File), result.Run.Env)
	if err != nil {
		cancel()
		result.fail(NotStarted, "cause", err.Error(), "command", command[0], "script", script.Path)
		return result
	}
	run := result.Run // what is known by now; the goroutine below must not see it change
	h.running.Add(1)
	go p.feed(body)
	go func() { // whatever happens below, the group ends when the context does
		defer h.running.Done()
		defer cancel()
		p.supervise(ctx)
		watch.Ended(p.describe(run))
	}()
	h.answer(ctx, w, r, p, &result, watch)
	p.outputOver()
	if result.Failure != "" {
		<-p.gone
		select { // the traceback is on its way
		case <-p.drained:
		case <-time.After(exitGrace):
		}
		result.Run = p.describe(result.Run)
		if errors.Is(context.Cause(ctx), errTimedOut) {
			result.Failure = TimedOut
		}
		result.FailureArgs = map[string]string{
			"script": script.Path, "timeout": h.Timeout.String(), "exit": exitText(result.Run),
			"reason": result.FailureArgs["reason"],
		}
	}
	return result
}

var errTimedOut = errors.New("cgi: the script ran too long")

// answer reads the output and sends the response.
func (h *Host) answer(ctx context.Context, w http.ResponseWriter, r *http.Request, p *process, result *Result, watch Watcher) {
	buffer := make([]byte, 64<<10)
	var output []byte // as long as the header is not whole
	header, known := Header{}, false
	for !known {
		n, err := p.stdout.Read(buffer)
		output = append(output, buffer[:n]...)
		header, known = parseHeader(output, err != nil)
		if err != nil && !h.endedWell(p, header) {
			result.Header = header
			result.fail(Failed)
			return
		}
	}
	result.Header = header
	result.Run.Output = string(output[:header.Length])
	p.keepHeader(result.Run.Output)
	if reason := h.refuses(header); reason != "" {
		result.fail(BadHeader, "reason", reason)
		return
	}
	if location, ok := header.Get("Location"); ok && header.Status == 0 && strings.HasPrefix(location, "/") && !strings.HasPrefix(location, "//") {
		result.Redirect = location
		return
	}
	watch.Header(header)
	send(w, header)
	content := output[header.Length:]
	control := http.NewResponseController(w)
	for {
		if len(content) > 0 {
			if r.Method != http.MethodHead {
				if _, err := w.Write(content); err != nil {
					return // the client went away, or the script sent more than it said
				}
			}
		}
		if err := control.Flush(); err != nil || ctx.Err() != nil {
			return
		}
		n, err := p.stdout.Read(buffer)
		content = buffer[:n]
		if n == 0 && err != nil {
			return
		}
	}
}

// endedWell tells, at the end of the output and before anything was sent, whether
// there is something to send: a failed script's half header is not.
func (h *Host) endedWell(p *process, header Header) bool {
	p.outputOver()
	select {
	case <-p.gone:
	case <-time.After(exitGrace + killGrace):
	}
	run := p.describe(protocol.ScriptRun{})
	failed := run.ExitCode == nil || *run.ExitCode != 0
	return !failed || header.Has(NoHeader)
}

// refuses names the deviation for which a response is refused: any in strict mode,
// and always a header block that is too long to be one.
func (h *Host) refuses(header Header) string {
	for _, deviation := range header.Deviations {
		if h.Mode == protocol.CGIStrict || deviation == BlockTooLong {
			return string(deviation)
		}
	}
	return ""
}

// send sends the response's head: the script's fields, as it spelt them.
func send(w http.ResponseWriter, header Header) {
	fields := w.Header()
	fields["Content-Type"] = nil // net/http would look at the content otherwise
	for _, f := range header.Fields {
		name := f.Name
		if canonical := http.CanonicalHeaderKey(name); canonical == "Content-Type" || canonical == "Content-Length" || canonical == "Date" {
			name = canonical // net/http finds them by this spelling only
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
}

// Close waits until every script is gone. The caller ends them by ending their
// requests' contexts.
func (h *Host) Close() { h.running.Wait() }

func (r *Result) fail(failure Failure, pairs ...string) {
	r.Failure = failure
	r.FailureArgs = map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		r.FailureArgs[pairs[i]] = pairs[i+1]
	}
}

func exitText(run protocol.ScriptRun) string {
	if run.ExitCode != nil {
		return strconv.Itoa(*run.ExitCode)
	}
	return run.Signal
}

// maxSpooled is how large a request's content may be where it comes without a length
// and has to be kept to be counted.
const maxSpooled = 1 << 30

// requestBody is the request's content and its length. A chunked one is spooled to a
// file first, because a script is told the length before it reads (RFC 3875, section
// 4.1.2).
func requestBody(r *http.Request) (io.ReadCloser, int64, error) {
	if r.ContentLength >= 0 {
		return r.Body, r.ContentLength, nil
	}
	return spool(r.Body)
}
