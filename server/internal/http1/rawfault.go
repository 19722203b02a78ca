package http1

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
)

// RawFault is what is wrong with a response that a handler wrote with its head.
type RawFault struct {
	Code RawCode
	// Printed is the line that is to blame; empty where none is.
	Printed string
	// Status is that of the response. Announced is its Content-Length, and Sent how much content
	// there was.
	Status, Announced, Sent int64
}

// RawCode names a rule that such a response breaks.
type RawCode string

// The rules that it may break. Sections without a name are those of RFC 9112.
const (
	RawNoStatusLine  RawCode = "rawNoStatusLine"  // it does not begin with one (section 4)
	RawHeadOpen      RawCode = "rawHeadOpen"      // no empty line ends its head (section 2.1)
	RawBareLF        RawCode = "rawBareLF"        // lines of its head end in LF alone (section 2.2)
	RawBadChunk      RawCode = "rawBadChunk"      // the framing of its chunks cannot be read (section 7.1)
	RawChunksOpen    RawCode = "rawChunksOpen"    // no chunk of no length ends it (section 7.1)
	RawContentUnread RawCode = "rawContentUnread" // content where its status, or HEAD, has none (section 6.3)
	RawContentLong   RawCode = "rawContentLong"   // more content than its Content-Length (section 6.3)
	RawContentShort  RawCode = "rawContentShort"  // less of it (section 6.3)
)

// statusLine is the first line of a response (section 4). Browsers take no other for HTTP/1.
var statusLine = regexp.MustCompile(`^HTTP/1\.\d [1-9]\d\d(?: .*)?$`)

// rawCheck looks at a response that is written with its head.
type rawCheck struct {
	faults []RawFault
	status int64
	how    framing
	sent   int64 // of content, and of what follows it
}

func (c *rawCheck) add(fault RawFault) {
	for _, each := range c.faults {
		if each.Code == fault.Code {
			return
		}
	}
	c.faults = append(c.faults, fault)
}

// head looks at a head, and at how its content is framed.
func (c *rawCheck) head(head []byte, how framing) {
	c.checkLine(head)
	if bytes.Count(head, []byte("\n")) > bytes.Count(head, []byte("\r\n")) {
		c.add(RawFault{Code: RawBareLF})
	}
	c.status, c.how = int64(statusCode(string(head))), how
}

func (c *rawCheck) checkLine(head []byte) {
	line, _, _ := strings.Cut(string(head), "\n")
	if line = strings.TrimRight(line, "\r"); !statusLine.MatchString(line) {
		c.add(RawFault{Code: RawNoStatusLine, Printed: line})
	}
}

// RawFaults are what is wrong with the response so far, where it was written with its head. ended is
// true where no more of it comes.
func (x *Exchange) RawFaults(ended bool) []RawFault {
	if x.raw == nil {
		return nil
	}
	x.conn.writing.Lock()
	defer x.conn.writing.Unlock()
	c, f := x.raw.check, &x.raw.framer
	c.sent += f.rest
	switch {
	case f.phase == inHead && len(f.head) > 0:
		c.checkLine(f.head)
		c.add(RawFault{Code: RawHeadOpen})
	case f.rest > 0 && c.how.kind == noContent:
		c.add(RawFault{Code: RawContentUnread, Status: c.status, Sent: c.sent})
	case f.rest > 0 && c.how.kind == fixedLength:
		c.add(RawFault{Code: RawContentLong, Announced: c.how.length, Sent: c.sent})
	case ended && f.phase == inContent:
		c.add(RawFault{Code: RawContentShort, Announced: c.how.length, Sent: c.sent})
	case ended && (f.phase == inChunkSize || f.phase == inChunk || f.phase == afterChunk || f.phase == inTrailer):
		c.add(RawFault{Code: RawChunksOpen})
	}
	return c.faults
}

// Args are the values in a sentence about the fault.
func (f RawFault) Args() map[string]string {
	return map[string]string{
		"printed": f.Printed, "status": strconv.FormatInt(f.Status, 10),
		"announced": strconv.FormatInt(f.Announced, 10), "sent": strconv.FormatInt(f.Sent, 10),
	}
}
