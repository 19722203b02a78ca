package site

import (
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"vitrina/server/internal/access"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reference"
	"vitrina/server/internal/route"
)

// addAsker names the page of this site that asked for what is missing, and returns the line in
// which the address is to be corrected, where a file has it. A page that is itself loaded again
// did not ask.
func (s *Site) addAsker(x exchange, args map[string]string) *protocol.SourceLocation {
	page := samePage(x.r)
	if page == "" || page == x.r.RequestURI {
		return nil
	}
	from, err := url.Parse("http://" + x.r.Host + page)
	if err != nil || route.Resolve(page, nil, s.disk).Kind == route.Internal { // the live view shows pages, and has no links
		return nil
	}
	args["mistake"], args["page"] = "askedByPage", page
	asked, err := url.Parse("http://" + x.r.Host + x.r.RequestURI)
	if err != nil {
		return nil
	}
	source, line := s.asker(x.r, from, asked)
	switch {
	case line > 0 && source.printed:
		args["mistake"], args["place"] = "askedInOutput", strconv.Itoa(line)
	case line > 0 && source.Kind == reference.Script && source.file != from.Path: // the page runs it
		args["mistake"], args["file"], args["place"] = "askedInScript", source.file, strconv.Itoa(line)
	case line > 0:
		args["mistake"], args["file"], args["place"] = "askedInLine", source.file, strconv.Itoa(line)
	}
	if line == 0 || source.printed {
		return nil
	}
	return &protocol.SourceLocation{Path: strings.TrimPrefix(source.file, "/"), Line: line}
}

// asking is a source that asked for something, or may have.
type asking struct {
	reference.Source
	file    string // its path
	printed bool   // by a script
}

// asker is the source in which an address stands, and its line: the page, or style sheet or
// module, that the Referer names, or else the one script of that page that has it. The Referer of
// what a script fetches is the page (Fetch, "request referrer").
func (s *Site) asker(r *http.Request, from, asked *url.URL) (found asking, line int) {
	page, ok := s.source(r, from)
	if !ok {
		return page, 0
	}
	if line := page.Line(asked); line > 0 {
		return page, line
	}
	for _, address := range page.Scripts() {
		script, ok := s.source(r, address)
		if !ok || script.Kind != reference.Script {
			continue
		}
		script.At = page.At
		if at := script.Line(asked); at > 0 {
			if line > 0 { // which of them asked, nothing says
				return found, 0
			}
			found, line = script, at
		}
	}
	return found, line
}

// maxSource is how much of a source is read, in bytes.
const maxSource = 1 << 20

// source is what was sent for an address of this site: a file, as it is now, or what a script
// printed last. Only this computer is told what is in that.
func (s *Site) source(r *http.Request, at *url.URL) (asking, bool) {
	if at.Host != r.Host {
		return asking{}, false
	}
	target := route.Resolve(at.RequestURI(), s.config.CGI.Folders, s.disk)
	switch target.Kind {
	case route.File:
		file, err := s.files().Find(target.Path, target.Folder)
		if err != nil {
			return asking{}, false
		}
		defer file.Close()
		if file.Info.IsDir() {
			return asking{}, false
		}
		text, err := io.ReadAll(io.LimitReader(file.File, maxSource))
		return asking{reference.Source{Kind: kindOf(file.Path), Text: text, At: at}, "/" + file.Path, false}, err == nil
	case route.Script:
		text, mediaType := s.options.Store.Newest(s.options.ID, at.RequestURI())
		if access.Remote(r) || !strings.HasPrefix(mediaType, "text/html") {
			return asking{}, false
		}
		return asking{reference.Source{Kind: reference.Page, Text: text, At: at}, "", true}, true
	case route.Internal, route.Refused:
	}
	return asking{}, false
}

// kindOf is the language of a file by its name.
func kindOf(file string) reference.Kind {
	switch strings.ToLower(path.Ext(file)) {
	case ".html", ".htm", ".xhtml", ".svg":
		return reference.Page
	case ".css":
		return reference.Style
	case ".js", ".mjs":
		return reference.Script
	}
	return reference.Other
}
