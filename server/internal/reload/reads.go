package reload

import (
	"slices"
	"sync/atomic"
)

// Reads are files that a script was seen to read while it made one answer, besides the parts of
// the answer's state. They are known when the script has ended, which may be after the page is
// there. The zero value knows none yet, and any number of goroutines may call the methods.
type Reads struct{ known atomic.Pointer[[]Part] }

// Unread is the tag of a file that is not as it was read.
const Unread = "unread"

// maxReads is how many files count as read for one answer.
const maxReads = 512

// set enters the files, as they were read. Each path is there once.
func (r *Reads) set(parts []Part) { r.known.Store(&parts) }

// Read enters what a script read for an answer, as it was read. Each path is there once.
func (h *Hub) Read(reads *Reads, parts []Part) {
	reads.set(h.history.sharedReads(parts[:min(len(parts), maxReads)]))
}

// sharedReads are equal files, those that other answers have: most runs of a script read the same.
func (h *history) sharedReads(parts []Part) []Part {
	token := NewState(parts...).Token()
	h.mu.Lock()
	defer h.mu.Unlock()
	same := func(a, b Part) bool { return a.Path == b.Path && a.Tag == b.Tag && a.Role == b.Role }
	if known := h.reads[token]; slices.EqualFunc(known, parts, same) {
		return known
	}
	if h.reads == nil || len(h.reads) >= maxStates {
		h.reads = map[string][]Part{}
	}
	h.reads[token] = parts
	return parts
}

// Awaiting is the state of an answer for which a script is about to run.
func (s State) Awaiting() (State, *Reads) {
	s.reads = &Reads{}
	return s, s.reads
}

// reading is the state with files that scripts read, as they are now.
func (s State) reading(parts []Part) State {
	s.reads = &Reads{}
	s.reads.set(parts)
	return s
}

func (r *Reads) parts() []Part {
	if r == nil {
		return nil
	}
	known := r.known.Load()
	if known == nil {
		return nil
	}
	return *known
}

// since returns what was read before and is another now.
func (r *Reads) since(before *Reads) []Part {
	var different []Part
	now := byPath(r.parts())
	for _, part := range before.parts() {
		if is, looked := now[part.Path]; looked && is.Tag != part.Tag {
			is.Role = part.Role
			different = append(different, is)
		}
	}
	return different
}

// keeping is what was read before, as it is now, but for some files.
func (r *Reads) keeping(paths []string, before *Reads) *Reads {
	if len(before.parts()) == 0 {
		return before // which may not be known yet
	}
	now := byPath(r.parts())
	parts := slices.Clone(before.parts())
	for i, part := range parts {
		if is, looked := now[part.Path]; looked && !slices.Contains(paths, part.Path) {
			is.Role = part.Role
			parts[i] = is
		}
	}
	kept := &Reads{}
	kept.set(parts)
	return kept
}

func byPath(parts []Part) map[string]Part {
	found := make(map[string]Part, len(parts))
	for _, part := range parts {
		found[part.Path] = part
	}
	return found
}
