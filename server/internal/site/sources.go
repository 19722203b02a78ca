package site

import (
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

// tagOf is the tag of a file that may be missing.
func tagOf(files []static.Tagged) string {
	if len(files) == 0 {
		return ""
	}
	return files[0].Tag
}

// keepSources keeps what an answer was made from. A file is read where its text is not known yet, and
// its text is kept if it is still the same.
func (s *Site) keepSources(rec *record.Exchange, files []static.Tagged) {
	for _, file := range files {
		if file.Tag == static.Unreadable || file.Tag == static.Changing {
			continue
		}
		source := record.Source{Path: file.Path, Tag: file.Tag, Changed: file.Changed}
		if !rec.HasSource(file.Path, file.Tag) {
			if content, now, ok := s.files().ContentOf(file.Path, maxText); ok && now == file.Tag {
				source.Content = content
			}
		}
		rec.AddSources(source)
	}
}
