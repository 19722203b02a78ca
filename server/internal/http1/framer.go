package http1

import (
	"bytes"
	"strconv"
)

// maxHead is how long a request's head may be, in bytes, with its empty line. Longer ones are
// answered 431 (RFC 6585, section 5).
const maxHead = 64 << 10

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

// framingKind is a way to delimit content.
type framingKind int

// Ways to delimit content.
const (
	noContent   framingKind = iota // the next message follows the head
	fixedLength                    // Content-Length
	chunked                        // Transfer-Encoding: chunked
	noLength                       // a response without either
	anotherHead                    // an interim response: the final one follows
	notHTTP                        // after 101 Switching Protocols
)

// framer finds where content ends, and in a response that a script writes itself also where its head
// does. It knows the framing only.
type framer struct {
	// onHead gets each head, and returns how its content is framed.
	onHead func(head []byte) framing
	// onContent gets content, without chunk framing.
	onContent func(p []byte)
	// onChunk gets the line before each chunk, and onTrailer each field line behind the last
	// one, both without CR LF.
	onChunk, onTrailer func(line []byte)
	// onEnd is called at the end of each message.
	onEnd func()
	// onError is called when content cannot be parsed any further, with what is wrong, and as
	// much of the line as there is. Nothing behind that is parsed.
	onError func(code Code, p []byte)

	phase phase
	head  []byte // the head so far; in chunked content, the line so far
	left  int64  // bytes of content, chunk or trailer that may still come
	rest  int64  // bytes that came where nothing is parsed any more
}

// phase is where in a message a framer is.
type phase int

// Where a framer can be.
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

// write parses the next bytes that crossed the connection.
func (f *framer) write(p []byte) {
	for len(p) > 0 {
		switch f.phase {
		case inHead:
			p = f.headBytes(p)
		case inContent, inChunk:
			n := min(int64(len(p)), f.left)
			f.onContent(p[:n])
			p = p[n:]
			f.count(n)
		case inChunkSize, afterChunk, inTrailer:
			p = f.chunkLine(p)
		case inContentUntilClose:
			f.onContent(p)
			return
		case upgraded, stopped:
			f.rest += int64(len(p))
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

// headBytes collects a head up to and with its empty line, and returns what follows.
func (f *framer) headBytes(p []byte) []byte {
	seen := len(f.head)
	all := append(f.head, p...)
	end := headEnd(all, seen)
	switch {
	case end > 0:
		f.head = nil
		f.follow(f.onHead(all[:end]))
		return all[end:]
	case len(all) > maxResponseHead:
		f.phase = stopped
	}
	f.head = all
	return nil
}

// headEnd is the length of the head that p begins with, its empty line included; 0 where that has
// not come. There is none within the first bytes that were seen. It takes a bare LF for the end of a
// line, so that a head with one is found and can be rejected.
func headEnd(p []byte, seen int) int {
	for at := seen; ; {
		i := bytes.IndexByte(p[at:], '\n')
		if i < 0 {
			return 0
		}
		at += i + 1
		if at == 1 || p[at-2] == '\n' || p[at-2] == '\r' && (at == 2 || p[at-3] == '\n') {
			return at
		}
	}
}

// follow begins to parse the content behind a head.
func (f *framer) follow(how framing) {
	switch {
	case how.kind == anotherHead:
	case how.kind == chunked:
		f.phase = inChunkSize
	case how.kind == noLength:
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
			if _, wrong := parseFieldLine(string(line)); wrong != nil {
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
// a semicolon, before which there may be spaces (RFC 9112, section 7.1.1; RFC 9110, section 5.6.3).
func chunkSize(line []byte) (int64, bool) {
	size, extension, extended := bytes.Cut(line, []byte(";"))
	if extended {
		size = bytes.TrimRight(size, " \t")
	}
	if len(size) == 0 || len(size) > maxSizeDigits || len(bytes.Trim(size, "0123456789abcdefABCDEF")) > 0 || hasControl(string(extension), true) {
		return 0, false
	}
	n, err := strconv.ParseInt(string(size), 16, 64)
	return n, err == nil
}
