package inject

import "bytes"

// maxUndecided is how much of a page is searched for the place of the line, in bytes. What
// precedes the place in any case is not held back.
const maxUndecided = 64 << 10

// Stream is a page that comes in pieces and gets something put into it.
type Stream struct {
	// Decide is called with what has come of the page until it says Found or Nowhere.
	Decide func(start []byte, whole bool) (Insertion, Finding)

	start   []byte // all that has come, until it is decided
	passed  int    // how much of it has been passed on
	decided bool
	gaveUp  bool
	added   int
}

// Next takes the next piece of the page, and returns what can be sent by now. last is true where
// no more comes.
func (s *Stream) Next(piece []byte, last bool) []byte {
	if s.decided {
		return piece
	}
	s.start = append(s.start, piece...)
	insertion, found := s.Decide(s.start, last)
	if found == Unknown && (last || len(s.start) > maxUndecided) || found == Found && insertion.At < s.passed {
		found, s.gaveUp = Nowhere, true
	}
	rest := s.start[s.passed:]
	switch found {
	case Unknown:
		rest = rest[:max(0, insertion.At-s.passed)]
		s.passed += len(rest)
		return bytes.Clone(rest)
	case Found:
		s.added = len(insertion.Text)
		at := insertion.At - s.passed
		rest = bytes.Join([][]byte{rest[:at], insertion.Text, rest[at:]}, nil)
	case Nowhere:
	}
	s.decided, s.start = true, nil
	return rest
}

// Added is how many bytes are put into the page; known is true once that is decided.
func (s *Stream) Added() (bytes int, known bool) { return s.added, s.decided }

// GaveUp reports whether the page goes on without an insertion because no place was found in time.
func (s *Stream) GaveUp() bool { return s.gaveUp }
