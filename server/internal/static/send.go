package static

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
)

// ErrChanged tells that a file was written to while it was sent, so that its end was held
// back: the client has less than Content-Length promised, and cannot take a mixture of two
// versions for a whole one (RFC 9112, section 8).
var ErrChanged = errors.New("the file changed while it was being sent")

// Send sends the answer. Whatever error it returns, less was sent than was promised,
// and net/http closes the connection.
func (a *Answer) Send(w http.ResponseWriter, method string) error {
	header := w.Header()
	header["Content-Type"] = nil // net/http would look at the content otherwise
	for name, values := range a.Header {
		header[name] = values
	}
	w.WriteHeader(a.Status)
	if method == http.MethodHead || len(a.parts) == 0 {
		return nil
	}
	for i, part := range a.parts {
		if _, err := io.WriteString(w, part.head); err != nil {
			return err
		}
		if err := a.sendRange(w, part.byteRange, i == len(a.parts)-1); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, a.tail)
	return err
}

// sendRange sends a range. The end of the last one waits in memory until it is known that
// the file is still the one that was promised.
func (a *Answer) sendRange(w io.Writer, r byteRange, last bool) error {
	if a.content != nil {
		_, err := w.Write(a.content[r.start : r.start+r.length])
		return err
	}
	end := make([]byte, 0)
	if last {
		end = make([]byte, min(r.length, maxHeld))
	}
	if _, err := a.file.Seek(r.start, io.SeekStart); err != nil {
		return err
	}
	first := r.length - int64(len(end))
	if n, err := io.CopyN(w, a.file, first); err == io.EOF && n < first {
		return ErrChanged // it has become shorter
	} else if err != nil {
		return err
	}
	if !last {
		return nil
	}
	if _, err := a.file.ReadAt(end, r.start+first); err == io.EOF {
		return ErrChanged
	} else if err != nil {
		return err
	}
	if !a.version.holds(a.file) {
		return ErrChanged
	}
	_, err := w.Write(end)
	return err
}

// version is a file as it was when its length was promised.
type version struct {
	info       fs.FileInfo
	head, tail []byte
}

// witness is how much of a file's start and of its end bears witness that nothing was done
// to it but add to it.
const witness = 4 << 10

func versionOf(file *os.File, info fs.FileInfo) version {
	head, tail := make([]byte, witness), make([]byte, witness)
	_, headErr := file.ReadAt(head, 0)
	_, tailErr := file.ReadAt(tail, info.Size()-witness)
	if headErr != nil || tailErr != nil {
		return version{info: info}
	}
	return version{info, head, tail}
}

// holds tells whether what was promised is still what the file begins with: it was not
// written to, or it has grown, as a log does, and start and end are where they were.
func (v version) holds(file *os.File) bool {
	info, err := file.Stat()
	if err != nil {
		return false
	}
	if sameVersion(v.info, info) {
		return true
	}
	if info.Size() <= v.info.Size() || v.head == nil {
		return false
	}
	now := versionOf(file, v.info)
	return bytes.Equal(now.head, v.head) && bytes.Equal(now.tail, v.tail)
}

func sameVersion(a, b fs.FileInfo) bool {
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
}
