package record

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"vitrina/server/internal/protocol"
)

// maxInterim is how many interim responses are kept: a script that writes its own head may send
// any number.
const maxInterim = 16

// interimResponses are those that went out before a response (RFC 9110, section 15.2).
type interimResponses struct {
	first []interim
	more  int // how many came after those
}

type interim struct {
	head string
	at   time.Time
}

// size is about how much memory they take, in bytes.
func (r *interimResponses) size() int {
	n := 0
	for _, each := range r.first {
		n += len(each.head)
	}
	return n
}

// keepInterim keeps an interim response, with a note; of those beyond the first ones their number.
// The store must be locked.
func (x *Exchange) keepInterim(head string, at time.Time) {
	if len(x.response.interim.first) < maxInterim {
		x.response.interim.first = append(x.response.interim.first, interim{head, at})
		x.notes = append(x.notes, protocol.Note{
			Code: "interimResponse", Severity: protocol.SeverityInformation,
			Args: map[string]string{"head": strings.TrimSpace(Text(head))},
		})
		x.store.charge(x)
		return
	}
	x.response.interim.more++
	const code = "moreInterimResponses"
	x.notes = slices.DeleteFunc(x.notes, func(n protocol.Note) bool { return n.Code == code })
	x.notes = append(x.notes, protocol.Note{
		Code: code, Severity: protocol.SeverityInformation, Args: map[string]string{"count": strconv.Itoa(x.response.interim.more)},
	})
}

func (x *Exchange) interimMessages() []protocol.InterimResponse {
	var all []protocol.InterimResponse // absent where there are none
	for _, each := range x.response.interim.first {
		m := wire(each.head, parseHead(each.head), protocol.Body{})
		all = append(all, protocol.InterimResponse{Head: m.Head, HeadBase64: m.HeadBase64, Headers: m.Headers, AtMs: x.since(each.at)})
	}
	return all
}
