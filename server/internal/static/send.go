package static

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

// ErrChanged means that a file was written to while it was read. If that shows before anything
// is sent, there is no answer. If it shows later, the end is held back: the client gets less
// than Content-Length promised, and cannot take a mixture of two versions for a whole one (RFC
// 9112, section 8).
var ErrChanged = errors.New("the file changed while it was being sent")

// Send sends the answer. If it returns an error, less was sent than was promised, and the
// server closes the connection.
func (a *Answer) Send(w http.ResponseWriter, method string) error {
	a.CopyHeader(w.Header())
	w.WriteHeader(a.Status)
	return a.SendContent(w, method)
}

// SendContent sends what follows the head. Its errors are Send's.
func (a *Answer) SendContent(w io.Writer, method string) error {
	if method == http.MethodHead || len(a.parts) == 0 {
		return nil
	}
	var growth *growth
	if a.content == nil {
		growth = newGrowth(a)
	}
	for i, part := range a.parts {
		if _, err := io.WriteString(w, part.head); err != nil {
			return err
		}
		if err := a.sendRange(w, part.byteRange, growth, i == len(a.parts)-1); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, a.tail)
	return err
}

// CopyHeader copies the answer's fields. Cookies that are there already stay: a script set them before it handed the request on.
func (a *Answer) CopyHeader(to http.Header) {
	cookies := to["Set-Cookie"]
	maps.Copy(to, a.Header)
	if own := a.Header["Set-Cookie"]; len(cookies) > 0 && len(own) > 0 {
		to["Set-Cookie"] = slices.Concat(cookies, own)
	}
}

// maxPiece is how much of a large file is in memory for each answer: 256 KiB.
const maxPiece = 256 << 10

var pieces = sync.Pool{New: func() any { return new([maxPiece]byte) }}

// sendRange sends a range through memory. What the kernel sends out of a file by itself
// (sendfile) stays in the file's own pages until the client has read it, and changes with the
// file. The last piece is sent only if the file is still the version that was promised, or only
// grew.
func (a *Answer) sendRange(w io.Writer, r byteRange, growth *growth, last bool) error {
	if a.content != nil {
		_, err := w.Write(a.content[r.start : r.start+r.length])
		return err
	}
	room := pieces.Get().(*[maxPiece]byte)
	defer pieces.Put(room)
	piece := room[:min(r.length, maxPiece)]
	for at, end := r.start, r.start+r.length; at < end; at += int64(len(piece)) {
		piece = piece[:min(end-at, maxPiece)]
		if _, err := a.file.ReadAt(piece, at); err == io.EOF { // it has become shorter
			return ErrChanged
		} else if err != nil {
			return err
		}
		growth.add(piece)
		if last && at+int64(len(piece)) == end && !a.version.unchanged(a.file) && !growth.only() {
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

// unchanged reports whether a file was not written to since. It may have lost its name, as when
// another file takes its place: its content stays the same.
func (v version) unchanged(file *os.File) bool {
	info, err := file.Stat()
	if err != nil {
		return false
	}
	now := versionOf(file, info)
	return now.size == v.size && now.modified.Equal(v.modified) && (now.changed.Equal(v.changed) || nameless(file, info))
}
