package site

import (
	"vitrina/server/internal/inject"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/static"
)

// fileAnswer is an answer made of a file, with what is known of it. It does not change, so that one
// answers all requests that ask for the whole of a file that is kept.
type fileAnswer struct {
	*static.Answer
	file     *protocol.File
	origins  map[string][]record.Origin
	notes    []protocol.Note
	state    reload.State
	source   record.Source
	inserted inject.Insertion
}

// answerOf makes the answer to a request. Of one that cannot be made, only the file is known.
func (s *Site) answerOf(x exchange, files *static.Files, found static.Found, missing []reload.Part) (*fileAnswer, error) {
	made := &fileAnswer{file: &protocol.File{Path: found.Path, Size: found.Info.Size(), Modified: found.Info.ModTime()}}
	settings := s.fieldsFor(found.Path)
	wanted := static.Wanted{Header: settings.Header, Missing: missing != nil}
	stateOf := func(tag string) reload.State {
		return reload.NewState(append(missing, s.partFound(found, tag))...)
	}
	follower := s.follow(x, wanted.Header.Clone())
	if follower != nil {
		wanted.Insert = func(contentType string, start []byte, whole bool, tag func() string) static.Insertion {
			follower.state = func() reload.State { return stateOf(tag()) }
			return follower.insert(contentType, start, whole)
		}
	}
	representation, err := files.Represent(found, wanted)
	if err != nil {
		return made, err
	}
	made.Answer = representation.Answer(x.r)
	made.origins = attributeFields(settings, files, found, made.Answer)
	made.notes = notesOn(files, found, made.Answer)
	if follower != nil {
		made.inserted = follower.inserted
		if follower.note != nil {
			made.notes = append(made.notes, *follower.note)
		}
	}
	made.source = record.Source{Path: found.Path, Tag: representation.Tag(), Changed: found.Changed()}
	made.state = stateOf(made.source.Tag)
	return made, nil
}
