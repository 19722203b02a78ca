package static

import (
	"io"
	"slices"
)

// Insert says what goes into a file of a type, of which start is known; whole is true where that
// is all. tag is the representation's; where it is called the file may be read. Insert is called
// again with more of the file where that is needed, and where the file changes meanwhile.
type Insert func(contentType string, start []byte, whole bool, tag func() string) Insertion

// Insertion is what goes into the content of a file, and the offset that it goes to.
type Insertion struct {
	At   int
	Text []byte // nil for nothing
	More bool   // it takes more of the file to say
}

// maxStart is how much of a file Insert gets to see at most. A file of that size is held in
// memory for as long as its client reads, so that it is sent as it was at one moment.
const maxStart = 1 << 20

// holdVersion holds what hold says of one version of the file, or returns ErrChanged.
func (r *Representation) holdVersion(insert Insert) (err error) {
	r.own, r.content, r.inserted, r.Injected, r.tag = nil, nil, Insertion{}, false, ""
	if r.Size <= maxHeld {
		if r.content, err = r.read(); err == nil {
			r.own, r.tag = r.content, digest(r.content)
			if insert != nil {
				r.insertHeld(insert(r.ContentType, r.content, true, r.Tag))
			}
		}
		return err
	}
	if insert == nil {
		return nil
	}
	start, err := r.readStart(maxHeld)
	if err != nil {
		return err
	}
	insertion := insert(r.ContentType, start, false, r.Tag)
	switch {
	case insertion.Text == nil && !insertion.More:
		return nil
	case r.Size <= maxStart:
		content, err := r.read()
		if err != nil {
			return err
		}
		r.tag = digest(content)
		if insertion = insert(r.ContentType, content, true, r.Tag); insertion.Text != nil {
			r.content = content
			r.insertHeld(insertion)
		}
		return nil
	case insertion.More:
		if start, err = r.readStart(maxStart); err != nil {
			return err
		}
		insertion = insert(r.ContentType, start, false, r.Tag)
	}
	if insertion.Text != nil {
		r.inserted, r.start, r.Injected = insertion, start[:insertion.At], true
	}
	return nil
}

// insertHeld puts an insertion into the content in memory.
func (r *Representation) insertHeld(i Insertion) {
	if i.Text == nil {
		return
	}
	r.content = slices.Insert(slices.Clip(r.content), i.At, i.Text...)
	r.Size, r.Injected = int64(len(r.content)), true
}

// readStart reads the first length bytes of the file.
func (r *Representation) readStart(length int) ([]byte, error) {
	start := make([]byte, length)
	if _, err := r.file.ReadAt(start, 0); err == io.EOF {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	return start, nil
}

// behindInsertion is a range of a file with what goes before it: where something goes into the
// file, its start with that.
func (r *Representation) behindInsertion(whole byteRange) part {
	if r.inserted.Text == nil {
		return part{"", whole}
	}
	at := int64(r.inserted.At)
	return part{string(r.start) + string(r.inserted.Text), byteRange{at, r.Size - at}}
}

// tagWithInsertion is the entity tag of a file into which something goes, by that of the file.
func (r *Representation) tagWithInsertion(tag string) string {
	if r.inserted.Text == nil {
		return tag
	}
	return contentTag([]byte(tag + decimal(int64(r.inserted.At)) + string(r.inserted.Text)))
}
