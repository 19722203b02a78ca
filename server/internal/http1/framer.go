package http1

import (
	"bytes"
	"strconv"
)

// MaxHead is how long a request's head may be, in bytes, with its empty line. Longer ones are
// answered 431 (RFC 6585, section 5).
const MaxHead = 64 << 10

// Limits of what else is collected before it is parsed, in bytes.
const (
	// MaxResponseHead is for the heads that scripts write themselves (nph-). Longer ones are
	// not parsed.
	MaxResponseHead = 1 << 20
	// maxChunkLine and maxTrailer are within what net/http accepts. No client is known to use
	// the extensions that make a chunk's line long (RFC 9112, section 7.1.1).
	maxChunkLine = 1 << 10
	maxTrailer   = 4 << 10
)

// Framing is how a message's content is delimited (RFC 9112, section 6).
type Framing struct {
	Kind   FramingKind
	Length int64 // of a framed body
}

// FramingKind is a way to delimit content.
type FramingKind int

// Ways to delimit content.
const (
	NoContent   FramingKind = iota // the next message follows the head
	FixedLength                    // Content-Length
	Chunked                        // Transfer-Encoding: chunked
	UntilClose                     // a response without either
	AnotherHead                    // an interim response: the final one follows
	NotHTTP                        // after 101 Switching Protocols
	Ambiguous                      // it is not certain where the next message begins
)

// Framer finds the heads and the content in one direction of a connection. It knows the
// framing only: OnHead checks the heads.
type Framer struct {
	// SkipEmptyLines is for requests: a server ignores empty lines before one (RFC 9112,
	// section 2.2).
	SkipEmptyLines bool
	// MaxHead is how long a head may be.
	MaxHead int
	// OnHead gets each head, and returns how its content is framed.
	OnHead func(head []byte) Framing
	// OnContent gets content, without chunk framing.
	OnContent func(p []byte)
	// OnChunk gets the line before each chunk, and OnTrailer each field line behind the last
	// one, both without CR LF.
	OnChunk, OnTrailer func(line []byte)
	// OnEnd is called at the end of each message.
	OnEnd func()
	// OnValid gets every byte, in order, once it is known to be valid: whole heads, whole
	// lines of the chunk framing, and content as it comes.
	OnValid func(p []byte)
	// OnError is called when a message cannot be parsed any further, with what is wrong, and
	// as much of the head or the line as there is. Nothing behind that is parsed.
	OnError func(code Code, p []byte)

	Phase Phase
	Head  []byte // the head so far; in chunked content, the line so far
	left  int64  // bytes of content, chunk or trailer that may still come
}

// Phase is where in a message a Framer is.
type Phase int

// Where a Framer can be.
const (
	InHead Phase = iota
	inContent
	inChunkSize
	inChunk
	afterChunk
	inTrailer
	InContentUntilClose
	Upgraded // not HTTP any more
	Stopped  // nothing is parsed any more
)

// ExpectsContent reports whether the head of a message has come, and its content has not all.
func (f *Framer) ExpectsContent() bool {
	switch f.Phase {
	case inContent, inChunkSize, inChunk, afterChunk, inTrailer:
		return true
	case InHead, InContentUntilClose, Upgraded, Stopped:
	}
	return false
}

// Write parses the next bytes that crossed the connection.
func (f *Framer) Write(p []byte) {
	for len(p) > 0 {
		switch f.Phase {
		case InHead:
			p = f.headBytes(p)
		case inContent, inChunk:
			n := min(int64(len(p)), f.left)
			f.OnValid(p[:n])
			f.OnContent(p[:n])
			p = p[n:]
			f.count(n)
		case inChunkSize, afterChunk, inTrailer:
			p = f.chunkLine(p)
		case InContentUntilClose:
			f.OnValid(p)
			f.OnContent(p)
			return
		case Upgraded:
			f.OnValid(p)
			return
		case Stopped:
			return
		}
	}
}

// count counts n bytes of content, or of a chunk.
func (f *Framer) count(n int64) {
	f.left -= n
	switch {
	case f.left > 0:
	case f.Phase == inChunk:
		f.Phase = afterChunk
	default:
		f.end()
	}
}

func (f *Framer) end() {
	f.Phase = InHead
	f.OnEnd()
}

// Stop stops parsing.
func (f *Framer) Stop(code Code, p []byte) {
	f.Phase, f.Head = Stopped, nil
	f.OnError(code, p)
}

// Upgrade stops parsing, and has every byte count as valid.
func (f *Framer) Upgrade() {
	f.Phase = Upgraded
	if len(f.Head) > 0 {
		f.OnValid(f.Head)
		f.Head = nil
	}
}

