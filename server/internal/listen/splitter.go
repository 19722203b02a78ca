package listen

import (
	"bytes"
	"strconv"
	"strings"
)

// maxHead is how many bytes of a head are kept. A head that is longer is not
// followed any more: the server refuses it (http.Server.MaxHeaderBytes) and closes.
const maxHead = 1 << 20

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
	notHTTPAnyMore                    // after 101 Switching Protocols, or beyond repair
)

// splitter cuts one direction of a connection into heads and content. It follows
// the framing only; whether a message is valid is for the server to say.
type splitter struct {
	// skipEmptyLines is for requests: a server may ignore empty lines before one (RFC
	// 9112, section 2.2), and net/http does after a POST.
	skipEmptyLines bool
	// onHead is given each head and says how its content is framed.
	onHead func(head []byte) framing
	// onContent is given content, without chunk framing.
	onContent func(p []byte)
	// onEnd is called when a message is over.
	onEnd func()

	phase phase
	head  []byte // the head so far; in chunked content, the line so far
	left  int64  // bytes of content or chunk still to come
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
	inForeign
)

// write takes the next bytes that crossed the connection.
func (s *splitter) write(p []byte) {
	for len(p) > 0 {
		switch s.phase {
		case inHead:
			p = s.headBytes(p)
		case inContent, inChunk:
			n := min(int64(len(p)), s.left)
			s.onContent(p[:n])
			p = p[n:]
			s.skip(n)
		case inChunkSize, afterChunk, inTrailer:
			p = s.chunkLine(p)
		case inContentUntilClose:
			s.onContent(p)
			return
		case inForeign:
			return
		}
	}
}

// skip counts content that crossed unseen.
func (s *splitter) skip(n int64) {
	if s.phase != inContent && s.phase != inChunk {
		return
	}
	s.left -= n
	if s.left > 0 {
		return
	}
	if s.phase == inChunk {
		s.phase = afterChunk
		return
	}
	s.end()
}

func (s *splitter) end() {
	s.phase = inHead
	s.onEnd()
}

// headBytes collects a head up to and with its empty line, and returns the rest.
func (s *splitter) headBytes(p []byte) []byte {
	for s.skipEmptyLines && len(s.head) == 0 && len(p) > 0 && (p[0] == '\r' || p[0] == '\n') {
		p = p[1:]
	}
	for i, b := range p {
		if b == '\n' && endsHead(s.head, p[:i+1]) {
			head := append(s.head, p[:i+1]...)
			s.head = nil
			s.follow(s.onHead(head))
			return p[i+1:]
		}
	}
	s.head = append(s.head, p...)
	if len(s.head) > maxHead {
		s.phase = inForeign
	}
	return nil
}

// endsHead tells whether before+line, which ends in LF, ends with an empty line.
// Like net/http it takes a bare LF for a line's end (RFC 9112, section 2.2).
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

func (s *splitter) follow(f framing) {
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

// chunkLine takes one line of the chunk framing (RFC 9112, section 7.1) and returns
// the rest.
func (s *splitter) chunkLine(p []byte) []byte {
	i := bytes.IndexByte(p, '\n')
	if i < 0 {
		s.head = append(s.head, p...)
		if len(s.head) > maxHead {
			s.phase = inForeign
		}
		return nil
	}
	line := strings.TrimRight(string(append(s.head, p[:i]...)), "\r")
	s.head = nil
	switch s.phase {
	case afterChunk:
		s.phase = inChunkSize
	case inTrailer:
		if line == "" {
			s.end()
		}
	default:
		size, _, _ := strings.Cut(line, ";")
		n, err := strconv.ParseInt(strings.TrimSpace(size), 16, 64)
		switch {
		case err != nil || n < 0:
			s.phase = inForeign
		case n == 0:
			s.phase = inTrailer
		default:
			s.phase, s.left = inChunk, n
		}
	}
	return p[i+1:]
}
