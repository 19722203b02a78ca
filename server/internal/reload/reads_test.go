package reload

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// scripted is a site with a script, whose pages are made of what the script read.
type scripted struct {
	*site
	runs int
	// gone is when files went.
	gone time.Time
}

const scriptTarget = "/cgi-bin/index.py"

func newScripted(t *testing.T) *scripted {
	t.Helper()
	s := &scripted{}
	s.site = newSite(t, Options{PartsOf: func(paths []string) []Part { return s.partsOf(paths) }})
	s.write("cgi-bin/index.py", "1")
	s.write("cgi-bin/data", "0")
	return s
}

func (s *scripted) partsOf(paths []string) []Part {
	s.mu.Lock()
	defer s.mu.Unlock()
	var parts []Part
	for _, name := range paths {
		part, there := s.files[name]
		if !there {
			part = Part{Path: name, Tag: Absent, Changed: s.gone}
		}
		part.Role = ScriptPart
		parts = append(parts, part)
	}
	return parts
}

// run has the script answer, and returns how its page connects, and what is called when it ends.
func (s *scripted) run() (query string, ended func(parts ...Part)) {
	state, reads := s.stateOf(scriptTarget).Awaiting()
	s.hub.Served(Response{Target: scriptTarget, Method: "GET", Destination: "document", State: state, Follows: true})
	run := s.hub.RunBegan("cgi-bin/index.py", scriptTarget, false)
	return "page=" + url.QueryEscape(scriptTarget) + "&state=" + state.Token(), func(parts ...Part) {
		run.Ended(true)
		s.hub.Read(reads, parts)
		s.hub.Look()
	}
}

// Each page follows what its own run read, also where it is known later than the page is there.
func TestAPageFollowsWhatItsScriptRead(t *testing.T) {
	t.Parallel()
	s := newScripted(t)
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		s.write(name, "1")
	}
	query, ended := s.run()
	first := s.open(query)
	s.save("c.txt", "2")
	if sent := s.toldOf("c.txt"); sent.Reason.Key != "reload.unused" {
		t.Errorf("told %+v", sent)
	}
	ended(s.partsOf([]string{"a.txt"})...)
	query, ended = s.run()
	ended(s.partsOf([]string{"b.txt"})...)
	second := s.open(query)
	s.save("a.txt", "1")
	if sent := s.toldOf("a.txt"); sent.Reason.Key != "reload.same" {
		t.Errorf("told %+v", sent)
	}
	s.save("b.txt", "2")
	second.expect(serverMessage{Type: "reload", Paths: []string{"b.txt"}})
	s.save("a.txt", "2")
	first.expect(serverMessage{Type: "reload", Paths: []string{"a.txt"}})
	s.save("c.txt", "3")
	if sent := s.toldOf("c.txt"); sent.Kind != protocol.ReloadNone {
		t.Errorf("told %+v", sent)
	}
}

// What changed after it was read, while the script ran, makes the page load again: once where the
// script does so itself.
func TestWhatChangesAfterItWasRead(t *testing.T) {
	t.Parallel()
	s := newScripted(t)
	load := func() *page {
		query, ended := s.run()
		s.runs++
		s.save("count.txt", fmt.Sprint(s.runs))
		part := s.partsOf([]string{"count.txt"})[0]
		part.Tag = Unread
		p := s.open(query)
		ended(part)
		return p
	}
	load().expect(serverMessage{Type: "reload", Paths: []string{"count.txt"}})
	p := load()
	for s.toldOf("count.txt").Reason.Key != "reload.output" {
	}
	s.save("count.txt", "mine") // by a person, not within a run
	p.expect(serverMessage{Type: "reload", Paths: []string{"count.txt"}})
}

// A script that clears away what an earlier run made, and read, reloads no page of that.
func TestWhatAScriptMakesAndClearsAway(t *testing.T) {
	t.Parallel()
	s := newScripted(t)
	s.write("a.txt", "1")
	query, ended := s.run()
	s.writeAt("cache/1", "1", time.Now())
	parts := s.partsOf([]string{"cache/1", "a.txt"})
	parts[0].Role = Created
	p := s.open(query)
	ended(parts...)
	s.save("last.txt", "1") // pages are compared, and have what is there now
	s.toldOf("last.txt")
	_, ended = s.run()
	s.mu.Lock()
	delete(s.files, "cache/1")
	s.gone = time.Now()
	s.mu.Unlock()
	s.hub.Changed([]string{"cache/1"}, protocol.ReloadCauseWatch)
	s.toldOf("cache/1")
	ended()
	s.save("a.txt", "2")
	p.expect(serverMessage{Type: "reload", Paths: []string{"a.txt"}})
}

// A new name in a folder that a script listed is told as that.
func TestANewNameInAFolderThatAScriptListed(t *testing.T) {
	t.Parallel()
	s := newScripted(t)
	s.write("photos/", "one")
	query, ended := s.run()
	ended(s.partsOf([]string{"photos/"})...)
	p := s.open(query)
	s.writeAt("photos/", "one, two", time.Now())
	s.save("photos/two.jpg", "2")
	p.expect(serverMessage{Type: "reload", Paths: []string{"photos/"}})
	s.save("last.txt", "1")
	for {
		sent := <-s.told
		switch sent.Paths[0] {
		case "photos/two.jpg":
			t.Errorf("told %+v", sent)
		case "last.txt":
			return
		}
	}
}

// Answers for which the same was read share what is known of it.
func TestReadsAreShared(t *testing.T) {
	t.Parallel()
	s := newSite(t, Options{})
	read := func(tag string) *Part {
		_, reads := NewState(Part{Path: "a", Tag: "1"}).Awaiting()
		s.hub.Read(reads, []Part{{Path: "b", Tag: tag}})
		return &reads.parts()[0]
	}
	if first := read("1"); read("1") != first || read("2") == first {
		t.Error("equal files are there twice, or others once")
	}
}
