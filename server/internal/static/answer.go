package static

import (
	"bytes"
	"crypto/rand"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"time"
)

// Wanted is what a file's answer depends on besides the request.
type Wanted struct {
	// Header has the fields that settings give. They go before our own.
	Header http.Header
	// Insert says what goes into a file; nil sends all files as they are.
	Insert Insert
	// Missing is true for the page that answers for a missing file. It is sent with 404, whole
	// and without regard to conditions, since these are about the missing file.
	Missing bool
}

// Answer is the response to a request for a file.
type Answer struct {
	// Status is 200, 206, 304 or 404; or 412 or 416, which have no content of the file.
	Status int
	Header http.Header
	// ContentType is the file's, also where several ranges are sent; empty for none.
	ContentType string
	BySetting   bool // a setting chose ContentType, not the table
	Injected    bool
	// Multipart is true where several ranges are sent, each with a head of its own.
	Multipart bool
	// Size is the length of the whole, in bytes.
	Size int64

	content  []byte    // the whole where it is held in memory, else nil
	inserted Insertion // into a file that is not held; its text is nil for none
	start    []byte    // of that file, up to the insertion
	file     *os.File
	version  version // of file
	parts    []part
	tail     string // what follows the last part
}

// part is a range with what goes before it.
type part struct {
	head string
	byteRange
}

// Answer decides how a GET or HEAD for a file is answered (RFC 9110, sections 13 and 14).
// The error is one of reading the file, or ErrChanged.
func (s *Files) Answer(r *http.Request, found Found, wanted Wanted) (*Answer, error) {
	a := &Answer{Status: http.StatusOK, Header: wanted.Header.Clone(), file: found.File}
	if a.Header == nil {
		a.Header = http.Header{}
	}
	a.ContentType, a.BySetting = s.typeOf(found, a.Header.Get("Content-Type"))
	a.Header.Del("Content-Type")
	if a.ContentType != "" {
		a.Header.Set("Content-Type", a.ContentType)
	}
	if a.Header.Get("Cache-Control") == "" {
		a.Header.Set("Cache-Control", "no-cache") // an edit is always seen, and 304 still happens
	}
	info, err := a.hold(found.Info, wanted.Insert)
	if err != nil {
		return nil, err
	}
	whole := []byteRange{{0, a.Size}}
	if wanted.Missing {
		a.Status = http.StatusNotFound
		a.enclose(whole)
		return a, nil
	}
	v := a.validate(info)
	switch a.Status = v.precondition(r.Header); a.Status {
	case http.StatusNotModified: // what a cache updates, and no more (section 15.4.5)
		for _, name := range []string{"Content-Type", "Content-Encoding", "Content-Language"} {
			a.Header.Del(name)
		}
		if v.tag != "" {
			a.Header.Del("Last-Modified")
		}
		return a, nil
	case http.StatusPreconditionFailed:
		a.Header = http.Header{"Etag": {v.tag}}
		return a, nil
	}
	if a.Header.Get("Accept-Ranges") == "" {
		a.Header.Set("Accept-Ranges", "bytes")
	}
	ranges := whole
	if r.Method == http.MethodGet && a.inserted.Text == nil && v.rangeApplies(r.Header) { // Range is for GET alone (section 14.2)
		asked, satisfiable := parseRange(r.Header.Values("Range"), a.Size)
		if !satisfiable {
			a.Status = http.StatusRequestedRangeNotSatisfiable
			a.Header = http.Header{"Etag": {v.tag}, "Content-Range": {unsatisfiedRange(a.Size)}}
			return a, nil
		}
		if len(asked) > 0 {
			a.Status, ranges = http.StatusPartialContent, asked
		}
	}
	a.enclose(ranges)
	return a, nil
}

// typeOf is a file's type by the settings (glob, path or extension) or else by the table.
// For one extension the content decides: .ts is TypeScript, and it is also what a video is
// cut into for HTTP Live Streaming (RFC 8216, section 3.2). No player takes that as
// text/plain.
func (s *Files) typeOf(found Found, given string) (contentType string, bySetting bool) {
	if given != "" {
		return given, true
	}
	contentType, bySetting = s.types.Of(found.Path)
	if !bySetting && strings.EqualFold(path.Ext(found.Path), ".ts") {
		start := make([]byte, transportPackets*188)
		n, _ := found.File.ReadAt(start, 0) // a file that cannot be read fails later
		if isTransportStream(start[:n]) {
			return transportStream, false
		}
	}
	return contentType, bySetting
}

