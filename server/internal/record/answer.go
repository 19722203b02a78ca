package record

import (
	"vitrina/server/internal/protocol"
)

// Answer is what a handler knows of its answer at one moment. What is empty changes nothing. Other
// exchanges may share what it points to: nobody changes it.
type Answer struct {
	Kind protocol.Kind
	// File is the one that the content came from.
	File *protocol.File
	// Origins are those of AddOrigins, by the field's name.
	Origins map[string][]Origin
	Notes   []protocol.Note
	// NotesAtEnd are those to be added when all was sent; nil where they are not known yet.
	NotesAtEnd *[]protocol.Note
	// Source is a file that the answer was made from.
	Source *Source
	// Content is what the content will be, if all goes well. As far as it is, it is not copied.
	Content []byte
	// SendsSource is true where the content will be the source's.
	SendsSource bool
}

// Answered keeps what is known of the answer.
func (x *Exchange) Answered(a Answer) {
	x.update(func() {
		if a.Kind != "" {
			x.kind = a.Kind
		}
		if a.File != nil {
			x.file = a.File
		}
		if len(x.origins) == 0 {
			x.origins, x.originsShared = a.Origins, true
		} else {
			for name, origins := range a.Origins {
				x.addOrigins(name, origins)
			}
		}
		x.addNotes(a.Notes)
		if a.NotesAtEnd != nil {
			x.notesAtEnd = a.NotesAtEnd
		}
		if a.Source != nil {
			x.addSource(*a.Source)
		}
		x.sendsSource = x.sendsSource || a.SendsSource
		content := a.Content
		if content == nil && a.SendsSource && len(x.sources) == 1 {
			content = x.sources[0].content
		}
		x.store.share(x, &x.response.message, content)
	})
}

// EndsWithNotes reports whether it is known which notes are added when all was sent.
func (x *Exchange) EndsWithNotes() bool {
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	return x.notesAtEnd != nil
}

// SetKind keeps what answered.
func (x *Exchange) SetKind(kind protocol.Kind) {
	x.update(func() { x.kind = kind })
}

// Inserted keeps what was put into the content that the file or the script gave.
func (x *Exchange) Inserted(offset, bytes int) {
	x.update(func() { x.inserted = &protocol.Insertion{Offset: int64(offset), Bytes: int64(bytes)} })
}
