package lesson

import (
	"slices"
)

// State is what happened since a lesson began. It is not for use by several goroutines at a time.
type State struct {
	// exchanges are in the order in which they began.
	exchanges []*Exchange
	bodies    int
	edits     []Edit
	// Files are those that the lesson speaks of, as they are now.
	Files map[string]File
	// Choices are the options that were chosen, by the step's id.
	Choices map[string]int
	// Read and Done are ids of steps: those that were only to be read, and those that came true.
	Read, Done map[string]bool
}

// Bounds of what is kept.
const (
	maxExchanges = 1000
	maxEdits     = 1000
	maxBodies    = 4 << 20
	maxBody      = 256 << 10
)

// NewState is the state in which nothing has happened.
func NewState() *State {
	return &State{Files: map[string]File{}, Choices: map[string]int{}, Read: map[string]bool{}, Done: map[string]bool{}}
}

// AddExchange keeps an exchange. What the lesson does not speak of makes room first, and is kept without
// its bodies.
func (s *State) AddExchange(l *Lesson, x Exchange) {
	if !l.about(&x) {
		x.Body, x.RequestBody, x.BodyKept = nil, nil, x.BodyKept && x.BodyBytes == 0
	}
	if len(x.Body) > maxBody {
		x.Body, x.BodyKept = x.Body[:maxBody], false
	}
	x.RequestBody = x.RequestBody[:min(len(x.RequestBody), maxBody)]
	x.Body, x.RequestBody = slices.Clone(x.Body), slices.Clone(x.RequestBody)
	at := len(s.exchanges)
	for at > 0 && s.exchanges[at-1].Began.After(x.Began) { // an exchange is told when it is complete
		at--
	}
	s.exchanges = slices.Insert(s.exchanges, at, &x)
	s.bodies += len(x.Body) + len(x.RequestBody)
	if len(s.exchanges) > maxExchanges {
		gone := slices.IndexFunc(s.exchanges, func(x *Exchange) bool { return !l.about(x) })
		gone = max(gone, 0)
		s.dropBody(s.exchanges[gone])
		s.exchanges = slices.Delete(s.exchanges, gone, gone+1)
	}
	for _, each := range s.exchanges {
		if s.bodies <= maxBodies {
			break
		}
		s.dropBody(each)
	}
}

func (s *State) dropBody(x *Exchange) {
	s.bodies -= len(x.Body) + len(x.RequestBody)
	if len(x.Body)+len(x.RequestBody) > 0 {
		x.Body, x.RequestBody, x.BodyKept = nil, nil, false
	}
}

// AddEdit keeps that a file was saved.
func (s *State) AddEdit(edit Edit) {
	s.edits = append(s.edits, edit)
	s.edits = s.edits[max(0, len(s.edits)-maxEdits):]
}

// Edits are those that are kept.
func (s *State) Edits() []Edit { return s.edits }

// about reports whether a lesson speaks of an exchange.
func (l *Lesson) about(x *Exchange) bool {
	of := func(lines []Line) bool {
		return slices.ContainsFunc(lines, func(line Line) bool { return line.Subject != nil && line.Subject.targets(x) })
	}
	for _, step := range l.Steps {
		if of(step.Check) || slices.ContainsFunc(step.Hints, func(h Hint) bool { return of(h.Condition) }) {
			return true
		}
	}
	return false
}
