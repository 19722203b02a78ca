package reload

import (
	"container/list"
	"slices"
	"strings"
	"sync"
	"time"
)

// Limits of what is remembered. What was sent longest ago is forgotten first.
const (
	maxTargets = 4096
	// maxAnswers is how many of the latest answers are remembered of one target, at least; twice as
	// many are the most.
	maxAnswers = 32
	// maxStates is how many states are shared between answers. When there are more, sharing begins
	// anew.
	maxStates = 256
	// maxUses is how many resources are remembered of one page or style sheet.
	maxUses = 512
	// maxTarget is the length of a request target, in bytes, that is remembered.
	maxTarget = 2048
)

// Response is what is being sent to a browser.
type Response struct {
	// Target is the request target: path and query, as the browser sent them.
	Target string
	Method string
	// Referer is the path and query of the Referer field where it is of the same site, else
	// empty.
	Referer string
	// Destination is the field Sec-Fetch-Dest (W3C Fetch Metadata), empty where it is absent.
	Destination string
	// State is what is sent.
	State State
	// SameOrigin is true where a page of this site asked, or a worker of one (Sec-Fetch-Site).
	SameOrigin bool
	// Follows is true where the page has the script line, and so follows its files by itself.
	Follows bool
}

// framed reports whether it is the document of a frame that does not follow by itself.
func (r Response) framed() bool {
	return !r.Follows && IsFrame(r.Destination)
}

// IsFrame reports whether a destination (W3C Fetch Metadata) is the document of a frame, in HTML's present
// or former kind.
func IsFrame(destination string) bool { return destination == "iframe" || destination == "frame" }

// isDocument reports whether it is one, in a window or a frame.
func (r Response) isDocument() bool { return r.Destination == "document" || IsFrame(r.Destination) }

// isPart reports whether a page asked for it, or a worker of one, to use it. Programs name no destination.
func (r Response) isPart() bool {
	return r.SameOrigin && !r.Follows && r.Destination != "" && !r.isDocument()
}

// history remembers what was sent, and which targets use which. The zero value is ready, and
// any number of goroutines may call the methods.
type history struct {
	mu      sync.Mutex
	targets map[string]*sent
	// order has the targets, the one served longest ago at the front.
	order list.List
	// strays are the targets with an answer that is a stray.
	strays map[string]struct{}
	// states are shared by token: a script's has many parts, and is sent for any number of queries.
	states map[string]State
	// reads are shared likewise.
	reads map[string][]Part
}

// sent is what was sent for one target.
type sent struct {
	target  string
	answers []answer // the latest last
	uses    map[string]effectKind
	element *list.Element // in the order
}

// answer is a response at its moment.
type answer struct {
	Response
	at time.Time
	// stray is true where a part of a page was asked for, and nobody knows of which: workers and frames
	// that a script made have no Referer that helps, and no page can report what they fetch.
	stray bool
}

