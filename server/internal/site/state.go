package site

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// StateOf is what a GET for a target would be sent now.
func (s *Site) StateOf(requested string) reload.State {
	return stateWith(s.stateOfTarget(requested), requested, s.overrides.Of(requested))
}

// stateOfTarget is that without regard to overrides.
func (s *Site) stateOfTarget(requested string) reload.State {
	if changed, gone := s.folder.gone(); gone {
		return reload.NewState(reload.Part{Path: "./", Tag: "gone", Changed: changed, Role: reload.Root})
	}
	target := route.Resolve(requested, s.config.CGI.Folders, s.disk)
	switch target.Kind {
	case route.Script:
		return s.stateOfScriptAt(target)
	case route.File:
		return s.stateOfFileAt(target)
	case route.Refused, route.Internal:
	}
	return s.stateOfMissing(target)
}

func (s *Site) stateOfFileAt(target route.Target) reload.State {
	files := s.files()
	found, err := files.Find(target.Path, target.Folder)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return reload.NewState(reload.Part{Path: target.Path, Tag: "unreadable"})
	case err != nil:
		return s.stateOfMissing(target)
	}
	defer found.Close()
	switch {
	case found.NeedsSlash:
		return reload.NewState(reload.Part{Path: found.Path, Tag: "folder", Changed: found.Changed()})
	case found.Listing():
		return s.stateOfListing(found)
	}
	tag, _ := files.Tag(found)
	return reload.NewState(s.partFound(found, tag))
}

// partFound is a file that was found. One that is kept has no links on its way.
func (s *Site) partFound(found static.Found, tag string) reload.Part {
	return s.partTagged(static.Tagged{Path: found.Path, Tag: tag, Changed: found.Changed(), Plain: found.Plain()})
}

// partTagged is a file of an answer, as it was looked at.
func (s *Site) partTagged(file static.Tagged) reload.Part {
	if !file.Plain {
		return s.part(file.Path, file.Tag, file.Changed)
	}
	if s.ignored(file.Path, false) {
		file.Tag = "ignored"
	}
	return reload.Part{Path: file.Path, Tag: file.Tag, Changed: file.Changed}
}

// part is a file of an answer. One whose changes are to be ignored never changes.
func (s *Site) part(name, tag string, changed time.Time) reload.Part {
	if s.ignored(name, false) {
		tag = "ignored"
	}
	return reload.Part{Path: name, Real: s.realName(name), Tag: tag, Changed: changed}
}

// realName is the path of the file that links lead a name to, relative to the root; empty where
// none does.
func (s *Site) realName(name string) string {
	root := s.folder.current().path
	real, err := filepath.EvalSymlinks(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return ""
	}
	relative, err := filepath.Rel(root, real)
	if err != nil || filepath.ToSlash(relative) == name {
		return ""
	}
	return filepath.ToSlash(relative)
}

// stateOfMissing is the state of a page that says that a file is missing.
func (s *Site) stateOfMissing(target route.Target) reload.State {
	if own, ok := s.files().TagOf(notFoundPage); ok {
		return reload.NewState(s.missingPart(target), s.partTagged(own))
	}
	return reload.NewState(s.missingPart(target))
}

// missingPart is a file that is missing, or one that could not exist. When it went is when the
// folder above it changed.
func (s *Site) missingPart(target route.Target) reload.Part {
	if target.Kind == route.Refused {
		return reload.Part{Path: target.Path, Tag: fmt.Sprint("refused-", target.Refusal)}
	}
	return s.part(target.Path, reload.Absent, s.folderChanged(target.Path))
}

// folderChanged is when the nearest folder above a name that there is last changed.
func (s *Site) folderChanged(name string) time.Time {
	for name != "." {
		name = path.Dir(name)
		if info, err := s.stat(name); err == nil {
			return info.ModTime()
		}
	}
	return time.Time{}
}

// stateOfListing is the state of a folder's listing: of the names in it, with size and time.
func (s *Site) stateOfListing(found static.Found) reload.State {
	entries, err := s.files().Entries(context.Background(), found)
	if err != nil {
		return reload.NewState(reload.Part{Path: found.Path + "/", Tag: "unreadable", Role: reload.Listing})
	}
	return s.stateOfEntries(found, entries)
}

func (s *Site) stateOfEntries(found static.Found, entries []static.Entry) reload.State {
	slices.SortFunc(entries, func(a, b static.Entry) int { return strings.Compare(a.Name, b.Name) })
	changed, hash := found.Changed(), sha256.New()
	for _, each := range entries {
		if s.ignored(path.Join(found.Path, each.Name), each.Folder) {
			continue
		}
		if each.Folder { // what happens in it changes its time, and is not shown
			each.Modified, each.Size = time.Time{}, 0
		}
		fmt.Fprintf(hash, "%s\x00%d\x00%d\x00", each.Name, each.Size, each.Modified.Unix())
		if each.Modified.After(changed) {
			changed = each.Modified
		}
	}
	tag := base64.RawURLEncoding.EncodeToString(hash.Sum(nil)[:12])
	return reload.NewState(reload.Part{Path: path.Clean(found.Path) + "/", Tag: tag, Changed: changed, Role: reload.Listing})
}

func (s *Site) stateOfScriptAt(target route.Target) reload.State {
	script, err := cgi.Find(s.root(), target.Path, target.CGIDir, target.Spelled)
	if err != nil {
		return reload.NewState(reload.Part{Path: target.Path, Tag: reload.Absent, Changed: s.folderChanged(target.Path), Role: reload.Script})
	}
	own := s.tagged(script.Path)
	return s.stateOfScript(script, own, s.textOf(script, tagOf(own)))
}

// maxScriptParts is how many files count as those that a script may read. More are a store of
// data rather than a program.
const maxScriptParts = 512

// stateOfScript is the state of a script's page: of the script and of what it may read. That is
// all beside and below it, and what its source names elsewhere in the site.
func (s *Site) stateOfScript(script cgi.Script, own []static.Tagged, text *scriptText) reload.State {
	state := scriptState{site: s, script: script.Path, seen: map[string]struct{}{}}
	for _, each := range own {
		state.add(each, reload.Script)
	}
	state.addBelow(path.Dir(script.Path))
	for _, name := range s.namedBy(script, text) {
		if one, ok := s.files().TagOf(name); ok {
			state.add(one, reload.ScriptPart)
		} else {
			state.addBelow(name)
		}
	}
	return reload.NewState(state.parts...)
}

// scriptState collects the parts of a script's page.
type scriptState struct {
	site   *Site
	script string
	seen   map[string]struct{}
	parts  []reload.Part
}

func (s *scriptState) add(file static.Tagged, role reload.Role) {
	if _, had := s.seen[file.Path]; had || len(s.parts) >= maxScriptParts {
		return
	}
	s.seen[file.Path] = struct{}{}
	named := file
	named.Path = strings.TrimSuffix(file.Path, "/")
	part := s.site.partTagged(named)
	if part.Path, part.Role = file.Path, role; strings.HasSuffix(part.Path, "/") && part.Real != "" {
		part.Real += "/"
	}
	s.parts = append(s.parts, part)
}

func (s *scriptState) addBelow(folder string) {
	for _, each := range s.site.files().TagsBelow(folder, s.site.ignored, maxScriptParts) {
		s.add(each, reload.ScriptPart)
	}
}
