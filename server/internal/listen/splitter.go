package listen

import (
	"bytes"
	"strconv"
)

// MaxHead is how long a request's head may be, in bytes, with its empty line. One byte
// more is answered 431 (RFC 6585, section 5).
const MaxHead = 64 << 10

// Bounds of what else is collected before it is read, in bytes.
const (
	// maxResponseHead is for the heads that scripts write themselves (nph-). What is longer
	// is not followed.
	maxResponseHead = 1 << 20
	// maxChunkLine and maxTrailer are no more than net/http takes. Nobody is known to use the
	// extensions that would make a chunk's line long (RFC 9112, section 7.1.1).
	maxChunkLine = 1 << 10
	maxTrailer   = 4 << 10
)

// framing says how a message's content is delimited (RFC 9112, section 6).
type framing struct {
	kind   framingKind
	length int64 // of a framed body
}

type framingKind int

const (
	noContent      framingKind = iota // the next message follows the head
	fixedLength                       // Content-Length
	chunked                           // Transfer-Encoding: chunked
	untilClose                        // a response without either
	anotherHead                       // an interim response: the final one follows
	notHTTPAnyMore                    // after 101 Switching Protocols
	inDoubt                           // where the next message begins cannot be told
)

// splitter cuts one direction of a connection into heads and content. It follows
// the framing only; whether a head is as it should be is for onHead to say.
type splitter struct {
	// skipEmptyLines is for requests: a server ignores empty lines before one (RFC 9112,
	// section 2.2).
	skipEmptyLines bool
	// maxHead is how long a head may be.
	maxHead int
	// onHead is given each head and says how its content is framed.
	onHead func(head []byte) framing
	// onContent is given content, without chunk framing.
	onContent func(p []byte)
	// onEnd is called when a message is over.
	onEnd func()
	// onSound is given every byte, in order, when it is known to be as it should be: whole
	// heads, whole lines of the chunk framing, and content as it comes.
	onSound func(p []byte)
	// onBroken is called where a message cannot be followed any further, with what is wrong
	// and what there is of the head or the line. Nothing behind it is looked at.
	onBroken func(reason Reason, p []byte)

	phase phase
	head  []byte // the head so far; in chunked content, the line so far
	left  int64  // bytes of content, chunk or trailer that may still come
}

type phase int

const (
	inHead phase = iota
	inContent
	inChunkSize
	inChunk
	afterChunk
	inTrailer
	inContentUntilClose
	inForeign // no HTTP any more
	brokenOff
)

// contentComes tells whether a message has begun of which only content is still to come.
func (s *splitter) contentComes() bool {
	switch s.phase {
	case inContent, inChunkSize, inChunk, afterChunk, inTrailer:
		return true
	case inHead, inContentUntilClose, inForeign, brokenOff:
	}
	return false
}

// write takes the next bytes that crossed the connection.
func (s *splitter) write(p []byte) {
	for len(p) > 0 {
		switch s.phase {
		case inHead:
			p = s.headBytes(p)
		case inContent, inChunk:
			n := min(int64(len(p)), s.left)
			s.onSound(p[:n])
			s.onContent(p[:n])
			p = p[n:]
			s.count(n)
		case inChunkSize, afterChunk, inTrailer:
			p = s.chunkLine(p)
		case inContentUntilClose:
			s.onSound(p)
			s.onContent(p)
			return
		case inForeign:
			s.onSound(p)
			return
		case brokenOff:
			return
		}
	}
}

// count counts content, or a part of a chunk, that has come.
func (s *splitter) count(n int64) {
	s.left -= n
	switch {
	case s.left > 0:
	case s.phase == inChunk:
		s.phase = afterChunk
	default:
		s.end()
	}
}

func (s *splitter) end() {
	s.phase = inHead
	s.onEnd()
}

// breakOff ends the following.
func (s *splitter) breakOff(reason Reason, p []byte) {
	s.phase, s.head = brokenOff, nil
	s.onBroken(reason, p)
}