// headBytes collects a head up to and with its empty line, and returns what follows.
func (f *Framer) headBytes(p []byte) []byte {
	for i, b := range p {
		if b != '\n' || !endsHead(f.Head, p[:i+1]) {
			continue
		}
		head := append(f.Head, p[:i+1]...)
		f.Head = nil
		switch {
		case f.SkipEmptyLines && string(head) == "\r\n":
		case len(head) > f.MaxHead:
			f.Stop(HeadTooLong, head[:f.MaxHead])
		default:
			f.follow(head, f.OnHead(head))
		}
		return p[i+1:]
	}
	f.Head = append(f.Head, p...)
	if len(f.Head) > f.MaxHead {
		f.Stop(HeadTooLong, f.Head[:f.MaxHead])
	}
	return nil
}

// endsHead reports whether before+line, which ends in LF, ends with an empty line. It takes a
// bare LF for the end of a line, so that a head with one is found and can be rejected.
func endsHead(before, line []byte) bool {
	last := func(k int) byte { // the byte k places before the end, 0 if there is none
		if n := len(line) - 1 - k; n >= 0 {
			return line[n]
		} else if n += len(before); n >= 0 {
			return before[n]
		}
		return 0
	}
	total := len(before) + len(line)
	return total == 1 || last(1) == '\n' || last(1) == '\r' && (total == 2 || last(2) == '\n')
}

// follow begins to parse the content behind a head.
func (f *Framer) follow(head []byte, how Framing) {
	if how.Kind == Ambiguous {
		f.Phase = Stopped
		return
	}
	f.OnValid(head)
	switch {
	case how.Kind == AnotherHead:
	case how.Kind == Chunked:
		f.Phase = inChunkSize
	case how.Kind == UntilClose:
		f.Phase = InContentUntilClose
	case how.Kind == NotHTTP:
		f.Phase = Upgraded
	case how.Kind == FixedLength && how.Length > 0:
		f.Phase, f.left = inContent, how.Length
	default:
		f.end()
	}
}

// chunkLine collects one line of the chunk framing (RFC 9112, section 7.1), and returns what
// follows.
func (f *Framer) chunkLine(p []byte) []byte {
	n := bytes.IndexByte(p, '\n') + 1
	complete := n > 0
	if !complete {
		n = len(p)
	}
	f.Head = append(f.Head, p[:n]...)
	line, wellEnded := bytes.CutSuffix(f.Head, []byte("\r\n"))
	code, most := BadChunk, int64(maxChunkLine)
	if f.Phase == inTrailer {
		code, most = BadTrailer, f.left
	}
	switch {
	case int64(len(f.Head)) > most || complete && !wellEnded:
		f.Stop(code, f.Head)
		return nil
	case !complete:
		return nil
	}
	f.Head = nil
	if !f.readChunkLine(line) {
		f.Stop(code, line)
		return nil
	}
	return p[n:]
}

// readChunkLine parses one line of the chunk framing, and reports whether it is valid.
func (f *Framer) readChunkLine(line []byte) bool {
	var next Phase
	switch f.Phase {
	case afterChunk:
		if len(line) > 0 {
			return false
		}
		next = inChunkSize
	case inTrailer:
		if len(line) > 0 {
			if _, wrong := parseFieldLine(string(line)); wrong != nil {
				return false
			}
		}
		f.left -= int64(len(line)) + 2
		next = inTrailer
		if len(line) > 0 {
			f.OnTrailer(line)
		}
	default:
		size, ok := chunkSize(line)
		if !ok {
			return false
		}
		next, f.left = inChunk, size
		if size == 0 {
			next, f.left = inTrailer, maxTrailer
		}
		f.OnChunk(line)
	}
	f.OnValid(line)
	f.OnValid([]byte("\r\n"))
	if f.Phase == inTrailer && len(line) == 0 {
		f.end()
		return true
	}
	f.Phase = next
	return true
}

// maxSizeDigits is how many hexadecimal digits surely fit into an int64.
const maxSizeDigits = 15

// chunkSize parses the line before a chunk: hexadecimal digits, and perhaps extensions behind
// a semicolon.
func chunkSize(line []byte) (int64, bool) {
	size, extension, _ := bytes.Cut(line, []byte(";"))
	if len(size) == 0 || len(size) > maxSizeDigits || len(bytes.Trim(size, "0123456789abcdefABCDEF")) > 0 || hasControl(string(extension), true) {
		return 0, false
	}
	n, err := strconv.ParseInt(string(size), 16, 64)
	return n, err == nil
}
