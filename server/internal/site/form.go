package site

import (
	"mime"
	"net/url"
	"strconv"

	"vitrina/server/internal/mistake"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// form tells how the request of a run sent a field of a form, by the variables that the script
// had; nil where its body is not a form that can be read.
func (s *Site) form(rec *record.Exchange, run protocol.ScriptRun) func(name string) mistake.Field {
	query, err := url.ParseQuery(variable(run, "QUERY_STRING"))
	if err != nil {
		return nil
	}
	body := url.Values{}
	if length, _ := strconv.ParseInt(variable(run, "CONTENT_LENGTH"), 10, 64); length > 0 {
		kind, _, _ := mime.ParseMediaType(variable(run, "CONTENT_TYPE"))
		content, _, _ := s.options.Store.Body(rec.ID(), protocol.BodyOfRequest, 0, length)
		if kind != "application/x-www-form-urlencoded" || int64(len(content)) != length {
			return nil
		}
		if body, err = url.ParseQuery(string(content)); err != nil {
			return nil
		}
	}
	return func(name string) mistake.Field {
		return mistake.Field{
			Query: query.Has(name), Body: body.Has(name),
			Blank: query.Get(name) == "" && body.Get(name) == "",
		}
	}
}
