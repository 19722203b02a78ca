package site

import (
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/pages"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rootfs"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// maxNearest is how many paths a page offers.
const maxNearest = 5

// nearest are paths that exist and resemble a target that does not: in its folder, or with its
// name in another one or among the scripts. A target that could not exist has none.
func (s *Site) nearest(target route.Target) []string {
	if target.Kind != route.File {
		return nil
	}
	paths := []string{}
	for _, near := range append(s.files().Nearest(target.Path), s.files().Elsewhere(target.Path)...) {
		at := "/" + near.Path
		if near.Folder {
			at += "/"
		}
		if !slices.Contains(paths, at) && s.isFile(at) {
			paths = append(paths, at)
		}
	}
	return slices.Concat(s.scriptsNamed(path.Base(target.Path)), paths[:min(len(paths), maxNearest)])
}

// scriptsNamed are the paths of scripts with a name. No others are told: a script folder has no
// listing.
func (s *Site) scriptsNamed(name string) []string {
	paths := []string{}
	for _, folder := range s.config.CGI.Folders {
		if _, err := cgi.Find(s.root(), path.Join(folder, name), folder, ""); err == nil && s.cgiState() == protocol.CGIOn {
			paths = append(paths, "/"+path.Join(folder, name))
		}
	}
	return paths
}

// scriptsNear are the scripts that resemble one that does not exist, or have its name in another
// folder: a relative action on a script's page starts in the script's folder. Other computers are
// not told (see forOthers), since a script folder has no listing.
func (s *Site) scriptsNear(target route.Target) []string {
	paths, folder := s.scriptsNamed(path.Base(target.Path)), path.Dir(target.Path)
	for _, name := range static.Resembling(path.Base(target.Path), s.namesIn(folder)) {
		at := path.Join(folder, name)
		if _, err := cgi.Find(s.root(), at, target.CGIDir, ""); err == nil && !slices.Contains(paths, "/"+at) {
			paths = append(paths, "/"+at)
		}
	}
	return paths[:min(len(paths), maxNearest)]
}

// namesIn are the names in a folder, as many as are looked at.
func (s *Site) namesIn(folder string) []string {
	defer s.opening(folder)()
	local, _, err := rootfs.Stat(s.root(), filepath.FromSlash(folder))
	if err != nil {
		return nil
	}
	opened, err := s.root().Open(local)
	if err != nil {
		return nil
	}
	defer opened.Close()
	names, _ := opened.Readdirnames(maxLookedAt) // what cannot be read resembles nothing
	return names
}

// outside are the files outside the script folders with the name of a script that does not exist.
func (s *Site) outside(target route.Target) []string {
	paths := []string{}
	for _, near := range s.files().Elsewhere(target.Path) {
		if at := "/" + near.Path; !near.Folder && s.isFile(at) {
			paths = append(paths, at)
		}
	}
	return paths
}

// maxInNote is how many paths the sentence of a note names.
const maxInNote = 3

// addNearest names paths that may have been meant, and what is easily missed where one of them
// differs from what was asked for in nothing else.
func addNearest(args map[string]string, asked string, nearest []string) {
	if len(nearest) == 0 {
		return
	}
	shown := []string{}
	for _, each := range nearest[:min(len(nearest), maxInNote)] {
		shown = append(shown, pages.Typed(each))
	}
	args["near"] = strings.Join(shown, ", ")
	for _, each := range nearest {
		if key := differs(asked, each); key != "" {
			args["differs"], args["asked"], args["exists"] = key, pages.Typed(asked), pages.Typed(each)
			if key == "composed" || key == "space" { // which only an address shows
				args["asked"], args["exists"] = (&url.URL{Path: asked}).EscapedPath(), (&url.URL{Path: each}).EscapedPath()
			}
			return
		}
	}
}

// differs is the key of what two paths differ in alone: how letters are composed, letter case,
// spaces, or an extension .txt that was added; empty for anything else.
func differs(asked, exists string) string {
	a, b := norm.NFC.String(asked), norm.NFC.String(exists)
	spaces := strings.NewReplacer(" ", "", "\u00a0", "")
	switch {
	case asked == exists:
		return ""
	case a == b:
		return "composed"
	case strings.EqualFold(a, b):
		return "letterCase"
	case strings.EqualFold(a+".txt", b):
		return "extension"
	case spaces.Replace(a) == spaces.Replace(b):
		return "space"
	}
	return ""
}
