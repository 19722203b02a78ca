package static

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"time"
)

// Wanted is what a file's representation depends on besides the file.
type Wanted struct {
	// Header has the fields that settings give. They go before our own.
	Header http.Header
	// Insert says what goes into a file; nil sends all files as they are.
	Insert Insert
	// Missing is true for the page that answers for a missing file. It is sent with 404, whole
	// and without regard to conditions, since these are about the missing file.
	Missing bool
}

// Representation is what is sent of a file now (RFC 9110, section 3.2): one value, which does
// not change. All answers for the file are made of it, and its Tag shows whether what was sent
// before is still what would be sent.
type Representation struct {
	// Fields are those of the whole, but for Content-Length.
	Fields http.Header
	// ContentType is the file's; empty for none.
	ContentType string
	BySetting   bool // a setting chose ContentType, not the table
	Injected    bool
	// Size is the length of the whole, in bytes.
	Size int64

	missing    bool
	own        []byte    // the content of the file itself where that is small, else nil
	content    []byte    // the whole where it is held in memory, else nil
	inserted   Insertion // into a file that is not held; its text is nil for none
	start      []byte    // of that file, up to the insertion
	file       *os.File
	version    version // of file
	validators validators
	tag        string // empty until it is asked for
	tags       *tags
	dates      *dates
	name       string // of file, for tags and dates
}

// Represent prepares a file. The error is one of reading the file, or ErrChanged. The file
// must stay open until the answers are sent.
func (s *Files) Represent(found Found, wanted Wanted) (*Representation, error) {
	r := &Representation{Fields: wanted.Header.Clone(), file: found.File, missing: wanted.Missing, tags: &s.tags, dates: &s.dates, name: found.Path}
	if r.Fields == nil {
		r.Fields = http.Header{}
	}
	r.ContentType, r.BySetting = s.typeOf(found, r.Fields.Get("Content-Type"))
	r.Fields.Del("Content-Type")
	if r.ContentType != "" {
		r.Fields.Set("Content-Type", r.ContentType)
	}
	if r.Fields.Get("Cache-Control") == "" {
		r.Fields.Set("Cache-Control", "no-cache") // an edit is always seen, and 304 still happens
	}
	info, err := found.Info, error(nil)
	if found.kept != nil {
		r.holdKept(found.kept, wanted.Insert)
	} else if info, err = s.read(r, found, wanted.Insert); err != nil {
		return nil, err
	}
	if !r.missing {
		r.validators = r.validate(info)
	}
	return r, nil
}

// read has a representation hold an open file, and keeps that if it is small.
func (s *Files) read(r *Representation, found Found, insert Insert) (fs.FileInfo, error) {
	began := time.Now()
	info, err := r.hold(found.Info, insert)
	if err == nil && r.own != nil && s.keeper.keep(s.top, found, info, r.own, r.tag, began) != nil {
		s.tags.remember(found.Path, tagged{identityOf(found.File, info), r.tag, r.version.changed})
	}
	return info, err
}

// Content is what the file itself holds; nil where it is not small.
func (r *Representation) Content() []byte { return r.own }

// Held is the whole, with what was inserted, where it is held in memory; else nil.
func (r *Representation) Held() []byte { return r.content }

// Tag names the content of the file, without what was injected: equal tags mean equal bytes.
// Of a file of more than 4 MiB it means equal size and time.
func (r *Representation) Tag() string {
	if r.tag == "" {
		if info, err := r.file.Stat(); err == nil {
			r.tag, _, _ = r.tags.of(r.name, r.file, info)
		}
	}
	return r.tag
}

// Changed is when the file's content, name or times were last changed.
func (r *Representation) Changed() time.Time { return r.version.changed }

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
		if isTransportStream(start[:found.Start(start)]) {
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
func (r *Representation) hold(info fs.FileInfo, insert Insert) (fs.FileInfo, error) {
	for range tries {
		r.Size, r.version = info.Size(), versionOf(r.file, info)
		err := r.holdVersion(insert)
		if err == nil {
			r.vary()
			return info, nil
		}
		if err != ErrChanged {
			return nil, err
		}
		if info, err = r.file.Stat(); err != nil {
			return nil, err
		}
	}
	return nil, ErrChanged
}

// holdKept holds what is kept of a file.
func (r *Representation) holdKept(file *kept, insert Insert) {
	r.Size, r.version = file.info.Size(), version{file.info.Size(), file.info.ModTime(), file.changed}
	r.own, r.content, r.tag = file.content, file.content, file.tag
	if insert != nil {
		r.insertHeld(insert(r.ContentType, r.content, true, r.Tag))
		r.vary()
	}
}

// vary says that what fetch asks for is never a page with an insertion (RFC 9110, section 12.5.5).
func (r *Representation) vary() {
	if r.Injected {
		r.Fields.Add("Vary", "Sec-Fetch-Dest, Sec-Fetch-Mode")
	}
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
func (r *Representation) read() ([]byte, error) {
	content := make([]byte, r.Size)
	if _, err := r.file.ReadAt(content, 0); err == io.EOF {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	if age := time.Since(r.version.modified); age >= 0 && age < writing {
		time.Sleep(lookAgain)
		again := make([]byte, r.Size)
		if _, err := r.file.ReadAt(again, 0); err != nil || !bytes.Equal(content, again) {
			return nil, ErrChanged
		}
	}
	if !r.version.unchanged(r.file) {
		return nil, ErrChanged
	}
	return content, nil
}

// validate sets ETag and Last-Modified, and returns what conditions are compared with. The
// value of a setting counts as if it were the file's.
func (r *Representation) validate(info fs.FileInfo) validators {
	v := validators{tag: r.Fields.Get("ETag")}
	if v.tag == "" {
		if r.own != nil && !r.Injected {
			v.tag = `"` + r.tag + `"`
		} else if r.content != nil {
			v.tag = contentTag(r.content)
		} else {
			v.tag = r.tagWithInsertion(r.fileTag(info))
		}
		r.Fields.Set("ETag", v.tag)
	}
	if given := r.Fields.Get("Last-Modified"); given != "" {
		v.modified, _ = http.ParseTime(given) // a value that is not a date is sent all the same, and not compared
		return v
	}
	v.modified = info.ModTime().Truncate(time.Second)
	if v.modified.Unix() == 0 { // the file's time is unknown
		v.modified = time.Time{}
		return v
	}
	content := r.tag
	if content == "" {
		content = v.tag
	}
	v.ambiguous = r.dates.ambiguous(r.name, v.modified, content)
	// No date is later than the response (section 8.8.2.1).
	shown := v.modified
	if now := time.Now(); shown.After(now) {
		shown = now
	}
	r.Fields.Set("Last-Modified", shown.UTC().Format(http.TimeFormat))
	return v
}
