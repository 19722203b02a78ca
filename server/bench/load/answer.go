package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// bufferSize holds a small answer whole.
const bufferSize = 16 << 10

// answerReader reads the answers of one connection.
type answerReader struct {
	*bufio.Reader
	piece []byte
}

func (a *answerReader) reset(from io.Reader) {
	if a.Reader == nil {
		a.Reader = bufio.NewReaderSize(from, bufferSize)
	} else {
		a.Reset(from)
	}
}

// next reads an answer of HTTP/1.1 with no more understanding than it needs (RFC 9112,
// section 6): how long its content is, and whether another may follow.
func (a *answerReader) next() (size int64, keep bool, err error) {
	line, err := a.ReadSlice('\n')
	if err != nil {
		return 0, false, err
	}
	if !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
		return 0, false, fmt.Errorf("the answer is %q", bytes.TrimSpace(line))
	}
	length, chunked, keep := int64(-1), false, true
	for {
		line, err := a.ReadSlice('\n')
		if err != nil {
			return 0, false, err
		}
		if len(line) <= 2 {
			break
		}
		// Most fields are of no interest, which their first letter tells.
		switch line[0] | 0x20 {
		case 'c':
			if value, found := field(line, "content-length"); found {
				if length, err = strconv.ParseInt(value, 10, 64); err != nil {
					return 0, false, err
				}
			} else if value, found := field(line, "connection"); found {
				keep = !strings.EqualFold(value, "close")
			}
		case 't':
			if value, found := field(line, "transfer-encoding"); found {
				chunked = strings.EqualFold(value, "chunked")
			}
		}
	}
	switch {
	case chunked:
		size, err = a.chunks()
		return size, keep, err
	case length >= 0:
		return length, keep, a.discard(length)
	}
	size, err = io.Copy(io.Discard, a)
	return size, false, err
}

// field is the value of a line where it has that name.
func field(line []byte, name string) (string, bool) {
	if len(line) <= len(name) || line[len(name)] != ':' || !strings.EqualFold(string(line[:len(name)]), name) {
		return "", false
	}
	return string(bytes.TrimSpace(line[len(name)+1:])), true
}

// chunks reads content in chunks (RFC 9112, section 7.1).
func (a *answerReader) chunks() (size int64, err error) {
	for {
		line, err := a.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		digits, _, _ := bytes.Cut(line, []byte(";"))
		length, err := strconv.ParseInt(string(bytes.TrimSpace(digits)), 16, 64)
		if err != nil {
			return 0, err
		}
		size += length
		if err := a.discard(length); err != nil {
			return 0, err
		}
		// An empty line ends a chunk, and the trailer of the last one, which has no fields here.
		line, err = a.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		if len(line) > 2 {
			return 0, errors.New("a chunk does not end where it should")
		}
		if length == 0 {
			return size, nil
		}
	}
}

// discard reads some bytes, past the buffer where they do not fit.
func (a *answerReader) discard(length int64) error {
	if length <= bufferSize {
		_, err := a.Discard(int(length))
		return err
	}
	if a.piece == nil {
		a.piece = make([]byte, pieceSize)
	}
	for length > 0 {
		n, err := a.Read(a.piece[:min(length, pieceSize)])
		if err != nil {
			return err
		}
		length -= int64(n)
	}
	return nil
}
