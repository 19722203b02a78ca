package site

import (
	"vitrina/server/internal/fault"
	"vitrina/server/internal/http1"
	"vitrina/server/internal/override"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/reload"
)

// SetOverride answers a path in another way from now on, and has pages that use it load again. The errors
// are fault.Errors.
func (s *Site) SetOverride(target string, wanted protocol.Override) (protocol.PathOverride, error) {
	path, made, err := override.New(target, wanted)
	if err != nil {
		return protocol.PathOverride{}, err
	}
	if err := s.overrides.Set(path, made); err != nil {
		return protocol.PathOverride{}, err
	}
	s.reload.hub.Overridden(path)
	return s.pathOverride(override.Entry{Path: path, Override: made}), nil
}

// RemoveOverride answers a path as before again, or all where target is "". It does nothing where no
// override is. The error is a fault.Error.
func (s *Site) RemoveOverride(target string) error {
	removed := []override.Entry{}
	if target == "" {
		removed = s.overrides.Clear()
	} else {
		path, ok := override.Path(target)
		if !ok {
			return fault.New(protocol.FailureOverrideRefused, "problem", "overridePath", "path", target)
		}
		if s.overrides.Remove(path) {
			removed = append(removed, override.Entry{Path: path})
		}
	}
	for _, each := range removed {
		s.reload.hub.Overridden(each.Path)
	}
	return nil
}

// Overrides are those of the site, in the order in which they were set.
func (s *Site) Overrides() []protocol.PathOverride {
	all := []protocol.PathOverride{}
	for _, each := range s.overrides.All() {
		all = append(all, s.pathOverride(each))
	}
	return all
}

func (s *Site) pathOverride(e override.Entry) protocol.PathOverride {
	return protocol.PathOverride{SiteID: s.options.ID, Path: override.Encoded(e.Path), Override: *e.Override.Protocol()}
}

// overridden is an exchange whose answer is changed by the override of its target, where there is one.
// Whoever answers sees only the conditions that the changed answer can meet.
func (s *Site) overridden(x exchange) exchange {
	o := s.overrides.Of(x.r.RequestURI)
	if o == nil || x.rec == nil { // Vitrina's own pages stay as they are
		return x
	}
	x.page.override = o
	asked := *x.r
	asked.Header = o.Asked(x.r.Header)
	x.r = &asked
	x.w.Amend(func(head *http1.Head) {
		head.Status = o.Status(head.Status)
		names := o.SetFields(head, head.Status)
		if o.SetTag(head) {
			names = append(names, "ETag")
		}
		x.rec.Overridden(o.Protocol(), names)
	})
	return x
}

// withOverride is what is sent with an exchange, told by its files and its override. Where a script handed
// the request on, it is what the other target would be sent.
func (s *Site) withOverride(x exchange, state reload.State) reload.State {
	if x.r.RequestURI != x.rec.Target() {
		return stateWith(state, x.r.RequestURI, s.overrides.Of(x.r.RequestURI))
	}
	return stateWith(state, x.r.RequestURI, x.page.override)
}

// stateWith is a state with an override. Its part is named as the path is, with a slash in front, which no
// file is.
func stateWith(state reload.State, target string, o *override.Override) reload.State {
	if o == nil {
		return state
	}
	path, _ := override.Path(target)
	return state.With(reload.Part{Path: path, Tag: "override-" + o.Tag(), Role: reload.Override})
}