// becomeForeign ends the following, too, but what comes is as it should be.
func (s *splitter) becomeForeign() {
	s.phase = inForeign
	if len(s.head) > 0 {
		s.onSound(s.head)
		s.head = nil
	}
}

// headBytes collects a head up to and with its empty line, and returns the rest.
func (s *splitter) headBytes(p []byte) []byte {
	for i, b := range p {
		if b != '\n' || !endsHead(s.head, p[:i+1]) {
			continue
		}
		head := append(s.head, p[:i+1]...)
		s.head = nil
		switch {
		case s.skipEmptyLines && string(head) == "\r\n":
		case len(head) > s.maxHead:
			s.breakOff(HeadTooLong, head[:s.maxHead])
		default:
			s.follow(head, s.onHead(head))
		}
		return p[i+1:]
	}
	s.head = append(s.head, p...)
	if len(s.head) > s.maxHead {
		s.breakOff(HeadTooLong, s.head[:s.maxHead])
	}
	return nil
}

// endsHead tells whether before+line, which ends in LF, ends with an empty line. It takes
// a bare LF for a line's end, so that a head that has such is found and can be refused.
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

// follow begins the content behind a head.
func (s *splitter) follow(head []byte, f framing) {
	if f.kind == inDoubt {
		s.phase = brokenOff
		return
	}
	s.onSound(head)
	switch {
	case f.kind == anotherHead:
	case f.kind == chunked:
		s.phase = inChunkSize
	case f.kind == untilClose:
		s.phase = inContentUntilClose
	case f.kind == notHTTPAnyMore:
		s.phase = inForeign
	case f.kind == fixedLength && f.length > 0:
		s.phase, s.left = inContent, f.length
	default:
		s.end()
	}
}

// chunkLine collects one line of the chunk framing (RFC 9112, section 7.1), and returns
// the rest.
func (s *splitter) chunkLine(p []byte) []byte {
	n := bytes.IndexByte(p, '\n') + 1
	whole := n > 0
	if !whole {
		n = len(p)
	}
	s.head = append(s.head, p[:n]...)
	line, wellEnded := bytes.CutSuffix(s.head, []byte("\r\n"))
	reason, most := BadChunk, int64(maxChunkLine)
	if s.phase == inTrailer {
		reason, most = BadTrailer, s.left
	}
	switch {
	case int64(len(s.head)) > most || whole && !wellEnded:
		s.breakOff(reason, s.head)
		return nil
	case !whole:
		return nil
	}
	s.head = nil
	if !s.readChunkLine(line) {
		s.breakOff(reason, line)
		return nil
	}
	return p[n:]
}

// readChunkLine reads one line of the chunk framing, and tells whether it is one.
func (s *splitter) readChunkLine(line []byte) bool {
	var next phase
	switch s.phase {
	case afterChunk:
		if len(line) > 0 {
			return false
		}
		next = inChunkSize
	case inTrailer:
		if len(line) > 0 {
			if _, _, wrong := fieldLine(line); wrong != nil {
				return false
			}
		}
		s.left -= int64(len(line)) + 2
		next = inTrailer
	default:
		size, ok := chunkSize(line)
		if !ok {
			return false
		}
		next, s.left = inChunk, size
		if size == 0 {
			next, s.left = inTrailer, maxTrailer
		}
	}
	s.onSound(line)
	s.onSound([]byte("\r\n"))
	if s.phase == inTrailer && len(line) == 0 {
		s.end()
		return true
	}
	s.phase = next
	return true
}

// maxSizeDigits is how many hexadecimal digits fit into an int64 with none to spare.
const maxSizeDigits = 15

// chunkSize reads the line before a chunk: hexadecimal digits, and perhaps extensions
// behind a semicolon.
func chunkSize(line []byte) (int64, bool) {
	size, extension, _ := bytes.Cut(line, []byte(";"))
	if len(size) == 0 || len(size) > maxSizeDigits || len(bytes.Trim(size, "0123456789abcdefABCDEF")) > 0 || hasControl(extension, true) {
		return 0, false
	}
	n, err := strconv.ParseInt(string(size), 16, 64)
	return n, err == nil
}
