package rpc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/jsonrpc2"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// maxMessage is how long a message from a client may be.
const maxMessage = 16 << 20

// messages is a transport of whole messages: the part in which stdio and a
// WebSocket differ.
type messages interface {
	read() ([]byte, error)
	write([]byte) error
	close() error
}

// stream joins a transport to jsonrpc2. A message that is none is answered with an
// error, as JSON-RPC 2.0 wants it (section 5.1), where jsonrpc2 would hang up.
type stream struct {
	messages
	locale l10n.Locale // for what is said before the client has named its own
	mu     sync.Mutex  // one message is written at a time
	// broken is true once nobody can know where the next message begins. The reading goroutine sets it.
	broken atomic.Bool
}

// ReadObject reads the next message.
func (s *stream) ReadObject(v any) error {
	for {
		data, err := s.read()
		var malformed *fault.Error
		if errors.As(err, &malformed) {
			s.broken.Store(true)
			s.refuse(protocol.CodeParseError, nil, malformed)
		}
		if err != nil {
			return err
		}
		var message map[string]json.RawMessage
		switch err := json.Unmarshal(data, &message); {
		case !json.Valid(data):
			s.refuse(protocol.CodeParseError, nil, fault.New(protocol.FailureMalformedFrame, "problem", "notJSON").Because(err))
		case isBatch(data):
			s.refuse(protocol.CodeInvalidRequest, nil, fault.New(protocol.FailureMalformedFrame, "problem", "batch"))
		case err != nil || message["method"] == nil && message["id"] == nil:
			s.refuse(protocol.CodeInvalidRequest, nil, fault.New(protocol.FailureMalformedFrame, "problem", "notAMessage"))
		case message["method"] != nil && message["id"] != nil && !isID(message["id"]):
			s.refuse(protocol.CodeInvalidRequest, answerable(message["id"]),
				fault.New(protocol.FailureMalformedFrame, "problem", "badID", "id", shown(message["id"])))
		default:
			if err := json.Unmarshal(data, v); err == nil {
				return nil
			}
			s.refuse(protocol.CodeInvalidRequest, nil, fault.New(protocol.FailureMalformedFrame, "problem", "notAMessage"))
		}
	}
}

// isBatch reports whether a message is several. LSP has none, and neither have we.
func isBatch(data []byte) bool {
	var messages []json.RawMessage
	return json.Unmarshal(data, &messages) == nil && len(messages) > 0
}

// isID reports whether jsonrpc2 gives an id back as it came: it takes the others for something else, -1 for 2⁶⁴-1.
func isID(id json.RawMessage) bool {
	var number uint64
	return id[0] == '"' || json.Unmarshal(id, &number) == nil && string(id) != "null"
}

// answerable is an id that a client may have, though not here: a number. Of others JSON-RPC 2.0 knows none, and it is
// null (section 5).
func answerable(id json.RawMessage) any {
	if id[0] == '-' || id[0] >= '0' && id[0] <= '9' {
		return id
	}
	return nil
}

// refuse answers what cannot be understood. The id is null where it is not known.
func (s *stream) refuse(code int, id any, why *fault.Error) {
	_ = s.WriteObject(map[string]any{ // if it cannot be written, the next read says so too
		"jsonrpc": "2.0", "id": id,
		"error": map[string]any{
			"code": code, "message": why.In(s.locale), "data": protocol.ErrorData{Failure: why.Failure, Args: why.Args},
		},
	})
}

// WriteObject writes a message.
func (s *stream) WriteObject(v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.write(data)
}

// Close ends the transport.
func (s *stream) Close() error { return s.close() }

var _ jsonrpc2.ObjectStream = (*stream)(nil)

// framed is stdio: each message after a block of fields that holds Content-Length
// (LSP 3.17, base protocol).
type framed struct {
	in  *bufio.Reader
	out io.WriteCloser
}

func (f *framed) read() ([]byte, error) {
	length := -1
	for first := true; ; first = false {
		line, err := f.in.ReadString('\n')
		if err == io.EOF && line == "" && first {
			return nil, io.EOF
		}
		if err != nil {
			return nil, fault.New(protocol.FailureMalformedFrame, "problem", "endsEarly").Because(err)
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break
		}
		name, value, found := strings.Cut(line, ":")
		if !found || len(line) > 4096 {
			return nil, fault.New(protocol.FailureMalformedFrame, "problem", "notAField", "line", line[:min(len(line), 100)])
		}
		if strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			length, err = strconv.Atoi(strings.TrimSpace(value))
			if err != nil || length < 0 || length > maxMessage {
				return nil, fault.New(protocol.FailureMalformedFrame, "problem", "badLength", "line", line)
			}
		}
	}
	if length < 0 {
		return nil, fault.New(protocol.FailureMalformedFrame, "problem", "noLength")
	}
	data := make([]byte, length)
	if _, err := io.ReadFull(f.in, data); err != nil {
		return nil, fault.New(protocol.FailureMalformedFrame, "problem", "endsEarly").Because(err)
	}
	return data, nil
}

func (f *framed) write(data []byte) error {
	var message bytes.Buffer
	message.WriteString("Content-Length: " + strconv.Itoa(len(data)) + "\r\n\r\n")
	message.Write(data)
	_, err := f.out.Write(message.Bytes())
	return err
}

func (f *framed) close() error { return f.out.Close() }
