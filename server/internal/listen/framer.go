package listen

import (
	"bytes"
	"strconv"
)

// MaxHead is how long a request's head may be, in bytes, with its empty line. Longer ones are
// answered 431 (RFC 6585, section 5).
const MaxHead = 64 << 10

// Limits of what else is collected before it is parsed, in bytes.
const (
	// maxResponseHead is for the heads that scripts write themselves (nph-). Longer ones are
	// not parsed.
	maxResponseHead = 1 << 20
	// maxChunkLine and maxTrailer are within what net/http accepts. No client is known to use
	// the extensions that make a chunk's line long (RFC 9112, section 7.1.1).
	maxChunkLine = 1 << 10
	maxTrailer   = 4 << 10
)

// framing is how a message's content is delimited (RFC 9112, section 6).
type framing struct {
	kind   framingKind
	length int64 // of a framed body
}

type framingKind int

const (
	noContent   framingKind = iota // the next message follows the head
	fixedLength                    // Content-Length
	chunked                        // Transfer-Encoding: chunked
	untilClose                     // a response without either
	anotherHead                    // an interim response: the final one follows
	notHTTP                        // after 101 Switching Protocols
	ambiguous                      // it is not certain where the next message begins
)

// framer finds the heads and the content in one direction of a connection. It knows the
// framing only: onHead checks the heads.
type framer struct {
	// skipEmptyLines is for requests: a server ignores empty lines before one (RFC 9112,
	// section 2.2).
	skipEmptyLines bool
	// maxHead is how long a head may be.
	maxHead int
	// onHead gets each head, and returns how its content is framed.
	onHead func(head []byte) framing
	// onContent gets content, without chunk framing.
	onContent func(p []byte)
	// onChunk gets the line before each chunk, and onTrailer each field line behind the last
	// one, both without CR LF.
	onChunk, onTrailer func(line []byte)
	// onEnd is called at the end of each message.
	onEnd func()
	// onValid gets every byte, in order, once it is known to be valid: whole heads, whole
	// lines of the chunk framing, and content as it comes.
	onValid func(p []byte)
	// onError is called when a message cannot be parsed any further, with what is wrong, and
	// as much of the head or the line as there is. Nothing behind that is parsed.
	onError func(code Code, p []byte)

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
	upgraded // not HTTP any more
	stopped  // nothing is parsed any more
)

// expectsContent reports whether the head of a message has come, and its content has not all.
func (f *framer) expectsContent() bool {
	switch f.phase {
	case inContent, inChunkSize, inChunk, afterChunk, inTrailer:
		return true
	case inHead, inContentUntilClose, upgraded, stopped:
	}
	return false
}

// write parses the next bytes that crossed the connection.
func (f *framer) write(p []byte) {
	for len(p) > 0 {
		switch f.phase {
		case inHead:
			p = f.headBytes(p)
		case inContent, inChunk:
			n := min(int64(len(p)), f.left)
			f.onValid(p[:n])
			f.onContent(p[:n])
			p = p[n:]
			f.count(n)
		case inChunkSize, afterChunk, inTrailer:
			p = f.chunkLine(p)
		case inContentUntilClose:
			f.onValid(p)
			f.onContent(p)
			return
		case upgraded:
			f.onValid(p)
			return
		case stopped:
			return
		}
	}
}

// count counts n bytes of content, or of a chunk.
func (f *framer) count(n int64) {
	f.left -= n
	switch {
	case f.left > 0:
	case f.phase == inChunk:
		f.phase = afterChunk
	default:
		f.end()
	}
}

func (f *framer) end() {
	f.phase = inHead
	f.onEnd()
}

// stop stops parsing.
func (f *framer) stop(code Code, p []byte) {
	f.phase, f.head = stopped, nil
	f.onError(code, p)
}

// upgrade stops parsing, and has every byte count as valid.
func (f *framer) upgrade() {
	f.phase = upgraded
	if len(f.head) > 0 {
		f.onValid(f.head)
		f.head = nil
	}
}

// headBytes collects a head up to and with its empty line, and returns what follows.
func (f *framer) headBytes(p []byte) []byte {
	for i, b := range p {
		if b != '\n' || !endsHead(f.head, p[:i+1]) {
			continue
		}
		head := append(f.head, p[:i+1]...)
		f.head = nil
		switch {
		case f.skipEmptyLines && string(head) == "\r\n":
		case len(head) > f.maxHead:
			f.stop(HeadTooLong, head[:f.maxHead])
		default:
			f.follow(head, f.onHead(head))
		}
		return p[i+1:]
	}
	f.head = append(f.head, p...)
	if len(f.head) > f.maxHead {
		f.stop(HeadTooLong, f.head[:f.maxHead])
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
func (f *framer) follow(head []byte, how framing) {
	if how.kind == ambiguous {
		f.phase = stopped
		return
	}
	f.onValid(head)
	switch {
	case how.kind == anotherHead:
	case how.kind == chunked:
		f.phase = inChunkSize
	case how.kind == untilClose:
		f.phase = inContentUntilClose
	case how.kind == notHTTP:
		f.phase = upgraded
	case how.kind == fixedLength && how.length > 0:
		f.phase, f.left = inContent, how.length
	default:
		f.end()
	}
}

// chunkLine collects one line of the chunk framing (RFC 9112, section 7.1), and returns what
// follows.
func (f *framer) chunkLine(p []byte) []byte {
	n := bytes.IndexByte(p, '\n') + 1
	complete := n > 0
	if !complete {
		n = len(p)
	}
	f.head = append(f.head, p[:n]...)
	line, wellEnded := bytes.CutSuffix(f.head, []byte("\r\n"))
	code, most := BadChunk, int64(maxChunkLine)
	if f.phase == inTrailer {
		code, most = BadTrailer, f.left
	}
	switch {
	case int64(len(f.head)) > most || complete && !wellEnded:
		f.stop(code, f.head)
		return nil
	case !complete:
		return nil
	}
	f.head = nil
	if !f.readChunkLine(line) {
		f.stop(code, line)
		return nil
	}
	return p[n:]
}

// readChunkLine parses one line of the chunk framing, and reports whether it is valid.
func (f *framer) readChunkLine(line []byte) bool {
	var next phase
	switch f.phase {
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
		f.left -= int64(len(line)) + 2
		next = inTrailer
		if len(line) > 0 {
			f.onTrailer(line)
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
		f.onChunk(line)
	}
	f.onValid(line)
	f.onValid([]byte("\r\n"))
	if f.phase == inTrailer && len(line) == 0 {
		f.end()
		return true
	}
	f.phase = next
	return true
}

// maxSizeDigits is how many hexadecimal digits surely fit into an int64.
const maxSizeDigits = 15

// chunkSize parses the line before a chunk: hexadecimal digits, and perhaps extensions behind
// a semicolon.
func chunkSize(line []byte) (int64, bool) {
	size, extension, _ := bytes.Cut(line, []byte(";"))
	if len(size) == 0 || len(size) > maxSizeDigits || len(bytes.Trim(size, "0123456789abcdefABCDEF")) > 0 || hasControl(extension, true) {
		return 0, false
	}
	n, err := strconv.ParseInt(string(size), 16, 64)
	return n, err == nil
}
