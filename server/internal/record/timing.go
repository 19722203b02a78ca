package record

import (
	"time"

	"vitrina/server/internal/protocol"
)

// ScriptTimes say when a script came how far; zero for what has not come.
type ScriptTimes struct {
	// Started is when its process had been started, Exited when that had exited.
	Started, Exited time.Time
	// FirstOutput and OutputEnd are when its output began, and when it was read to its end.
	FirstOutput, OutputEnd time.Time
}

// TimeScript changes the times of a script. As with SetScript, the times begin again with each redirect.
func (x *Exchange) TimeScript(redirects int, change func(*ScriptTimes)) {
	x.update(func() {
		s := x.ofScript()
		if redirects < s.timesRedirects {
			return
		}
		if redirects > s.timesRedirects {
			s.times, s.timesRedirects = ScriptTimes{}, redirects
		}
		change(&s.times)
	})
}

func (x *Exchange) timing() protocol.Timing {
	t := protocol.Timing{
		RequestHeadMs:  x.since(x.headRead),
		ResponseHeadMs: x.since(x.response.headSent), EndMs: x.since(x.response.ended),
	}
	if x.script != nil {
		times := x.script.times
		t.ScriptStartedMs, t.FirstOutputMs = x.since(times.Started), x.since(times.FirstOutput)
		t.OutputEndMs, t.ScriptExitMs = x.since(times.OutputEnd), x.since(times.Exited)
	}
	if x.request.bytes > 0 || x.request.chunking != nil && x.request.chunking.count > 0 {
		t.RequestEndMs = x.since(x.request.ended)
	}
	return t
}
