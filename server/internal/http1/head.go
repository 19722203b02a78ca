package http1

import (
	"net/http"
	"slices"
	"strings"
)

// Head is the head of a final response that is about to be sent. Names of fields are compared without
// regard to case, and go out as they are given.
type Head struct {
	Status int
	x      *Exchange
}

// Amend has the head of the final response changed before it is sent, whoever gives it. Content that the
// new status allows none of is not sent. An answer that a handler writes raw is not changed.
func (x *Exchange) Amend(change func(*Head)) { x.amend = change }

// amended is the status with which the head goes out, once it was changed.
func (x *Exchange) amended(status int) int {
	if x.amend == nil {
		return status
	}
	head := Head{status, x}
	x.amend(&head)
	if head.Status != status {
		x.reason = "" // it was the other status's
		switch head.Status {
		case http.StatusNoContent, http.StatusResetContent, http.StatusNotModified:
			x.dropped = true
			head.Del("Content-Length")
		}
	}
	return head.Status
}

// Get is the first value of a field.
func (h *Head) Get(name string) string {
	if at := h.x.indexOf(name); at >= 0 {
		return h.x.fields[at].Value
	}
	for key, values := range h.x.header {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}

// Set puts a field in the place of those with its name, or adds it.
func (h *Head) Set(name, value string) {
	at := h.x.indexOf(name)
	h.Del(name)
	if at >= 0 {
		h.x.fields = slices.Insert(h.x.fields, at, Field{name, value})
	} else {
		h.Add(name, value)
	}
}

// Add adds a field: behind those of a handler that gives them in order, or else where Header has it go.
func (h *Head) Add(name, value string) {
	if len(h.x.fields) > 0 {
		h.x.fields = append(h.x.fields, Field{name, value})
		return
	}
	header := h.x.Header()
	header[name] = append(slices.Clip(header[name]), value)
}

// Del takes the fields with a name away.
func (h *Head) Del(name string) {
	h.x.fields = slices.DeleteFunc(h.x.fields, func(f Field) bool { return strings.EqualFold(f.Name, name) })
	for key := range h.x.header {
		if strings.EqualFold(key, name) {
			delete(h.x.header, key)
		}
	}
}

// indexOf is the place of the first field with a name among those of AddField, or -1.
func (x *Exchange) indexOf(name string) int {
	return slices.IndexFunc(x.fields, func(f Field) bool { return strings.EqualFold(f.Name, name) })
}