// tries is how often a file that is being written to is read before it is given up.
const tries = 5

// hold reads the file into memory if it is small, or a page into which something goes. It reads
// the file as it was at one moment: if it was written to meanwhile, it is read again. A larger
// file is sent in pieces, and sendRange looks whether it changes.
func (a *Answer) hold(info fs.FileInfo, insert Insert) (fs.FileInfo, error) {
	for range tries {
		a.Size, a.version = info.Size(), versionOf(a.file, info)
		err := a.holdVersion(insert)
		if err == nil {
			if a.Injected { // what fetch asks for is never this page (RFC 9110, section 12.5.5)
				a.Header.Add("Vary", "Sec-Fetch-Dest, Sec-Fetch-Mode")
			}
			return info, nil
		}
		if err != ErrChanged {
			return nil, err
		}
		if info, err = a.file.Stat(); err != nil {
			return nil, err
		}
	}
	return nil, ErrChanged
}

// The time of a file's last write is when that write began. While it is younger than
// writing, the write may still go on, and the content be half of it. Reading twice, lookAgain
// apart, shows that.
const (
	writing   = 100 * time.Millisecond
	lookAgain = time.Millisecond
)

// read reads the whole file. It returns ErrChanged if the file is not the version that was
// promised.
func (a *Answer) read() ([]byte, error) {
	content := make([]byte, a.Size)
	if _, err := a.file.ReadAt(content, 0); err == io.EOF {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	if age := time.Since(a.version.modified); age >= 0 && age < writing {
		time.Sleep(lookAgain)
		again := make([]byte, a.Size)
		if _, err := a.file.ReadAt(again, 0); err != nil || !bytes.Equal(content, again) {
			return nil, ErrChanged
		}
	}
	if !a.version.unchanged(a.file) {
		return nil, ErrChanged
	}
	return content, nil
}

// validate sets ETag and Last-Modified, and returns what conditions are compared with. The
// value of a setting counts as if it were the file's.
func (a *Answer) validate(info fs.FileInfo) validators {
	v := validators{tag: a.Header.Get("ETag")}
	if v.tag == "" {
		if a.content != nil {
			v.tag = contentTag(a.content)
		} else {
			v.tag = a.tagWithInsertion(fileTag(a.file, info))
		}
		a.Header.Set("ETag", v.tag)
	}
	if given := a.Header.Get("Last-Modified"); given != "" {
		v.modified, _ = http.ParseTime(given) // a value that is not a date is sent all the same, and not compared
		return v
	}
	v.modified = info.ModTime().Truncate(time.Second)
	if v.modified.Unix() == 0 { // the file's time is unknown
		v.modified = time.Time{}
		return v
	}
	// No date is later than the response (section 8.8.2.1).
	shown := v.modified
	if now := time.Now(); shown.After(now) {
		shown = now
	}
	a.Header.Set("Last-Modified", shown.UTC().Format(http.TimeFormat))
	return v
}

// enclose makes the ranges the answer's content: one as it is, or several, each with a head of
// its own (RFC 9110, sections 14.4 to 14.6).
func (a *Answer) enclose(ranges []byteRange) {
	if len(ranges) > 1 {
		a.Multipart = true
		boundary := rand.Text()
		typeLine := ""
		if a.ContentType != "" {
			typeLine = "Content-Type: " + a.ContentType + "\r\n"
		}
		start := ""
		for _, each := range ranges {
			head := start + "--" + boundary + "\r\n" + typeLine + "Content-Range: " + each.contentRange(a.Size) + "\r\n\r\n"
			a.parts = append(a.parts, part{head, each})
			start = "\r\n"
		}
		a.tail = "\r\n--" + boundary + "--\r\n"
		a.Header.Set("Content-Type", "multipart/byteranges; boundary="+boundary)
	} else {
		a.parts = []part{a.behindInsertion(ranges[0])}
		if a.Status == http.StatusPartialContent {
			a.Header.Set("Content-Range", ranges[0].contentRange(a.Size))
		}
	}
	length := int64(len(a.tail))
	for _, each := range a.parts {
		length += int64(len(each.head)) + each.length
	}
	a.Header.Set("Content-Length", decimal(length))
}
