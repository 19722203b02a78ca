package reload

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"vitrina/server/internal/protocol"
)

// A page that a program has open for writing is not told, however long that takes and whatever
// else is saved meanwhile.
func TestAPageThatIsBeingWrittenWaits(t *testing.T) {
	t.Parallel()
	var writing atomic.Bool
	writing.Store(true)
	s := newSite(t, Options{Unfinished: func(path string) bool { return path == "index.html" && writing.Load() }})
	index := s.open("page=/&state=" + s.index())
	s.write("index.html", "half") // long ago
	s.save("css/site.css", "2")
	index.expect(serverMessage{Type: "style", Paths: []string{"css/site.css"}, Resources: []string{"/css/site.css?v=1"}})
	writing.Store(false)
	s.save("index.html", "whole")
	index.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
}

// A folder that gets an index.html is told once, when that is whole.
func TestAnotherFileThatIsBeingWrittenWaits(t *testing.T) {
	t.Parallel()
	var index atomic.Pointer[Part]
	state := func(string) State {
		if part := index.Load(); part != nil {
			return NewState(*part)
		}
		return NewState(Part{Path: "l/", Tag: "nothing", Role: Listing})
	}
	s := newSite(t, Options{StateOf: state, Unfinished: func(string) bool {
		part := index.Load()
		return part != nil && part.Tag != "whole"
	}})
	s.hub.Served(Response{Target: "/l/", Method: "GET", Destination: "document", State: state(""), Follows: true})
	p := s.open("page=/l/&state=" + state("").Token())
	index.Store(&Part{Path: "l/index.html", Tag: "", Changed: time.Now()})
	index.Store(&Part{Path: "l/index.html", Tag: "half", Changed: time.Now()})
	s.hub.Look()
	s.hub.Changed([]string{"other"}, protocol.ReloadCauseWatch)
	if sent := s.toldOf("other"); sent.Kind != protocol.ReloadNone {
		t.Errorf("told %+v", sent)
	}
	index.Store(&Part{Path: "l/index.html", Tag: "whole", Changed: time.Now()})
	s.hub.Changed([]string{"l/index.html"}, protocol.ReloadCauseWatch)
	p.expect(serverMessage{Type: "reload", Paths: []string{"l/", "l/index.html"}})
}

// An editor may say that it saved a file before the writer is known to be gone: what comes of it is told
// then, and once.
func TestASaveThatIsToldBeforeItsFileIsWhole(t *testing.T) {
	t.Parallel()
	var unfinished atomic.Bool
	looked := make(chan struct{}, 1000)
	s := newSite(t, Options{Unfinished: func(string) bool {
		looked <- struct{}{}
		return unfinished.Load()
	}})
	p := s.open("page=/&state=" + s.index())
	unfinished.Store(true)
	s.writeAt("index.html", "2", time.Now())
	s.hub.Changed([]string{"index.html"}, protocol.ReloadCauseEditor)
	<-looked
	s.write("other.html", "1")
	s.open("page=/other.html") // another page, which alone is looked at then
	s.hub.Look()
	<-looked // and with it the looks before
	unfinished.Store(false)
	s.hub.Look()
	if sent := s.toldOf("index.html"); sent.Kind != protocol.ReloadPage || sent.Cause != protocol.ReloadCauseEditor {
		t.Errorf("told %+v", sent)
	}
	p.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
	s.save("logo.png", "2")
	for sent := range s.told {
		if slices.Equal(sent.Paths, []string{"logo.png"}) {
			break
		}
		if sent.Done == 0 { // else it is told that the page has it
			t.Errorf("told besides: %+v", sent)
		}
	}
}

// More files may be saved after a page was told of the first, while the rest is compared: that one is told once.
func TestASaveThatIsToldBeforeOthersAreSaved(t *testing.T) {
	t.Parallel()
	var s *site
	var asked atomic.Int32
	s = newSite(t, Options{Saving: func() bool {
		if asked.Add(1) != 2 { // before the pages that the first does not concern
			return false
		}
		s.hub.Look()
		return true
	}})
	s.write("other.html", "1")
	p := s.open("page=/&state=" + s.index())
	s.open("page=/other.html")
	s.writeAt("index.html", "2", time.Now())
	s.hub.Changed([]string{"index.html", "unused.html"}, protocol.ReloadCauseWatch)
	p.expect(serverMessage{Type: "reload", Paths: []string{"index.html"}})
	s.toldOf("unused.html")
	s.save("last.html", "1")
	for sent := range s.told {
		if slices.Equal(sent.Paths, []string{"last.html"}) {
			break
		}
		if slices.Contains(sent.Paths, "index.html") && sent.Kind != protocol.ReloadPage {
			t.Errorf("told besides: %+v", sent)
		}
	}
}
