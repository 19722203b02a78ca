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

// settingFields are the fields that the settings give to a file.
type settingFields struct {
	http.Header
	// globs are the keys of vitrina.headers that gave them, by the fields' canonical names.
	globs map[string]string
}

// fieldsFor are the fields that the settings give to a file.
func (s *Site) fieldsFor(name string) settingFields {
	given := settingFields{http.Header{}, map[string]string{}}
	for _, glob := range slices.Sorted(maps.Keys(s.config.Headers)) { // the last that matches counts
		subject := name
		if !strings.Contains(glob, "/") { // "*.html" means the name alone, as in .gitignore
			subject = path.Base(name)
		}
		if doublestar.MatchUnvalidated(strings.TrimPrefix(glob, "/"), subject) {
			for _, field := range slices.Sorted(maps.Keys(s.config.Headers[glob])) {
				given.Set(field, s.config.Headers[glob][field])
				given.globs[http.CanonicalHeaderKey(field)] = glob
			}
		}
	}
	return given
}

// origin is that of a field which a setting gave.
func (f settingFields) origin(name string) record.Origin {
	return record.Origin{SetBy: protocol.SetBySetting, Setting: "vitrina.headers", Key: f.globs[http.CanonicalHeaderKey(name)]}
}

// attributeFields returns who decided on the fields of a file's answer, by their names in
// lower case. Fields that are not in it are the server's own.
func attributeFields(settings settingFields, files *static.Files, found static.Found, answer *static.Answer) map[string][]record.Origin {
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
			origins["etag"] = []record.Origin{settings.origin("ETag")}
		}
		return origins // the rest is the error page's
	}
	by(protocol.SetByFile, "Content-Length")
	if answer.Injected {
		by(protocol.SetByReload, "ETag", "Content-Length")
	}
	for name := range settings.Header {
		key := strings.ToLower(name)
		if name == "Set-Cookie" { // behind those of a script that handed the request on, which are known by this name
			key = name
		}
		origins[key] = []record.Origin{settings.origin(name)}
	}
	if answer.Injected { // behind the one of a setting
		origins["vary"] = append(origins["vary"], record.Origin{SetBy: protocol.SetByReload})
	}
	if answer.Multipart {
		by(protocol.SetByServer, "Content-Type", "Content-Length")
	} else if settings.Get("Content-Type") == "" {
		origins["content-type"] = []record.Origin{originOfType(files, found, answer)}
	}
	return origins
}

// originOfType is who chose the type of a file, by its name.
func originOfType(files *static.Files, found static.Found, answer *static.Answer) record.Origin {
	key, bySetting := files.TypeKey(found.Path)
	if bySetting {
		return record.Origin{SetBy: protocol.SetBySetting, Setting: "vitrina.mimeTypes", Key: key}
	}
	if ofKey, _ := files.Type(found.Path); ofKey != answer.ContentType {
		key = "" // the content decided, as it does for .ts
	}
	return record.Origin{SetBy: protocol.SetByTypeTable, Key: key}
}

// notesOn are what a person should know of a file's answer.
func notesOn(files *static.Files, found static.Found, answer *static.Answer) []protocol.Note {
	notes := []protocol.Note{}
	compressed := compressedNote(files, found, answer)
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
