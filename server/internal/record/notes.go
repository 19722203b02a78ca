package record

import (
	"slices"

	"vitrina/server/internal/protocol"
)

// AddNote adds a remark, once. Its message is filled in where it is shown, in the
// reader's language.
func (x *Exchange) AddNote(code string, severity protocol.Severity, args map[string]string) {
	x.update(func() { x.addNote(protocol.Note{Code: code, Severity: severity, Args: args}) })
}

// AddFirstNote adds a remark, once, that goes before all others.
func (x *Exchange) AddFirstNote(note protocol.Note) {
	x.update(func() {
		count := len(x.notes)
		if x.addNote(note); len(x.notes) > count {
			x.notes = append(x.notes[count:], x.notes[:count]...)
		}
	})
}

func (x *Exchange) addNotes(notes []protocol.Note) {
	for _, note := range notes {
		x.addNote(note)
	}
}

func (x *Exchange) addNote(note protocol.Note) {
	note.Args = TextOf(note.Args)
	if !slices.ContainsFunc(x.notes, func(n protocol.Note) bool { return n.Code == note.Code }) {
		x.notes = append(x.notes, note)
	}
}

// HasNote reports whether there is a remark of a code.
func (x *Exchange) HasNote(code string) bool {
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	return slices.ContainsFunc(x.notes, func(n protocol.Note) bool { return n.Code == code })
}

// ReplaceNote puts a remark that says more in the place of another.
func (x *Exchange) ReplaceNote(code string, note protocol.Note) {
	x.update(func() {
		of := func(code string) func(protocol.Note) bool {
			return func(n protocol.Note) bool { return n.Code == code }
		}
		if at := slices.IndexFunc(x.notes, of(code)); at >= 0 && !slices.ContainsFunc(x.notes, of(note.Code)) {
			note.Args = TextOf(note.Args)
			x.notes[at] = note
			return
		}
		x.notes = slices.DeleteFunc(x.notes, of(code))
		x.addNote(note)
	})
}
