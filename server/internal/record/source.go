package record

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
)

const (
	// maxSources is how many files are noted of one answer.
	maxSources = 64
	// maxTexts is how much text is kept of all files, in bytes.
	maxTexts = 4 << 20
)

// Source is a file that an answer was made from, as it was then.
type Source struct {
	// Path is relative to the site's root, with / between names.
	Path string
	// Tag names the content: equal tags, equal content.
	Tag string
	// Changed is when it was last changed.
	Changed time.Time
	// Content is what is in it; nil where it is not known, or too much.
	Content []byte
}

// version is a source that one or more kept exchanges have. It is guarded by store.mu.
type version struct {
	versionKey
	changed time.Time
	text    *string
	users   int // exchanges
	// content is what of it was sent, as far as it is kept; nil where it was not.
	content []byte
}

type versionKey struct{ siteID, path, tag string }

// HasSource reports whether a version of a file is kept, so that it need not be read again.
func (x *Exchange) HasSource(path, tag string) bool {
	if x == nil {
		return true // nothing is to be kept
	}
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	_, known := x.store.versions[versionKey{x.siteID, path, tag}]
	return known
}

// AddSources keeps what the answer was made from. The first word on a file counts.
func (x *Exchange) AddSources(sources ...Source) {
	if x == nil {
		return
	}
	x.store.mu.Lock()
	defer x.store.mu.Unlock()
	for _, source := range sources {
		x.addSource(source)
	}
}

func (x *Exchange) addSource(source Source) {
	if !x.forgotten && len(x.sources) < maxSources && !slices.ContainsFunc(x.sources, func(v *version) bool { return v.path == source.Path }) {
		x.sources = append(x.sources, x.store.version(x.siteID, source))
	}
}

// version finds or makes the version of a file, for one more exchange.
func (s *Store) version(siteID string, source Source) *version {
	key := versionKey{siteID, source.Path, source.Tag}
	known, is := s.versions[key]
	if !is {
		known = &version{versionKey: key, changed: source.Changed, text: readable(source.Content)}
		s.versions[key] = known
		if known.text != nil {
			s.texts += int64(len(*known.text))
			s.withText = append(s.withText, known)
		}
		s.boundTexts()
	}
	known.users++
	return known
}

// readable is content as text; nil if it is none that one reads. Old text that is not UTF-8 is read as
// ISO-8859-1.
func readable(content []byte) *string {
	if content == nil || bytes.IndexByte(content, 0) >= 0 {
		return nil
	}
	text := Text(string(content))
	return &text
}

// boundTexts forgets the text that was kept first, of versions that no pinned exchange has. That the
// file changed is known all the same.
func (s *Store) boundTexts() {
	for s.texts > maxTexts {
		at := slices.IndexFunc(s.withText, func(v *version) bool {
			return !slices.ContainsFunc(s.kept, func(x *Exchange) bool { return x.pinned && slices.Contains(x.sources, v) })
		})
		if at < 0 {
			at = 0
		}
		s.forgetText(at)
	}
}

func (s *Store) forgetText(at int) {
	v := s.withText[at]
	s.texts -= int64(len(*v.text))
	v.text = nil
	s.withText = slices.Delete(s.withText, at, at+1)
}

// forgetSources gives back the versions that an exchange has.
func (s *Store) forgetSources(x *Exchange) {
	for _, v := range x.sources {
		if v.users--; v.users > 0 {
			continue
		}
		delete(s.versions, v.versionKey)
		if at := slices.Index(s.withText, v); at >= 0 {
			s.forgetText(at)
		}
	}
	x.sources = nil
}

// Edits are the files that changed between two answers that were made from them. A file of only the
// later answer counts if it changed after the earlier one began and both were asked for the same: it is
// new, or new to the answer. It is false if one of the exchanges is not kept.
func (s *Store) Edits(before, after string) ([]protocol.Edit, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	earlier, later := s.find(before), s.find(after)
	if earlier == nil || later == nil {
		return nil, false
	}
	edits := []protocol.Edit{}
	for _, now := range later.sources {
		at := slices.IndexFunc(earlier.sources, func(v *version) bool { return v.path == now.path })
		switch {
		case at >= 0 && earlier.sources[at].tag != now.tag && earlier.siteID == later.siteID:
			was := earlier.sources[at]
			edits = append(edits, protocol.Edit{Path: now.path, Time: now.changed, Before: was.text, After: now.text})
		case at < 0 && earlier.siteID == later.siteID && earlier.target == later.target && now.changed.After(earlier.begun):
			edits = append(edits, protocol.Edit{Path: now.path, Time: now.changed, Added: true, After: now.text})
		}
	}
	slices.SortFunc(edits, func(a, b protocol.Edit) int { return strings.Compare(a.Path, b.Path) })
	return edits, true
}
