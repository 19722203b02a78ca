package site

import (
	"path"
	"path/filepath"
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

func (s *Site) newScriptText(script cgi.Script, tag string, read func() blame.Source) *scriptText {
	source := sync.OnceValue(read)
	fields := sync.OnceValue(func() blame.Fields { return source().Fields() })
	others := sync.OnceValue(func() []string { return source().Others(script.Path) })
	return &scriptText{
		tag: tag, source: source,
		fields: func() blame.Fields { // the other files may have changed meanwhile
			return fields().With(sync.OnceValue(func() []blame.Fields { return s.fieldsOf(script, others()) }))
		},
		literals: sync.OnceValue(func() []string { return literals(source()) }),
	}
}

// fieldsOf are the lines that may print fields in files that a script may load or run, by their paths
// from its folder.
func (s *Site) fieldsOf(script cgi.Script, names []string) []blame.Fields {
	found := []blame.Fields{}
	for _, name := range names {
		name = path.Join(path.Dir(script.Path), name)
		if !filepath.IsLocal(filepath.FromSlash(name)) || name == script.Path {
			continue
		}
		if info, err := s.stat(name); err != nil || !info.Mode().IsRegular() {
			continue
		}
		opened := s.opening(name)
		found = append(found, blame.ReadSource(filepath.Join(script.Root, filepath.FromSlash(name))).Fields())
		opened()
	}
	return found
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
		read = s.newScriptText(script, now, func() blame.Source { return blame.SourceOf(content) })
	} else {
		opened := s.opening(script.Path)
		source, compiled := blame.ReadScript(script.File)
		opened()
		read = s.newScriptText(script, "", func() blame.Source { return source })
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
