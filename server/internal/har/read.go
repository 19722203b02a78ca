package har

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
)

// Archive is what is known of an archive beside its exchanges.
type Archive struct {
	// Creator is the program that wrote it.
	Creator string
	// Origin is the server that the first exchange was with, such as http://127.0.0.1:8000.
	Origin string
	// Skipped counts entries that are not of HTTP.
	Skipped int
	// Lesson is log._lesson, what Vitrina wrote of a lesson; nil where there is none, or too much.
	Lesson json.RawMessage
	// Rebuilt counts exchanges whose heads were put together from their fields.
	Rebuilt int
}

// Malformed says where an archive is wrong, and how.
type Malformed struct {
	// Line and Column count from 1; a column is a byte.
	Line, Column int
	// Problem names what is wrong: the text problem.har.PROBLEM of package l10n.
	Problem string
	// Entry is the number of the entry that is wrong, from 1; 0 where it is none.
	Entry int
	// Field is the part of it that has the wrong kind of value; empty where it is none.
	Field string
}

// Error names the problem, for programs.
func (m *Malformed) Error() string {
	return "har: " + m.Problem + " at line " + strconv.Itoa(m.Line) + ", column " + strconv.Itoa(m.Column)
}

// wrong is what makes an archive malformed, at an offset in bytes.
type wrong struct {
	Malformed
	offset int64
}

func (w *wrong) Error() string { return w.Problem }

// Read reads an archive, of which take gets each exchange that was of HTTP, in the order in which
// they stand. Only one of them is in memory at a time. What is malformed is a *Malformed.
func Read(file io.ReadSeeker, take func(Exchange)) (Archive, error) {
	r := &reader{file: file, take: take}
	start, err := markLength(file)
	if err == nil {
		if _, err = file.Seek(start, io.SeekStart); err == nil {
			r.start, r.decoder = start, json.NewDecoder(file)
			err = r.archive()
		}
	}
	var bad *wrong
	if errors.As(err, &bad) {
		return Archive{}, r.placed(bad)
	}
	return r.read, err
}

// mostLesson bounds what is kept of a lesson, in bytes.
const mostLesson = 8 << 20

// mark is the byte order mark of UTF-8, which some programs write in front.
const mark = "\ufeff"

func markLength(file io.Reader) (int64, error) {
	first := make([]byte, len(mark))
	n, err := io.ReadFull(file, first)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return 0, err
	}
	if string(first[:n]) == mark {
		return int64(n), nil
	}
	return 0, nil
}

type reader struct {
	file    io.ReadSeeker
	start   int64 // of the JSON
	decoder *json.Decoder
	take    func(Exchange)
	read    Archive
	entries int
	found   bool // the list of entries
	last    moment
}

func (r *reader) archive() error {
	if err := r.object(func(name string) error {
		if name != "log" || r.found {
			return r.skip()
		}
		return r.object(func(name string) error {
			switch {
			case name == "creator":
				var creator struct {
					Name    text `json:"name"`
					Version text `json:"version"`
				}
				err := r.value(&creator, "log.creator")
				r.read.Creator = strings.TrimSpace(string(creator.Name + " " + creator.Version))
				return err
			case name == "_lesson":
				err := r.value(&r.read.Lesson, "log._lesson")
				if len(r.read.Lesson) > mostLesson {
					r.read.Lesson = nil
				}
				return err
			case name == "entries" && !r.found:
				r.found = true
				return r.list()
			}
			return r.skip()
		}, "notArchive")
	}, "notArchive"); err != nil {
		return err
	}
	if !r.found {
		return r.wrong("notArchive")
	}
	if _, err := r.decoder.Token(); err != io.EOF { // what stands behind it may be half of another one
		return r.wrong("behind")
	}
	return nil
}

// object goes through an object's members; other is what is wrong where there is none.
func (r *reader) object(member func(name string) error, other string) error {
	if err := r.begins('{', other); err != nil {
		return err
	}
	for r.decoder.More() {
		name, err := r.token()
		if err != nil {
			return err
		}
		if err := member(name.(string)); err != nil { // a name is a string, or the decoder fails
			return err
		}
	}
	_, err := r.token()
	return err
}

