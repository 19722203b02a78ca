package record

import "bytes"

// shared is content that several messages have, and that is kept once.
type shared struct {
	users int // messages
	of    *version
	// part is true where it lies in content that is counted already.
	part bool
}

// share has a message begin with content that is known, as far as that is what will be sent.
func (s *Store) share(r *Exchange, m *message, content []byte) {
	if m.bytes > 0 || m.known != nil || len(content) == 0 || int64(len(content)) > s.limits.Body || r.bodiesForgotten {
		return
	}
	m.known = content
	known, ok := s.sharing[&content[0]]
	if !ok {
		known = &shared{}
		s.sharing[&content[0]] = known
		s.bodies += int64(cap(content))
	}
	known.users++
	s.boundBodies()
}

// unshare gives back the content that a message shares.
func (s *Store) unshare(m *message) {
	first := &m.known[0]
	known := s.sharing[first]
	if known.users--; known.users == 0 {
		delete(s.sharing, first)
		if !known.part {
			s.bodies -= int64(cap(m.known))
		}
		if known.of != nil {
			known.of.content = nil
		}
	}
	m.known = nil
}

// offer has others share the content of an answer that was made from one file alone, as much of it as
// is kept, or has it share what another offered.
func (x *Exchange) offer() {
	m := &x.response.message
	if !x.sendsSource || m.known != nil || len(m.body) == 0 || len(x.sources) != 1 {
		return
	}
	of := x.sources[0]
	switch {
	case of.content == nil:
		of.content, m.known = m.body, m.body
		x.store.sharing[&m.body[0]] = &shared{users: 1, of: of} // and it is counted already
	case bytes.HasPrefix(of.content, m.body):
		x.store.bodies -= int64(cap(m.body))
		m.known, m.body = of.content, of.content[:len(m.body):len(m.body)]
		x.store.sharing[&m.known[0]].users++
	}
}

// shareOutput has the content of the response lie in the script's output, where it is what the script
// printed behind its header.
func (x *Exchange) shareOutput() {
	m, s := &x.response.message, x.script
	if s == nil || s.run == nil || s.run.HeaderBytes == nil || s.output.redirects != s.redirects || m.known != nil || len(m.body) == 0 {
		return
	}
	printed := s.output.all()
	if printed = printed[min(*s.run.HeaderBytes, int64(len(printed))):]; !bytes.HasPrefix(printed, m.body) {
		return
	}
	x.store.bodies -= int64(cap(m.body))
	m.known = printed[:len(m.body):len(m.body)]
	m.body = m.known
	x.store.sharing[&m.known[0]] = &shared{users: 1, part: true}
}
