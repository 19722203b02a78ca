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

// TimeScript changes the times of a script. As with SetScript, each turn begins anew.
func (x *Exchange) TimeScript(turn int, change func(*ScriptTimes)) {
	x.update(func() {
		if turn < x.timesTurn {
			return
		}
		if turn > x.timesTurn {
			x.times, x.timesTurn = ScriptTimes{}, turn
		}
		change(&x.times)
	})
}

func (x *Exchange) timing() protocol.Timing {
	t := protocol.Timing{
		RequestHeadMs:   x.since(x.headRead),
		ScriptStartedMs: x.since(x.times.Started), FirstOutputMs: x.since(x.times.FirstOutput),
		OutputEndMs: x.since(x.times.OutputEnd), ScriptExitMs: x.since(x.times.Exited),
		ResponseHeadMs: x.since(x.response.headSent), EndMs: x.since(x.response.ended),
	}
	if x.request.bytes > 0 || x.request.chunking.count > 0 {
		t.RequestEndMs = x.since(x.request.ended)
	}
	return t
}
