package site

import (
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"vitrina/server/internal/observe"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/static"
)

// scriptReads finds out what a script reads while it runs, where the system tells.
type scriptReads struct {
	site *Site
	rec  *record.Exchange
	run  *observe.Run
	// state is what the answer is otherwise made of, and reads gets what is found.
	state reload.State
	reads *reload.Reads
}

// awaitReads is the state of an answer that a script is about to make.
func (s *Site) awaitReads(rec *record.Exchange, state reload.State) (reload.State, *scriptReads) {
	state, reads := state.Awaiting()
	return state, &scriptReads{site: s, rec: rec, state: state, reads: reads}
}

// begin is called before the script is started.
func (r *scriptReads) begin(script string) {
	if r != nil {
		r.run = r.site.observer.Begin(r.site.folder.current().path, script)
	}
}

// end is called once the script has ended. A file that was saved between the script's look at it
// and ours is not as it was read. One that is saved later makes a look of its own.
func (r *scriptReads) end() {
	if r == nil || r.run == nil {
		return
	}
	read := r.run.Read()
	parts := r.parts(read)
	r.site.reload.hub.Read(r.reads, parts)
	sources := r.sources(read)
	late := r.run.End(read)
	r.site.keepSources(r.rec, slices.DeleteFunc(sources, func(file static.Tagged) bool {
		return slices.ContainsFunc(late, func(f observe.File) bool { return f.Name == file.Path })
	}))
	for _, file := range late {
		for i, part := range parts {
			if part.Path == file.Name {
				parts = slices.Clone(parts)
				parts[i].Tag = reload.Unread
			}
		}
	}
	r.site.reload.hub.Read(r.reads, parts)
	if len(late) > 0 || slices.ContainsFunc(parts, func(part reload.Part) bool { return part.Tag == reload.Unread }) {
		r.site.reload.hub.Look()
	}
}

// sources are the files that were read and did not change meanwhile, as they are now.
func (r *scriptReads) sources(read []observe.File) []static.Tagged {
	var names []string
	for _, file := range read {
		if !file.Changed && !file.Created && !strings.HasSuffix(file.Name, "/") {
			names = append(names, file.Name)
		}
	}
	slices.Sort(names)
	return r.site.tagged(names...)
}

// parts are the files that were read besides those of the state. What a script put away again
// is none.
func (r *scriptReads) parts(read []observe.File) []reload.Part {
	had := map[string]struct{}{}
	for _, part := range r.state.Parts {
		had[part.Path], had[part.Real] = struct{}{}, struct{}{}
	}
	var parts []reload.Part
	for _, file := range read {
		if _, is := had[file.Name]; is {
			continue
		}
		part := r.site.readPart(file.Name)
		if part.Tag == reload.Absent && file.Created {
			continue
		}
		if file.Changed {
			part.Tag = reload.Unread
		}
		if file.Created {
			part.Role = reload.Created
		}
		parts = append(parts, part)
	}
	return parts
}

// opening says that the server opens or lists something of the site itself, which is then not what a
// script reads. The caller calls what it returns afterwards.
func (s *Site) opening(name string) (opened func()) {
	return s.observer.Opening(s.root().Name(), filepath.FromSlash(name))
}

// partsOf are files and folders that scripts have read, as they are now.
func (s *Site) partsOf(names []string) []reload.Part {
	parts := make([]reload.Part, 0, len(names))
	for _, name := range names {
		parts = append(parts, s.readPart(name))
	}
	return parts
}

// readPart is a file, or a folder whose names a script has read.
func (s *Site) readPart(name string) reload.Part {
	folder, isFolder := strings.CutSuffix(name, "/")
	if isFolder {
		if part, ok := s.listedPart(folder); ok {
			return part
		}
	} else if file, ok := s.files().TagOf(name); ok {
		part := s.partTagged(file)
		part.Role = reload.ScriptPart
		return part
	}
	return reload.Part{Path: name, Tag: reload.Absent, Changed: s.folderChanged(folder), Role: reload.ScriptPart}
}

// listedPart is a folder of which the names count. What is in its files counts where one is read.
func (s *Site) listedPart(folder string) (reload.Part, bool) {
	defer s.opening(folder)()
	info, err := s.root().Stat(filepath.FromSlash(folder))
	if err != nil || !info.IsDir() {
		return reload.Part{}, false
	}
	entries, err := fs.ReadDir(s.root().FS(), folder)
	if err != nil {
		return reload.Part{}, false
	}
	hash := sha256.New()
	for _, each := range entries {
		if !s.ignored(path.Join(folder, each.Name()), each.IsDir()) {
			hash.Write([]byte(each.Name() + "\x00"))
		}
	}
	tag := base64.RawURLEncoding.EncodeToString(hash.Sum(nil)[:12])
	return reload.Part{Path: folder + "/", Tag: tag, Changed: info.ModTime(), Role: reload.ScriptPart}, true
}
