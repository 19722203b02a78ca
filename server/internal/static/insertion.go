package static

import (
	"io"
	"slices"
)

// Insert says what goes into a file of a type, of which start is known; whole is true where that
// is all. It is called again with more of the file where that is needed, and where the file
// changes meanwhile.
type Insert func(contentType string, start []byte, whole bool) Insertion

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
func (a *Answer) holdVersion(insert Insert) (err error) {
	a.content, a.inserted, a.Injected = nil, Insertion{}, false
	if a.Size <= maxHeld {
		if a.content, err = a.read(); err == nil && insert != nil {
			a.insertHeld(insert(a.ContentType, a.content, true))
		}
		return err
	}
	if insert == nil {
		return nil
	}
	start, err := a.readStart(maxHeld)
	if err != nil {
		return err
	}
	insertion := insert(a.ContentType, start, false)
	switch {
	case insertion.Text == nil && !insertion.More:
		return nil
	case a.Size <= maxStart:
		content, err := a.read()
		if err != nil {
			return err
		}
		if insertion = insert(a.ContentType, content, true); insertion.Text != nil {
			a.content = content
			a.insertHeld(insertion)
		}
		return nil
	case insertion.More:
		if start, err = a.readStart(maxStart); err != nil {
			return err
		}
		insertion = insert(a.ContentType, start, false)
	}
	if insertion.Text != nil {
		a.inserted, a.start, a.Injected = insertion, start[:insertion.At], true
	}
	return nil
}

// insertHeld puts an insertion into the content in memory.
func (a *Answer) insertHeld(i Insertion) {
	if i.Text == nil {
		return
	}
	a.content = slices.Insert(slices.Clip(a.content), i.At, i.Text...)
	a.Size, a.Injected = int64(len(a.content)), true
}

// readStart reads the first length bytes of the file.
func (a *Answer) readStart(length int) ([]byte, error) {
	start := make([]byte, length)
	if _, err := a.file.ReadAt(start, 0); err == io.EOF {
		return nil, ErrChanged
	} else if err != nil {
		return nil, err
	}
	return start, nil
}

// behindInsertion is a range of a file with what goes before it: where something goes into the
// file, its start with that.
func (a *Answer) behindInsertion(r byteRange) part {
	if a.inserted.Text == nil {
		return part{"", r}
	}
	at := int64(a.inserted.At)
	return part{string(a.start) + string(a.inserted.Text), byteRange{at, a.Size - at}}
}

// tagWithInsertion is the entity tag of a file into which something goes, by that of the file.
func (a *Answer) tagWithInsertion(tag string) string {
	if a.inserted.Text == nil {
		return tag
	}
	return contentTag([]byte(tag + decimal(int64(a.inserted.At)) + string(a.inserted.Text)))
}
