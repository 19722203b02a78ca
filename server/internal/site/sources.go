package site

import (
	"bytes"

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
		s.keepSource(rec, record.Source{Path: file.Path, Tag: file.Tag, Changed: file.Changed}, func() []byte {
			if content, now, ok := s.files().ContentOf(file.Path, maxText); ok && now == file.Tag {
				return content
			}
			return nil
		})
	}
}

// keepSource keeps a file that an answer was made from. Its content is asked for where its text is
// not known yet.
func (s *Site) keepSource(rec *record.Exchange, source record.Source, content func() []byte) {
	if source.Tag == static.Unreadable || source.Tag == static.Changing {
		return
	}
	if !rec.HasSource(source.Path, source.Tag) {
		if content := content(); content != nil {
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
