package site

import (
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/static"
)

// fieldsFor are the fields that the settings give to a file.
func (s *Site) fieldsFor(name string) http.Header {
	header := http.Header{}
	for _, glob := range slices.Sorted(maps.Keys(s.config.Headers)) { // the last that matches counts
		subject := name
		if !strings.Contains(glob, "/") { // "*.html" means the name alone, as in .gitignore
			subject = path.Base(name)
		}
		if doublestar.MatchUnvalidated(strings.TrimPrefix(glob, "/"), subject) {
			for _, field := range slices.Sorted(maps.Keys(s.config.Headers[glob])) {
				header.Set(field, s.config.Headers[glob][field])
			}
		}
	}
	return header
}

// attributeFields returns who decided on the fields of a file's answer, by their names in
// lower case. settings are the fields that settings gave.
func attributeFields(settings http.Header, answer *static.Answer) map[string][]record.Origin {
	origins := map[string][]record.Origin{}
	by := func(who protocol.SetBy, names ...string) {
		for _, name := range names {
			origins[strings.ToLower(name)] = []record.Origin{{SetBy: who}}
		}
	}
	by(protocol.SetByFile, "ETag", "Last-Modified", "Content-Range")
	switch answer.Status {
	case http.StatusPreconditionFailed, http.StatusRequestedRangeNotSatisfiable:
		if settings.Get("ETag") != "" {
			by(protocol.SetBySetting, "ETag")
		}
		return origins // the rest is the error page's
	}
	by(protocol.SetByFile, "Content-Length")
	if answer.Injected {
		by(protocol.SetByReload, "ETag", "Content-Length", "Vary")
	}
	by(protocol.SetByTypeTable, "Content-Type")
	by(protocol.SetBySetting, slices.Collect(maps.Keys(settings))...)
	switch {
	case answer.Multipart:
		by(protocol.SetByServer, "Content-Type", "Content-Length")
	case answer.BySetting:
		by(protocol.SetBySetting, "Content-Type")
	}
	return origins
}

// notesOn are what a person should know of a file's answer.
func (s *Site) notesOn(found static.Found, answer *static.Answer) []protocol.Note {
	notes := []protocol.Note{}
	compressed := s.compressedNote(found, answer)
	switch {
	case answer.Status == http.StatusNotModified:
		notes = append(notes, protocol.Note{Code: "notModified", Severity: protocol.SeverityInformation})
	case compressed != nil:
		notes = append(notes, *compressed)
	case answer.ContentType == "" && !answer.BySetting && !answer.Multipart:
		extension := path.Ext(found.Path)
		args := map[string]string{"path": found.Path, "extension": extension}
		if meant := static.MeantExtension(extension); meant != "" {
			args["mistake"], args["meant"] = "extensionMisspelt", meant
		}
		notes = append(notes, protocol.Note{Code: "unknownExtension", Severity: protocol.SeverityWarning, Args: args})
	}
	return notes
}
