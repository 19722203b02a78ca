package site

import (
	"net/http"
	"slices"
	"sync"

	"vitrina/server/internal/content"
	"vitrina/server/internal/http1"
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
	fields   *http1.Fields // nil where they are not ready
	file     *protocol.File
	origins  map[string][]record.Origin
	notes    []protocol.Note
	state    reload.State
	source   *record.Source // nil where the file was being written
	inserted inject.Insertion
	remarks  remarks
}

// maxRemarks is for how many ways to ask the notes on the content are remembered.
const maxRemarks = 16

// remarks are the notes on the content, by what is asked; of a file that is kept.
type remarks struct {
	mu    sync.Mutex
	known map[asked]*[]protocol.Note
}

// of are the notes for those who ask for the same, which are made once.
func (r *remarks) of(what asked, judge func() []protocol.Note) *[]protocol.Note {
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.known[what]; ok {
		return known
	}
	notes := judge()
	if r.known == nil {
		r.known = make(map[asked]*[]protocol.Note)
	}
	if len(r.known) < maxRemarks {
		r.known[what] = &notes
	}
	return &notes
}

// answerOf makes the answer to a request. Of one that cannot be made, only the file is known.
func (s *Site) answerOf(x exchange, files *static.Files, found static.Found, missing []reload.Part, follows bool) (*fileAnswer, error) {
	made := &fileAnswer{file: &protocol.File{Path: found.Path, Size: found.Info.Size(), Modified: found.Info.ModTime()}}
	settings := s.fieldsFor(found.Path)
	wanted := static.Wanted{Header: settings.Header, Missing: missing != nil}
	stateOf := func(tag string) reload.State {
		return s.withOverride(x, reload.NewState(append(missing, s.partFound(found, tag))...))
	}
	var follower *follower
	if follows {
		follower = newFollower(x, wanted.Header.Clone())
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
	if x.page.override.NamesType() { // there is a type, or it is missing on purpose
		made.notes = slices.DeleteFunc(made.notes, func(n protocol.Note) bool { return n.Code == "unknownExtension" })
	}
	if follower != nil {
		made.inserted = follower.inserted
		if follower.note != nil {
			made.notes = append(made.notes, *follower.note)
		}
	}
	tag := representation.Tag()
	made.state = stateOf(tag)
	if tag != static.Unreadable && tag != static.Changing {
		made.source = &record.Source{Path: found.Path, Tag: tag, Changed: found.Changed(), Content: representation.Content()}
	}
	return made, nil
}

// preparedFields are the answer's fields for those who get the whole of a file; nil where some of them
// are to be decided on each time.
func (a *fileAnswer) preparedFields() *http1.Fields {
	if a.Status != http.StatusOK {
		return nil
	}
	header := http.Header{}
	a.CopyHeader(header)
	return http1.NewFields(header)
}

// known is what is known of the answer before it is sent.
func (a *fileAnswer) known(x exchange, known record.Answer) record.Answer {
	known.File, known.Origins, known.Source = a.file, a.origins, a.source
	if len(known.Notes) == 0 {
		known.Notes = a.notes
	} else {
		known.Notes = slices.Concat(known.Notes, a.notes)
	}
	if a.sendsWhole(x) {
		known.Content, known.SendsSource = a.Held(), !a.Injected
	}
	return known
}

// sendsWhole reports whether the whole representation is what goes out.
func (a *fileAnswer) sendsWhole(x exchange) bool {
	return a.SendsWhole(x.rec.Method()) && !x.page.override.DropsContent()
}

// notesAtEnd are the notes on the content of a shared answer, which are the same for all who ask for
// the same; nil where they depend on more.
func (a *fileAnswer) notesAtEnd(x exchange) *[]protocol.Note {
	asked := askedOf(x.r.Header)
	if x.r.Method != http.MethodGet || x.r.RequestURI != x.rec.Target() || asked.judged() || asked.origin != "" || a.Header.Get("Content-Encoding") != "" {
		return nil
	}
	asked.host = "" // it matters to other origins only
	return a.remarks.of(asked, func() []protocol.Note {
		by := protocol.SetByServer
		if origins := a.origins["content-type"]; len(origins) > 0 {
			by = origins[0].SetBy
		}
		return asked.notes(content.Response{Status: a.Status, Header: a.Header, TypeBy: by, Content: a.Content(), Whole: true}, a.file.Path)
	})
}
