package record

import (
	"vitrina/server/internal/protocol"
)

// printed is what a script wrote to standard output.
type printed struct {
	message
	redirects int // before the script that printed it
	// beyond is how many bytes are kept behind the body in its array: as much of the content as is kept of
	// the response, which may lie in here.
	beyond int
}

// all is the body with what is kept beyond it.
func (p *printed) all() []byte { return p.body[:min(len(p.body)+p.beyond, cap(p.body))] }

// script is what is known of the scripts that answered an exchange. One may hand the request on to
// another one: that is a local redirect (RFC 3875, section 6.2.2), and redirects counts those before a script.
type script struct {
	run            *protocol.ScriptRun
	redirects      int // before run
	times          ScriptTimes
	timesRedirects int // before the script of times
	output         printed
}

// ofScript is where to keep what is known of a script.
func (x *Exchange) ofScript() *script {
	if x.script == nil {
		x.script = &script{}
	}
	return x.script
}

// SetScript keeps how a script ran; it is called again when more is known. A script may hand
// the request on to another one, which has one redirect more before it. From then on nothing of
// the earlier one is kept.
func (x *Exchange) SetScript(redirects int, run protocol.ScriptRun) {
	x.update(func() {
		if s := x.ofScript(); redirects >= s.redirects {
			s.run, s.redirects = &run, redirects
			x.store.charge(x)
		}
	})
}

// Printed keeps output of the script behind so many redirects. Nothing is kept of those before it.
func (x *Exchange) Printed(redirects int, p []byte) {
	x.update(func() {
		s := x.ofScript()
		if redirects > s.output.redirects {
			x.store.forgetBody(&s.output.message)
			s.output = printed{redirects: redirects}
		}
		if redirects == s.output.redirects {
			x.store.keepOutput(x, &s.output, p)
		}
	})
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

// ran is how the script ran, with how much it printed.
func (x *Exchange) ran() *protocol.ScriptRun {
	s := x.script
	if s == nil || s.run == nil {
		return nil
	}
	run := *s.run
	if s.output.redirects == s.redirects {
		run.Printed = s.output.sizes()
	}
	return &run
}

// size is about how much memory it takes beside its output, in bytes.
func (s *script) size() int {
	if s == nil || s.run == nil {
		return 0
	}
	n := len(s.run.Stderr) + len(s.run.Output)
	for _, each := range s.run.Env {
		n += len(each)
	}
	for _, each := range s.run.Command {
		n += len(each)
	}
	return n
}
