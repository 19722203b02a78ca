package cgi

import (
	"context"
	"net/http"
	"path/filepath"
	"sync"
	"time"

	"vitrina/server/internal/cgi/interpreter"
	"vitrina/server/internal/cgi/prewarm"
	"vitrina/server/internal/cgi/process"
	"vitrina/server/internal/cgi/shim"
	"vitrina/server/internal/protocol"
)

// Runner runs the scripts of one site.
type Runner struct {
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
	// Launcher starts the scripts; nil for process.Spawn.
	Launcher process.Launcher
	// Prewarm starts them, and keeps interpreters ready for them; nil for Launcher.
	Prewarm *prewarm.Pool

	// MaxConcurrent is how many scripts run at a time; others wait in their order.
	MaxConcurrent int
	// ClientStall is how long a script may wait for its client, which does not read or does not
	// send. Then another script gets its slot, and it goes on without one.
	ClientStall time.Duration
	// BodyWait is how long the beginning of a request's content is waited for. Then the
	// script may start without it.
	BodyWait time.Duration

	shims    shim.Shims
	own      sync.Once // makes variables
	vars     variables
	commands commands
	queue    queue
	late     queue      // of requests whose content has not come
	ending   sync.Mutex // guards ended, that nothing begins to run after it, and life
	ended    bool
	running  sync.WaitGroup
	life     context.Context // ends with Close; nil until it is first needed
	endLife  context.CancelFunc
}

// Serve runs a script and sends its response. The caller answers if Result says that nothing
// was sent.
func (r *Runner) Serve(w http.ResponseWriter, request *http.Request, script Script, observer Observer) Result {
	run := &run{
		runner: r, w: w, request: request, script: script, observer: observer, limit: r.Timeout, responded: make(chan struct{}),
		result: Result{Run: protocol.ScriptRun{Path: script.Path, Command: []string{}, Env: []string{}, Start: protocol.StartSpawned}},
	}
	defer run.end()
	if run.admit() && run.start() {
		run.answer()
		run.settle()
	}
	return run.result
}

// Close lets no more scripts start and waits until all have ended. It ends those that work on
// after their output; the caller ends the others by the contexts of their requests.
func (r *Runner) Close() {
	r.ending.Lock()
	r.ended = true
	r.ending.Unlock()
	r.lifetime()
	r.endLife()
	r.running.Wait()
	if r.Prewarm != nil {
		r.Prewarm.Close()
	}
}

// Busy reports whether scripts run, or wait to run.
func (r *Runner) Busy() bool { return r.queue.isBusy() || r.late.isBusy() }

// lifetime is a context that ends with Close.
func (r *Runner) lifetime() context.Context {
	r.ending.Lock()
	defer r.ending.Unlock()
	if r.life == nil {
		r.life, r.endLife = context.WithCancel(context.Background())
	}
	return r.life
}

// inherited are the variables that every script gets, but for those of a virtual environment. This
// program does not change its own.
func (r *Runner) inherited() variables {
	r.own.Do(func() { r.vars = inheritedVariables() })
	return r.vars
}

// begin counts a run in, if runs may still begin.
func (r *Runner) begin() bool {
	r.ending.Lock()
	defer r.ending.Unlock()
	if !r.ended {
		r.running.Add(1)
	}
	return !r.ended
}

// slotFor waits for the script's slot. Requests whose content has not come get half of the
// slots at most: the others pass them by.
func (r *Runner) slotFor(ctx context.Context, body *upload) *slot {
	if !body.started() {
		waiting, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() {
			<-body.begun
			cancel()
		}()
		if late := r.late.enter(waiting, r.MaxConcurrent/2); late != nil {
			go func() {
				<-body.begun
				late.leave()
			}()
		} else if !body.started() {
			return nil
		}
	}
	return r.queue.enter(ctx, r.MaxConcurrent)
}

// choice is what the choice of a script's interpreter rests on.
func (r *Runner) choice() interpreter.Choice {
	return interpreter.Choice{Root: r.Root, Set: r.Interpreters}
}

// IsScriptName reports whether a name is one that scripts have, by its extension.
func (r *Runner) IsScriptName(name string) bool { return r.choice().IsScriptName(name) }

// Environment is the folder of the virtual environment of the site, empty where it has none, and
// whether a command runs a program of it.
func (r *Runner) Environment(command []string) (folder string, runs bool) {
	found := interpreter.FindVirtualEnv(r.Root)
	return found.Folder, found.Folder != "" && filepath.Dir(command[0]) == found.Programs
}

// RunsPython reports whether a command runs Python.
func RunsPython(command []string) bool { return interpreter.IsPython(command[0]) }

// IsManaged reports whether pip refuses to install packages for the Python that a command runs.
func IsManaged(command []string) bool { return interpreter.IsManaged(command[0]) }

// launcher starts the scripts.
func (r *Runner) launcher() process.Launcher {
	if r.Prewarm != nil {
		return r.Prewarm
	}
	if r.Launcher == nil {
		return process.Spawn{}
	}
	return r.Launcher
}

// refuses names the violation for which a response is refused: any of RFC 3875 in strict mode,
// and always a header block that is too long to be one.
func (r *Runner) refuses(header Header) (Violation, bool) {
	for _, violation := range header.Violations {
		if r.Mode == protocol.CGIStrict && violation.isOfCGI() || violation == HeaderTooLong {
			return violation, true
		}
	}
	return "", false
}