// add enters a response. One that says that nothing changed (304) counts as well.
func (h *history) add(r Response, at time.Time) {
	if len(r.Target) > maxTarget {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	r.State = h.shared(r.State)
	known := h.of(r.Target)
	if len(known.answers) == 2*maxAnswers {
		known.answers = append(known.answers[:0], known.answers[maxAnswers:]...)
	}
	page, found := h.referer(r.Referer)
	stray := !found && r.isPart()
	known.answers = append(known.answers, answer{r, at, stray})
	if stray {
		h.strays[r.Target] = struct{}{}
	}
	if r.isDocument() { // it begins anew, and will ask for what it uses
		clear(known.uses)
	}
	// A document was reached by a link, and is not part of the page with the link. One in a frame
	// is, unless it follows its files by itself.
	if found && page.target != r.Target && r.Destination != "document" && !r.Follows {
		page.use(r)
	}
}

// claim enters that a page told of what it asked for between two moments: one stray less.
func (h *history) claim(target string, from, to time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, has := h.strays[target]; !has {
		return
	}
	answers := h.targets[target].answers
	at := slices.IndexFunc(answers, func(a answer) bool { return a.stray && !a.at.Before(from) && !a.at.After(to) })
	if at >= 0 {
		answers[at].stray = false
	}
	if !slices.ContainsFunc(answers, func(a answer) bool { return a.stray }) {
		delete(h.strays, target)
	}
}

// straysBetween are the latest strays of the targets that have one between two moments. Each page that is
// open since the first may have asked for them.
func (h *history) straysBetween(from, to time.Time) []answer {
	h.mu.Lock()
	defer h.mu.Unlock()
	var found []answer
	for target := range h.strays {
		var latest answer
		between := false
		for _, each := range h.targets[target].answers {
			if each.stray {
				latest = each
				between = between || !each.at.Before(from) && !each.at.After(to)
			}
		}
		if between {
			found = append(found, latest)
		}
	}
	return found
}

// shared is a state with the parts that equal ones have. What was read for each answer is its own.
func (h *history) shared(s State) State {
	if known, ok := h.states[s.Token()]; ok {
		known.reads = s.reads
		return known
	}
	if h.states == nil || len(h.states) >= maxStates {
		h.states = map[string]State{}
	}
	h.states[s.Token()] = s
	return s
}

// of finds or makes the entry of a target, and makes it the newest.
func (h *history) of(target string) *sent {
	if known, ok := h.targets[target]; ok {
		h.order.MoveToBack(known.element)
		return known
	}
	if h.targets == nil {
		h.targets, h.strays = map[string]*sent{}, map[string]struct{}{}
	}
	if len(h.targets) >= maxTargets {
		oldest := h.order.Remove(h.order.Front()).(string)
		delete(h.targets, oldest)
		delete(h.strays, oldest)
	}
	made := &sent{target: target, uses: map[string]effectKind{}, element: h.order.PushBack(target)}
	h.targets[target] = made
	return made
}

// referer finds the page that a Referer names; none where it is empty. Behind a proxy that serves the site below a
// path of its own, the browser's path has more segments in front than ours.
func (h *history) referer(target string) (page *sent, known bool) {
	for {
		if page, known = h.targets[target]; known {
			return page, true
		}
		end := strings.IndexByte(target, '?')
		if end < 0 {
			end = len(target)
		}
		next := strings.IndexByte(target[min(1, end):end], '/')
		if next < 0 {
			return nil, false
		}
		target = target[next+1:]
	}
}

// isInFrame reports whether the page that a Referer names was last sent to a frame as it is.
func (h *history) isInFrame(referer string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	page, found := h.referer(referer)
	return found && len(page.answers) > 0 && page.answers[len(page.answers)-1].framed()
}

// use enters that a page asked for something. What it uses in two ways cannot be swapped.
func (s *sent) use(r Response) {
	kind := kindOf(r)
	if r.framed() && safe(r.Method) {
		kind = reloadFrames
	}
	if before, used := s.uses[r.Target]; used {
		// What the page's script fetches to swap it (reload.js does) stays what it was.
		if r.Destination == "empty" && before != loadAgain {
			return
		}
		if before == loadAgain {
			kind = loadAgain
		}
	} else if len(s.uses) >= maxUses {
		return
	}
	s.uses[r.Target] = kind
}

// kindOf is what a page has to do that asked for this, when it changes.
func kindOf(r Response) effectKind {
	switch r.Destination {
	case "style":
		return swapStyles
	case "image":
		return swapImages
	case "":
		switch file := strings.SplitN(r.Target, "?", 2)[0]; {
		case isStyleSheet(file):
			return swapStyles
		case isImage(file):
			return swapImages
		}
	}
	return loadAgain
}

// latest is the latest answer of some kind for a target.
func (h *history) latest(target string, of func(answer) bool) (answer, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known, ok := h.targets[target]
	if !ok {
		return answer{}, false
	}
	for _, each := range slices.Backward(known.answers) {
		if of(each) {
			return each, true
		}
	}
	return answer{}, false
}

// nearest is the answer of some kind that was sent for a target between two moments. Where
// there are several, it is the oldest: then no page is taken to be newer than it is. Where there
// is none it is the latest before.
func (h *history) nearest(target string, from, to time.Time, of func(answer) bool) (answer, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	known, ok := h.targets[target]
	if !ok {
		return answer{}, false
	}
	var before answer
	for _, each := range known.answers {
		switch {
		case !of(each):
		case each.at.After(to):
		case each.at.Before(from):
			before, ok = each, true
		default:
			return each, true
		}
	}
	return before, before.State.Token() != ""
}

// anyAnswer accepts every answer.
func anyAnswer(answer) bool { return true }

// use is something that a page uses.
type use struct {
	target string
	kind   effectKind // what the page does when it changes
	// resource is what the page then fetches again: itself, or the page in a frame that used it.
	resource string
}

// usesOf follows who asked for what from some uses on: what they use, and so on. The page is
// not among them.
func (h *history) usesOf(page string, more []use) []use {
	h.mu.Lock()
	defer h.mu.Unlock()
	seen := map[string]struct{}{page: {}}
	var found []use
	var visit func(use)
	below := func(of use, target string, asPage bool) {
		if known, ok := h.targets[target]; ok {
			for next, kind := range known.uses {
				visit(of.below(next, kind, asPage))
			}
		}
	}
	visit = func(u use) {
		if _, done := seen[u.target]; done || len(found) >= maxUses {
			return
		}
		seen[u.target] = struct{}{}
		found = append(found, u)
		below(u, u.target, false)
	}
	below(use{}, page, true)
	for _, each := range more {
		visit(each)
	}
	return found
}

// below is what a use means that is reached from this one. A page in a frame is loaded again in place of
// the one around it. An image or font of a style sheet cannot be swapped from outside; the page loads
// again for it.
func (u use) below(target string, kind effectKind, asPage bool) use {
	switch {
	case asPage:
		return use{target, kind, target}
	case u.kind == swapStyles && kind == swapStyles:
		return use{target, swapStyles, target}
	case u.kind == reloadFrames && kind == loadAgain:
		return use{target, reloadFrames, u.resource}
	case u.kind == reloadFrames:
		return use{target, kind, target}
	}
	return use{target, loadAgain, target}
}
