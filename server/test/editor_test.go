//go:build linux

package test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// editor plays the editor: it starts `vitrina rpc` and speaks JSON-RPC over its
// standard input and output, framed as the Language Server Protocol has it. What was
// said is printed when a test fails.
type editor struct {
	t      *testing.T
	cmd    *exec.Cmd
	in     io.WriteCloser
	stderr *lockedBuffer
	ended  chan struct{}

	mu      sync.Mutex
	lastID  int
	replies map[int]chan reply
	heard   []notification
	arrived chan struct{} // receives when heard grew
	talk    strings.Builder
	unasked chan reply // answers whose id is null
}

type reply struct {
	ID     *int            `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *replyError     `json:"error"`
}

type replyError struct {
	Code    int                `json:"code"`
	Message string             `json:"message"`
	Data    protocol.ErrorData `json:"data"`
}

type notification struct {
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
}

// startEditor starts the program without saying initialize.
func startEditor(t *testing.T) *editor {
	t.Helper()
	return startEditorBy(t, binary, "rpc")
}

// startEditorBy does it with a command of its own.
func startEditorBy(t *testing.T, command string, args ...string) *editor {
	t.Helper()
	e := &editor{
		t: t, cmd: exec.Command(command, args...), stderr: &lockedBuffer{}, ended: make(chan struct{}),
		replies: map[int]chan reply{}, arrived: make(chan struct{}, 1), unasked: make(chan reply, 10),
	}
	var err error
	if e.in, err = e.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	e.cmd.Stderr = e.stderr
	if err := e.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		e.listen(bufio.NewReader(out))
		_ = e.cmd.Wait()
		close(e.ended)
	}()
	t.Cleanup(func() {
		_ = e.in.Close()
		e.awaitEnd()
		e.tellIfFailed()
		if strings.Contains(e.stderr.String(), "DATA RACE") {
			t.Errorf("a race: %s", e.stderr)
		}
	})
	return e
}

func (e *editor) tellIfFailed() {
	if e.t.Failed() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.t.Logf("the conversation:\n%s\nstderr: %s", e.talk.String(), e.stderr)
	}
}

// newEditor starts the program and says initialize.
func newEditor(t *testing.T, trusted bool) *editor {
	t.Helper()
	e := startEditor(t)
	e.initialize(trusted)
	return e
}

func (e *editor) initialize(trusted bool) {
	e.t.Helper()
	e.initializeIn("en", trusted)
}

func (e *editor) initializeIn(locale string, trusted bool) {
	e.t.Helper()
	e.must(protocol.MethodInitialize, protocol.InitializeParams{
		ProtocolVersion: protocol.Version, Client: protocol.Program{Name: "test", Version: "1"}, Locale: locale, WorkspaceTrusted: trusted,
	}, nil)
}

func (e *editor) listen(out *bufio.Reader) {
	for {
		length := 0
		for {
			line, err := out.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			_, _ = fmt.Sscanf(line, "Content-Length: %d", &length)
		}
		data := make([]byte, length)
		if _, err := io.ReadFull(out, data); err != nil {
			return
		}
		e.hear(data)
	}
}

func (e *editor) hear(data []byte) {
	var message struct {
		notification
		reply
	}
	if err := json.Unmarshal(data, &message); err != nil {
		panic(fmt.Sprintf("%v in %s", err, data))
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	fmt.Fprintf(&e.talk, "← %s\n", data)
	switch {
	case message.Method != "":
		e.heard = append(e.heard, message.notification)
		select {
		case e.arrived <- struct{}{}:
		default:
		}
	case message.ID == nil:
		e.unasked <- message.reply
	default:
		e.replies[*message.ID] <- message.reply
	}
}

// say writes bytes to the program's standard input.
func (e *editor) say(data string) {
	e.t.Helper()
	e.mu.Lock()
	fmt.Fprintf(&e.talk, "→ %s\n", data)
	e.mu.Unlock()
	if _, err := io.WriteString(e.in, data); err != nil {
		e.t.Fatal(err)
	}
}

func frame(json string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(json), json) }

// call asks and waits for the reply.
func (e *editor) call(method string, params any) reply {
	e.t.Helper()
	e.mu.Lock()
	e.lastID++
	id, answer := e.lastID, make(chan reply, 1)
	e.replies[id] = answer
	e.mu.Unlock()
	message := map[string]any{"jsonrpc": "2.0", "id": id, "method": method}
	if params != nil {
		message["params"] = params
	}
	data, err := json.Marshal(message)
	if err != nil {
		e.t.Fatal(err)
	}
	e.say(frame(string(data)))
	select {
	case r := <-answer:
		return r
	case <-e.ended:
		e.t.Fatalf("vitrina ended without a reply to %s", method)
	case <-time.After(patience):
		e.t.Fatalf("no reply to %s", method)
	}
	return reply{}
}

// must asks and wants a result.
func (e *editor) must(method string, params, result any) {
	e.t.Helper()
	r := e.call(method, params)
	if r.Error != nil {
		e.t.Fatalf("%s: %d %s", method, r.Error.Code, r.Error.Message)
	}
	if result != nil {
		if err := json.Unmarshal(r.Result, result); err != nil {
			e.t.Fatal(err)
		}
	}
}

// await waits for a notification that a check accepts.
func await[P any](e *editor, method string, accept func(P) bool) P {
	e.t.Helper()
	deadline := time.After(patience)
	for next := 0; ; {
		params, found := heard(e, &next, method, accept)
		if found {
			return params
		}
		select {
		case <-e.arrived:
		case <-e.ended:
			e.t.Fatalf("vitrina ended while %s was awaited", method)
		case <-deadline:
			e.t.Fatalf("no such %s", method)
		}
	}
}

// heard looks among the notifications that came for one that a check accepts, from a number
// on, which it moves behind those that it looked at.
func heard[P any](e *editor, next *int, method string, accept func(P) bool) (params P, found bool) {
	e.t.Helper()
	e.mu.Lock()
	all := e.heard
	e.mu.Unlock()
	for ; *next < len(all); *next++ {
		if all[*next].Method != method {
			continue
		}
		params = *new(P)
		if err := json.Unmarshal(all[*next].Params, &params); err != nil {
			e.t.Fatal(err)
		}
		if accept(params) {
			return params, true
		}
	}
	return params, false
}

// start starts a site on a free port.
func (e *editor) start(root string, change ...func(*protocol.SiteStartParams)) protocol.Site {
	e.t.Helper()
	port := 0
	params := protocol.SiteStartParams{Root: root, Port: &port}
	for _, each := range change {
		each(&params)
	}
	var site protocol.Site
	e.must(protocol.MethodSiteStart, params, &site)
	return site
}

// exchange waits for the complete exchange for a target, and for the end of its script if one
// ran, and gets it whole: a script may outlive its answer.
func (e *editor) exchange(target string) protocol.Exchange {
	e.t.Helper()
	id := ""
	await(e, protocol.MethodExchangeDidRecord, func(p protocol.ExchangeDidRecordParams) bool {
		for _, x := range p.Exchanges {
			if x.Target == target && x.Complete {
				id = x.ID
			}
		}
		return id != ""
	})
	var whole protocol.Exchange
	eventually(e.t, func() bool {
		whole = protocol.Exchange{}
		e.must(protocol.MethodExchangeGet, protocol.ExchangeRef{ID: id}, &whole)
		run := whole.Script
		ran := whole.Kind == protocol.KindScript || whole.Timing.ScriptStartedMs > 0 // one that failed is answered by an error page
		return !ran || run != nil && (run.ExitCode != nil || run.Signal != "" || len(run.Command) == 0)
	}, func() string { return target + ": the script has not ended" })
	return whole
}

// awaitEnd waits until the program has ended.
func (e *editor) awaitEnd() int {
	e.t.Helper()
	select {
	case <-e.ended:
	case <-time.After(patience):
		_ = e.cmd.Process.Kill()
		e.t.Error("vitrina rpc did not end")
	}
	return e.cmd.ProcessState.ExitCode()
}
