package site

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
	"vitrina/server/internal/reload"
	"vitrina/server/internal/route"
	"vitrina/server/internal/static"
)

// maxFindings is how often a folder is looked for whose place another one takes before it is listed, as
// where a tool builds a site anew.
const maxFindings = 10

// serveFile answers with a file, a listing or a redirect to a folder's own path.
func (s *Site) serveFile(x exchange, target route.Target) *problem {
	for range maxFindings {
		if p, moved := s.serveFound(x, target); !moved {
			return p
		}
	}
	return s.notFound(x, target)
}

// serveFound answers with what is found for a path now; moved is true where that was a folder that has
// gone meanwhile.
func (s *Site) serveFound(x exchange, target route.Target) (p *problem, moved bool) {
	files, found, ok := s.folder.findKept(target.Path, target.Folder)
	var err error
	if !ok {
		now := s.folder.current()
		if now.gone {
			return s.folderGone(x), false
		}
		files = now.files
		found, err = files.Find(target.Path, target.Folder)
	}
	if p := s.outOfDescriptors(err); p != nil {
		return p, false
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return s.notReadable(x, target), false
	case err != nil && x.r.Method == http.MethodPut: // it would make the file (RFC 9110, section 9.3.4)
		return s.methodNotAllowed(x, target), false
	case err != nil:
		return s.notFound(x, target), false
	}
	defer found.Close()
	switch x.r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		return s.fileOptions(x, found), false
	default:
		return s.methodNotAllowed(x, target), false
	}
	switch {
	case found.NeedsSlash:
		return x.redirectToFolder(target), false
	case found.Listing():
		return s.list(x, target, found)
	}
	return s.send(x, files, found, record.Answer{Kind: protocol.KindFile, Notes: s.notRun(x.r, found.Path)}, nil), false
}

// methodNotAllowed is the problem of a method that files do not have (RFC 9110, section 15.5.6).
func (s *Site) methodNotAllowed(x exchange, target route.Target) *problem {
	args := askedArgs(x, target)
	s.addScripts(x, args)
	return newProblem(http.StatusMethodNotAllowed, "methodNotAllowed", args).with("Allow", static.Methods)
}

// askedArgs are the arguments of a problem with what was asked for.
func askedArgs(x exchange, target route.Target) map[string]string {
	asked := "/"
	if target.Path != "." {
		asked += target.Path
		if target.Folder {
			asked += "/"
		}
	}
	return map[string]string{"path": asked, "method": x.r.Method}
}

// fileOptions answers OPTIONS for a file. A preflight gets what settings allow to other origins
// (Fetch, "CORS-preflight fetch").
func (s *Site) fileOptions(x exchange, found static.Found) *problem {
	origins := map[string][]record.Origin{}
	settings := s.fieldsFor(found.Path)
	for name, values := range settings.Header {
		if strings.HasPrefix(name, "Access-Control-") {
			x.w.Header()[name] = values
			origins[strings.ToLower(name)] = []record.Origin{settings.origin(name)}
		}
	}
	x.rec.Answered(record.Answer{Origins: origins})
	return x.options(static.Methods)
}

// send answers with a file; known is what is known of the answer besides, and missing the parts
// of the answer before the file where it stands for a missing one.
func (s *Site) send(x exchange, files *static.Files, found static.Found, known record.Answer, missing []reload.Part) *problem {
	way := s.wayOf(x)
	kept := keptAnswersOf(found)
	if missing != nil || x.page.override != nil || !static.AsksForAll(x.r.Header) || !way.shared(x) {
		kept = nil
	}
	if ready := kept.get(way); ready != nil {
		known.NotesAtEnd = ready.notesAtEnd(x)
		return s.sendAnswer(x, ready, known)
	}
	answer, err := s.answerOf(x, files, found, missing, way.follows)
	if err != nil {
		x.rec.Answered(record.Answer{File: answer.file})
		return unreadable(found, err)
	}
	if p := conditionFailed(x.r, found, answer.Answer); p != nil {
		x.rec.Answered(record.Answer{File: answer.file, Origins: answer.origins})
		return p
	}
	if kept != nil {
		answer.fields = answer.preparedFields()
		kept.put(way, answer)
	}
	return s.sendAnswer(x, answer, known)
}

// sendAnswer sends what was made of a file.
func (s *Site) sendAnswer(x exchange, answer *fileAnswer, known record.Answer) *problem {
	x.rec.Answered(answer.known(x, known))
	if answer.Injected && answer.sendsWhole(x) {
		x.rec.Inserted(answer.inserted.At, len(answer.inserted.Text))
	}
	s.reload.sends(x, answer.state, answer.Injected)
	if !x.w.SetFields(answer.fields) {
		answer.CopyHeader(x.w.Header())
	}
	x.w.WriteHeader(answer.Status)
	if err := answer.SendContent(x.w, x.r.Method); errors.Is(err, static.ErrChanged) {
		x.rec.AddNote("fileChanged", protocol.SeverityError, map[string]string{"path": "/" + answer.file.Path})
	}
	return nil
}

// unreadable is the problem of a file that was found and cannot be read.
func unreadable(found static.Found, err error) *problem {
	args := map[string]string{"path": "/" + found.Path}
	if errors.Is(err, static.ErrChanged) {
		return newProblem(http.StatusServiceUnavailable, "fileBeingWritten", args)
	}
	args["cause"] = fault.Cause(err)
	return newProblem(http.StatusInternalServerError, "readFailed", args)
}

// conditionFailed is the problem of a request whose condition a file does not meet, or of
// whose ranges it has none (RFC 9110, sections 13 and 14).
func conditionFailed(r *http.Request, found static.Found, answer *static.Answer) *problem {
	args := map[string]string{"path": "/" + found.Path}
	var p *problem
	switch answer.Status {
	case http.StatusPreconditionFailed:
		p = newProblem(answer.Status, "preconditionFailed", args)
	case http.StatusRequestedRangeNotSatisfiable:
		args["range"], args["size"] = r.Header.Get("Range"), strconv.FormatInt(answer.Size, 10)
		p = newProblem(answer.Status, "rangeNotSatisfiable", args)
	default:
		return nil
	}
	p.header = http.Header{}
	answer.CopyHeader(p.header)
	return p
}

// redirectToFolder adds the slash that a folder's address ends in, so that relative
// links on its page work. The address is this site's path and nothing else: one that
// began with two slashes would name another host.
func (x exchange) redirectToFolder(target route.Target) *problem {
	x.rec.SetKind(protocol.KindRedirect)
	header := x.w.Header()
	header.Set("Location", (&url.URL{Path: "/" + target.Path + "/", RawQuery: inASCII(target.Query)}).String())
	header.Set("Cache-Control", "no-cache") // else browsers keep it, though a file may take the folder's place (RFC 9110, section 15.4.2)
	header.Set("Content-Length", "0")       // for HEAD as for GET
	x.w.WriteHeader(http.StatusMovedPermanently)
	return nil
}

// inASCII is a query as browsers send it: a URI has no other characters (WHATWG URL, "query
// percent-encode set"; RFC 3986, section 2).
func inASCII(query string) string {
	if strings.IndexFunc(query, func(c rune) bool { return c >= utf8.RuneSelf || c == '"' || c == '<' || c == '>' }) < 0 {
		return query
	}
	encoded := make([]byte, 0, len(query)+2)
	for i := range len(query) {
		switch b := query[i]; {
		case b >= utf8.RuneSelf, b == '"', b == '<', b == '>':
			encoded = fmt.Appendf(encoded, "%%%02X", b)
		default:
			encoded = append(encoded, b)
		}
	}
	return string(encoded)
}
