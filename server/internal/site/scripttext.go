package site

import (
	"sync"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/static"
)

// scriptText is what a script's source says, in one state of it. What is found in it is found once.
type scriptText struct {
	tag      string // of the state; empty where it was not kept
	source   func() blame.Source
	fields   func() blame.Fields
	literals func() []string
}

func newScriptText(tag string, read func() blame.Source) *scriptText {
	source := sync.OnceValue(read)
	return &scriptText{
		tag: tag, source: source,
		fields:   sync.OnceValue(func() blame.Fields { return source().Fields() }),
		literals: sync.OnceValue(func() []string { return literals(source()) }),
	}
}

const (
	// maxTexts is how many scripts' texts are kept. When there are more, all are forgotten.
	maxTexts = 64
	// maxKeptText is the size, in bytes, up to which one is kept. Longer ones are read for each run
	// that needs them, unless they are programs, which have no text.
	maxKeptText = 256 << 10
)

// scriptTexts keeps the texts of the scripts that run. The zero value is ready.
type scriptTexts struct {
	mu   sync.Mutex
	kept map[string]*scriptText // by the script's path
}

// textOf is the text of a script that has a tag. Where the script changed meanwhile, it is its text now.
func (s *Site) textOf(script cgi.Script, tag string) *scriptText {
	t := &s.texts
	t.mu.Lock()
	known := t.kept[script.Path]
	t.mu.Unlock()
	if known != nil && known.tag == tag {
		return known
	}
	var read *scriptText
	if content, now, ok := s.files().ContentOf(script.Path, maxKeptText); ok {
		read = newScriptText(now, func() blame.Source { return blame.SourceOf(content) })
	} else {
		opened := s.opening(script.Path)
		source, compiled := blame.ReadScript(script.File)
		opened()
		read = newScriptText("", func() blame.Source { return source })
		if compiled { // which is so as long as it does not change
			read.tag = tag
		}
	}
	if read.tag == "" || read.tag == static.Unreadable || read.tag == static.Changing {
		return read
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.kept == nil || len(t.kept) >= maxTexts {
		t.kept = map[string]*scriptText{}
	}
	t.kept[script.Path] = read
	return read
}
