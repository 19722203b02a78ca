package service

import (
	"encoding/json"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/record"
)

// handIn is what an archive of a site's exchanges says of its lesson; nil where it has none. Without a
// site it is that of the only lesson.
func (s *Service) handIn(siteID string) json.RawMessage {
	s.mu.Lock()
	found := []json.RawMessage{}
	for id, handed := range s.handedIn {
		if siteID == "" || siteID == id {
			found = append(found, handed)
		}
	}
	runs := []*lessonRun{}
	for id, run := range s.lessons {
		if siteID == "" || siteID == id {
			runs = append(runs, run)
		}
	}
	s.mu.Unlock()
	for _, run := range runs {
		if handed := run.handIn(); handed != nil {
			found = append(found, handed)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// handIn is what is handed in of the run; nil where there is no lesson.
func (r *lessonRun) handIn() json.RawMessage {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refresh()
	l := r.folder.Usable(l10n.English)
	if l == nil {
		return nil
	}
	data, err := json.Marshal(r.state.HandIn(r.folder.Name, r.begun, l))
	if err != nil {
		return nil
	}
	return data
}

// ReadHandIn reads an HTTP Archive that a student handed in. Its errors are fault.Errors. Where the
// archive says nothing of a lesson, what is known is its exchanges.
func (s *Service) ReadHandIn(path string) (lesson.HandIn, []lesson.Exchange, error) {
	id, read, _, err := s.restore(path)
	if err != nil {
		return lesson.HandIn{}, nil, err
	}
	defer s.store.Remove(id)
	exchanges := []lesson.Exchange{}
	for _, each := range s.store.List(id, "", record.DefaultLimits().Exchanges).Exchanges {
		if facts, kept := s.factsOf(each.ID); kept {
			exchanges = append(exchanges, facts)
		}
	}
	var handed lesson.HandIn
	if read.Lesson != nil && json.Unmarshal(read.Lesson, &handed) != nil {
		handed = lesson.HandIn{} // somebody else's word of the same name
	}
	return handed, exchanges, nil
}
