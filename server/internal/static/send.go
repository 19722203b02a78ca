package static

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"time"
)

// ErrChanged tells that a file was written to while it was read. Where that shows before
// anything is sent there is no answer; later its end is held back: the client has less than
// Content-Length promised, and cannot take a mixture of two versions for a whole one (RFC
// 9112, section 8).
var ErrChanged = errors.New("the file changed while it was being sent")

// Send sends the answer. Whatever error it returns, less was sent than was promised,
// and net/http closes the connection.
func (a *Answer) Send(w http.ResponseWriter, method string) error {
	header := w.Header()
	header["Content-Type"] = nil // net/http would look at the content otherwise
	a.CopyHeader(header)
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

// CopyHeader copies the answer's fields, ETag with the letters that RFC 9110 writes it with.
func (a *Answer) CopyHeader(to http.Header) {
	maps.Copy(to, a.Header)
	if tag, ok := a.Header["Etag"]; ok {
		delete(to, "Etag")
		to["ETag"] = tag
	}
}

// sendRange sends a range, through memory: what the kernel sends out of a file by itself
// stays in the file's own pages until the client has read it, and changes with the file. The
// last piece waits until it is known that the file is still the one that was promised.
func (a *Answer) sendRange(w io.Writer, r byteRange, last bool) error {
	if a.content != nil {
		_, err := w.Write(a.content[r.start : r.start+r.length])
		return err
	}
	piece := make([]byte, min(r.length, maxHeld))
	for at, end := r.start, r.start+r.length; at < end; at += int64(len(piece)) {
		piece = piece[:min(end-at, maxHeld)]
		if _, err := a.file.ReadAt(piece, at); err == io.EOF { // it has become shorter
			return ErrChanged
		} else if err != nil {
			return err
		}
		if last && at+int64(len(piece)) == end && !a.version.unchanged(a.file) {
			return ErrChanged
		}
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
	return nil
}

// version is a file as it was when its length was promised.
type version struct {
	size              int64
	modified, changed time.Time
}

func versionOf(file *os.File, info fs.FileInfo) version {
	return version{info.Size(), info.ModTime(), changeTime(file, info)}
}

// unchanged reports whether a file was not written to since. That its name was taken away, as
// where another one is put in its place, changes nothing of what is sent.
func (v version) unchanged(file *os.File) bool {
	info, err := file.Stat()
	if err != nil {
		return false
	}
	now := versionOf(file, info)
	return now.size == v.size && now.modified.Equal(v.modified) && (now.changed.Equal(v.changed) || nameless(file, info))
}