func (r *reader) list() error {
	if err := r.begins('[', "notArchive"); err != nil {
		return err
	}
	for r.decoder.More() {
		r.entries++
		var one entryRead
		at := r.decoder.InputOffset()
		if err := r.value(&one, "log.entries["+strconv.Itoa(r.entries-1)+"]"); err != nil {
			return err
		}
		if one.Request == nil || one.Request.Method == "" && one.Vitrina == nil {
			bad := r.wrong("noRequest")
			bad.offset = r.start + at
			return bad
		}
		r.add(one)
	}
	_, err := r.token()
	return err
}

func (r *reader) begins(with json.Delim, other string) error {
	at := r.decoder.InputOffset()
	token, err := r.token()
	if err == nil && token != with {
		bad := r.wrong(other)
		bad.offset = r.start + at
		return bad
	}
	return err
}

func (r *reader) token() (json.Token, error) {
	token, err := r.decoder.Token()
	if err != nil {
		return nil, r.failed(err, "")
	}
	return token, nil
}

func (r *reader) skip() error {
	var passed json.RawMessage
	return r.value(&passed, "")
}

func (r *reader) value(to any, name string) error {
	at := r.start + r.decoder.InputOffset()
	err := r.decoder.Decode(to)
	if err == nil {
		return nil
	}
	err = r.failed(err, name)
	var bad *wrong
	if errors.As(err, &bad) && bad.Problem == "kind" {
		bad.offset = at
	}
	return err
}

// wrong is a problem at the place that was reached.
func (r *reader) wrong(problem string) *wrong {
	return &wrong{Malformed{Problem: problem, Entry: r.entries}, r.start + r.decoder.InputOffset()}
}

// failed is what is wrong where the decoder failed.
func (r *reader) failed(err error, name string) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == io.EOF, err == io.ErrUnexpectedEOF:
		bad := r.wrong("cut")
		if end, err := r.file.Seek(0, io.SeekEnd); err == nil {
			bad.offset = end
		}
		return bad
	case errors.As(err, &kind):
		bad := r.wrong("kind")
		bad.Field = strings.TrimSuffix(name+"."+kind.Field, ".")
		return bad
	case errors.As(err, &syntax):
		bad := r.wrong("notJSON")
		bad.offset += r.offsetInValue(bad.offset)
		return bad
	}
	return err // of the disk
}

// offsetInValue is how far behind the start of a value it is no JSON: a decoder that gave tokens does
// not know it.
func (r *reader) offsetInValue(start int64) int64 {
	if _, err := r.file.Seek(start, io.SeekStart); err != nil {
		return 0
	}
	buffered := bufio.NewReader(r.file)
	var before int64
	for { // what stands between values belongs to none
		next, err := buffered.ReadByte()
		if err != nil {
			return before
		}
		if !bytes.ContainsRune([]byte(" \t\r\n,:"), rune(next)) {
			break
		}
		before++
	}
	_ = buffered.UnreadByte() // the one that was just read
	var value json.RawMessage
	var syntax *json.SyntaxError
	if err := json.NewDecoder(buffered).Decode(&value); errors.As(err, &syntax) {
		return before + max(syntax.Offset-1, 0)
	}
	return before
}

// placed tells the place of what is wrong as an editor does.
func (r *reader) placed(bad *wrong) error {
	bad.Line, bad.Column = 1, 1
	if _, err := r.file.Seek(r.start, io.SeekStart); err != nil {
		return err
	}
	buffer := make([]byte, 64<<10)
	for left := bad.offset - r.start; left > 0; {
		n, err := r.file.Read(buffer[:min(left, int64(len(buffer)))])
		read := buffer[:n]
		left -= int64(n)
		if lines := bytes.Count(read, []byte("\n")); lines > 0 {
			bad.Line += lines
			bad.Column = 1
			read = read[bytes.LastIndexByte(read, '\n')+1:]
		}
		bad.Column += len(read)
		if err != nil {
			break
		}
	}
	return &bad.Malformed
}
