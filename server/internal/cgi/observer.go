package cgi

import (
	"time"

	"vitrina/server/internal/protocol"
)

// Observer follows a run. Ended is the last call, and may come after Serve returned.
type Observer interface {
	// Starting is called before the process is started, which may fail.
	Starting()
	// Started is called when the process has started. Until Ended returns, onlyPrinted reports whether the
	// script seems to have written nothing so far but what it printed.
	Started(onlyPrinted func() bool)
	// Reached is called once for each moment of a run that comes; for Exited only before Ended.
	Reached(moment Moment, at time.Time)
	// Printed is called with each piece of the output, header block and all, as it is read. It must
	// not keep the piece.
	Printed(piece []byte)
	// Header is called before the response's head is sent.
	Header(Header)
	// Filter is called after Header where content follows the head; nil leaves it as it is.
	Filter(header Header, status int) Filter
	// Content is called when the answer is over, with the beginning of the content. Some faults
	// of the header show only there.
	Content(start string)
	// Refused is called in place of Header and Content where the header is refused, and HandsOn
	// where it asks for another path. start is the beginning of the content.
	Refused(header Header, start string)
	HandsOn(header Header, start string)
	// Violates is called for a violation that shows only after the head was sent.
	Violates(Violation, map[string]string)
	// ClientGone reports whether the client is gone. It is called where content of the request
	// cannot be read: the request's context may know only later.
	ClientGone() bool
	// StopReading is called when the rest of the request's content is not read. The connection
	// cannot be used for another request.
	StopReading()
	// Remark is called for what the run showed besides its output, when the process has ended.
	Remark(Remark, map[string]string)
	// Ended is called when the process has ended. why is empty where nothing cut its answer short;
	// stopped is true where it was ended all the same, since nobody read the rest of its output.
	Ended(run protocol.ScriptRun, why Failure, stopped bool)
}

// Moment is a moment in the life of a process that runs a script.
type Moment int

// The moments of a run.
const (
	Launched    Moment = iota // the process had been started
	FirstOutput               // the first byte of its output was read
	OutputEnded               // its output was read to its end
	Exited                    // the process had exited
)

// Filter puts something into content on its way to the client.
type Filter interface {
	// Next takes the next piece of the content, and returns what is sent by now. last is true
	// where no more comes.
	Next(piece []byte, last bool) []byte
	// Added is how many bytes are put into the content; known is true once that is decided.
	Added() (bytes int, known bool)
}

// Remark names something about a run that is not a violation of RFC 3875.
type Remark string

// What a run can show besides its output.
const (
	ShellLines Remark = "shellCR"        // a shell failed at lines that end in CR LF
	WorkedOn   Remark = "scriptWorkedOn" // it closed its output and lived on
	LeftJobs   Remark = "jobsStopped"    // processes that it left were ended
	// AwaitedBody is BodyTimedOut.
	AwaitedBody = Remark(BodyTimedOut)
)
