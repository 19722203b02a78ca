package lesson

import (
	"maps"
	"slices"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
)

// HandIn is what an archive of exchanges does not say of a student's work: answers, and what became of
// files. An HTTP Archive carries it as log._lesson.
type HandIn struct {
	// Name is that of the lesson's folder.
	Name string `json:"name"`
	// Began is when the lesson began: what came before does not count.
	Began    time.Time               `json:"began"`
	Progress protocol.LessonProgress `json:"progress"`
	Edits    []HandedEdit            `json:"edits"`
	// Files are those of which the lesson asserts what is in them, as they were at the end.
	Files []HandedFile `json:"files"`
}

// HandedEdit is an Edit.
type HandedEdit struct {
	Path    string    `json:"path"`
	Saved   time.Time `json:"saved"`
	Noticed time.Time `json:"noticed"`
}

// HandedFile is a File.
type HandedFile struct {
	Path   string `json:"path"`
	Exists bool   `json:"exists"`
	Text   string `json:"text"`
}

// HandIn is what is handed in of a state.
func (s *State) HandIn(name string, began time.Time, l *Lesson) HandIn {
	h := HandIn{Name: name, Began: began, Progress: s.Progress(name, l), Edits: []HandedEdit{}, Files: []HandedFile{}}
	for _, edit := range s.edits {
		h.Edits = append(h.Edits, HandedEdit(edit))
	}
	for _, path := range slices.Sorted(maps.Keys(s.Files)) {
		file := HandedFile{Path: path, Exists: s.Files[path].Exists}
		if l.looksInto(path) {
			file.Text = s.Files[path].Text
		}
		h.Files = append(h.Files, file)
	}
	return h
}

// looksInto reports whether the lesson asserts what is in a file.
func (l *Lesson) looksInto(path string) bool {
	in := func(lines []Line) bool {
		return slices.ContainsFunc(lines, func(line Line) bool {
			return slices.ContainsFunc(line.Claims, func(c Claim) bool {
				return strings.HasPrefix(c.Form, "fileContains") && c.Slots[slotFile] == path
			})
		})
	}
	return slices.ContainsFunc(l.Steps, func(step Step) bool {
		return in(step.Check) || slices.ContainsFunc(step.Hints, func(h Hint) bool { return in(h.Condition) })
	})
}

// Judge judges what was handed in, with the exchanges that came with it. What it says is done counts for
// nothing: that is found out anew.
func (h HandIn) Judge(l *Lesson, exchanges []Exchange) []Judged {
	s := NewState()
	for _, each := range exchanges {
		if !each.Began.Before(h.Began) {
			s.AddExchange(l, each)
		}
	}
	for _, edit := range h.Edits {
		s.AddEdit(Edit(edit))
	}
	for _, file := range h.Files {
		s.Files[file.Path] = File{Exists: file.Exists, Text: file.Text}
	}
	kept := h.Progress
	kept.Done = nil
	s.Resume(l, kept)
	return s.Judge(l)
}
