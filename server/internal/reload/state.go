package reload

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"path"
	"slices"
	"strings"
	"time"
)

// State is what would be sent for a request target, told by the files that the answer is made
// of. Two states with the same parts are the same answer. It does not change.
type State struct {
	// Parts begin with the page's own file. Each path is there once.
	Parts []Part
	token string
	// reads are the files that a script reads, beside the parts. They are not in the token: only a
	// server that saw the script run knows them.
	reads *Reads
}

// Part is a file that an answer is made of, as it was at a moment.
type Part struct {
	// Path is relative to the site's root, with / between names. A folder's ends in a slash
	// ("./" for the root).
	Path string
	// Real is the path that links lead it to, where that is another.
	Real string
	// Tag names the content: equal tags, equal content. It is empty for a folder whose names and
	// files are parts themselves.
	Tag string
	// Changed is when the content or its name was last changed; zero where nobody knows.
	Changed time.Time
	Role    Role
	// appeared is true for a part that an answer before did not have.
	appeared bool
}

// file is the file that changes: what is behind all links.
func (p Part) file() string {
	if p.Real != "" {
		return p.Real
	}
	return p.Path
}

// Role is what a part is to the answer.
type Role int

// What a part is to the answer.
const (
	File Role = iota
	Script
	ScriptPart // a script reads it, or may
	Created    // a script made it, and read it
	Listing
	Root     // the folder that is served, which is gone
	Override // how the path is answered, whatever its file says
)

// Absent is the tag of a file that is missing. The answer changes once it is there.
const Absent = "absent"

// NewState makes a state.
func NewState(parts ...Part) State {
	hash := sha256.New()
	for _, part := range parts {
		_, _ = io.WriteString(hash, part.Path+"\x00"+part.Tag+"\x00") // it never fails
	}
	return State{Parts: parts, token: base64.RawURLEncoding.EncodeToString(hash.Sum(nil)[:9])}
}

// With is the state with a further part, unless it has one of that path.
func (s State) With(part Part) State {
	if _, has := s.part(part.Path); has {
		return s
	}
	more := NewState(append(slices.Clip(s.Parts), part)...)
	more.reads = s.reads
	return more
}

// Token is a short name of the state: equal tokens, equal parts. A page carries the one of
// what it was sent, so that an old copy says by itself that it is old. It is empty for the
// zero value, which stands for no state.
func (s State) Token() string { return s.token }

// part finds the part with a path.
func (s State) part(name string) (Part, bool) {
	for _, part := range s.Parts {
		if part.Path == name {
			return part, true
		}
	}
	return Part{}, false
}

// isMadeOf reports whether a file is a part.
func (s State) isMadeOf(file string) bool {
	is := func(part Part) bool { return part.file() == file }
	return slices.ContainsFunc(s.Parts, is) || slices.ContainsFunc(s.reads.parts(), is)
}

// names reports whether a changed file can matter to the state: it is a part, or lies below a
// folder that is one.
func (s State) names(changed string) bool {
	can := func(part Part) bool {
		file := part.file()
		folder, isFolder := strings.CutSuffix(file, "/")
		return file == changed || part.Path == changed || isFolder && (folder == "." || strings.HasPrefix(changed, folder+"/"))
	}
	return slices.ContainsFunc(s.Parts, can) || slices.ContainsFunc(s.reads.parts(), can)
}

// since returns the parts that are not as they were before, as they are now. What is a part no
// more is absent: when it went is when its folder changed.
func (s State) since(before State) []Part {
	different := s.reads.since(before.reads)
	if s.token == before.token {
		return different
	}
	old := make(map[string]Part, len(before.Parts))
	for _, part := range before.Parts {
		old[part.Path] = part
	}
	for _, part := range s.Parts {
		was, had := old[part.Path]
		delete(old, part.Path)
		if part.Tag != "" && (!had || was.Tag != part.Tag) {
			part.appeared = !had
			different = append(different, part)
		}
	}
	for _, part := range before.Parts {
		if _, gone := old[part.Path]; gone && part.Tag != Absent && part.Tag != "" {
			folder, _ := s.part(path.Dir(strings.TrimSuffix(part.Path, "/")) + "/")
			different = append(different, Part{Path: part.Path, Real: part.Real, Tag: Absent, Changed: folder.Changed, Role: part.Role})
		}
	}
	return different
}

// keeping is the state with some parts as they were before, and with what was read before.
func (s State) keeping(paths []string, before State) State {
	reads := s.reads.keeping(paths, before.reads)
	if len(paths) == 0 {
		s.reads = reads
		return s
	}
	kept := map[string]struct{}{}
	for _, name := range paths {
		kept[name] = struct{}{}
	}
	var parts []Part
	for _, part := range s.Parts {
		if _, keep := kept[part.Path]; !keep {
			parts = append(parts, part)
		}
	}
	for _, name := range paths {
		if part, had := before.part(name); had {
			parts = append(parts, part)
		}
	}
	state := NewState(parts...)
	state.reads = reads
	return state
}
