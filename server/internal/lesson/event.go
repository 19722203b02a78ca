package lesson

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
)

// Exchange is what is to be known of a request and its response.
type Exchange struct {
	// Began is when the request came.
	Began  time.Time
	Method string
	// Target is the request target, as sent.
	Target string
	// Status is the final one, 0 where there was none.
	Status int
	// Sent and Had are the fields of the request and of the response.
	Sent, Had []Field
	// RequestBody and Body are what is kept of the content, without codings; Body is as the file or the
	// script gave it.
	RequestBody, Body []byte
	// BodyKept is true where Body is all of it, and BodyBytes its length as sent.
	BodyKept   bool
	BodyBytes  int64
	DurationMs float64
	Kind       protocol.Kind
	// Notes are the codes of its notes.
	Notes []string
	// Fate and As are the verdict's; Guessed is true where the browser guessed a type that the response
	// did not name.
	Fate    protocol.Fate
	As      protocol.Appearance
	Guessed bool
}

// Field is a header.
type Field struct{ Name, Value string }

// Edit is a file that was saved.
type Edit struct {
	// Path is relative to the served folder.
	Path string
	// Saved is the file's own time, and Noticed when that was seen, which is then or later.
	Saved, Noticed time.Time
}

// File is a file as it is now.
type File struct {
	Exists bool
	Text   string
}

// values are those of every line of a field, in their order.
func values(fields []Field, name string) []string {
	found := []string{}
	for _, field := range fields {
		if strings.EqualFold(field.Name, name) {
			found = append(found, strings.TrimSpace(field.Value))
		}
	}
	return found
}

// had is what the response said in a field, all lines in one (RFC 9110, section 5.3).
func (x *Exchange) had(name string) (value string, is bool) {
	found := values(x.Had, name)
	return strings.Join(found, ", "), len(found) > 0
}

func (x *Exchange) sent(name string) (value string, is bool) {
	found := values(x.Sent, name)
	return strings.Join(found, ", "), len(found) > 0
}

// mediaType is the Content-Type of the response; empty where it names none.
func (x *Exchange) mediaType() string {
	value, _ := x.had("Content-Type")
	return value
}

// path is the path of the target, and query what follows it.
func (x *Exchange) path() (path, query string) { return partsOf(x.Target) }

// partsOf are the path, decoded, and the query of a target (RFC 9112, section 3.2).
func partsOf(target string) (path, query string) {
	if _, behind, absolute := strings.Cut(target, "://"); absolute && !strings.HasPrefix(target, "/") {
		if at := strings.IndexAny(behind, "/?"); at >= 0 {
			target = behind[at:]
		} else {
			target = "/"
		}
	}
	path, query, _ = strings.Cut(target, "?")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	return path, query
}

// maxForm is how many fields of a form are read.
const maxForm = 1000

// form are the fields of the form in the request's body; not is true where it has none.
func (x *Exchange) form() (fields []Field, not bool) {
	kind, _ := x.sent("Content-Type")
	essence, parameters, err := mime.ParseMediaType(kind)
	switch {
	case err != nil:
		return nil, true
	case essence == "application/x-www-form-urlencoded":
		return pairsIn(string(x.RequestBody)), false
	case essence == "multipart/form-data" && parameters["boundary"] != "":
		reader := multipart.NewReader(bytes.NewReader(x.RequestBody), parameters["boundary"])
		for len(fields) < maxForm {
			part, err := reader.NextPart()
			if err != nil {
				break
			}
			value, _ := io.ReadAll(part) // as far as it goes
			fields = append(fields, Field{part.FormName(), string(value)})
		}
		return fields, false
	}
	return nil, true
}

// pairsIn are the parameters of a query or a form.
func pairsIn(text string) []Field {
	fields := []Field{}
	for each := range strings.SplitSeq(text, "&") {
		if name, value, _ := strings.Cut(each, "="); each != "" && len(fields) < maxForm {
			fields = append(fields, Field{decoded(name), decoded(value)})
		}
	}
	return fields
}
