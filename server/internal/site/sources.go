package site

import (
	"bytes"
	"time"

	"vitrina/server/internal/record"
	"vitrina/server/internal/static"
)

// maxText is the size, in bytes, up to which the text of a file is kept that an answer was made from.
const maxText = 64 << 10

// tagged are files as they are now. What is missing is left out.
func (s *Site) tagged(names ...string) []static.Tagged {
	var found []static.Tagged
	for _, name := range names {
		if file, ok := s.files().TagOf(name); ok {
			found = append(found, file)
		}
	}
	return found
}

// keepSources keeps what an answer was made from.
func (s *Site) keepSources(rec *record.Exchange, files []static.Tagged) {
	for _, file := range files {
		s.keepSource(rec, file.Path, file.Tag, file.Changed)
	}
}

// keepSource keeps a file that an answer was made from. It is read where its text is not known yet, and
// its text is kept if it is still the same.
func (s *Site) keepSource(rec *record.Exchange, name, tag string, changed time.Time) {
	if tag == static.Unreadable || tag == static.Changing {
		return
	}
	source := record.Source{Path: name, Tag: tag, Changed: changed}
	if !rec.HasSource(name, tag) {
		if content, now, ok := s.files().ContentOf(name, maxText); ok && now == tag {
			source.Text = readable(content)
		}
	}
	rec.AddSources(source)
}

// readable is content as text; nil if it is none. Old text that is not UTF-8 is read as ISO-8859-1.
func readable(content []byte) *string {
	if bytes.IndexByte(content, 0) >= 0 {
		return nil
	}
	text := record.Text(string(content))
	return &text
}
