package reload

import "vitrina/server/internal/protocol"

// effectKind is what a page has to do, the weakest first.
type effectKind int

const (
	nothing effectKind = iota
	swapImages
	swapStyles
	// reloadFrames is for pages that the page frames.
	reloadFrames
	loadAgain
)

// message is the type of the message for it.
func (k effectKind) message() string {
	switch k {
	case swapImages:
		return "image"
	case swapStyles:
		return "style"
	case reloadFrames:
		return "frame"
	default:
		return "reload"
	}
}

// protocol is its name for the editor.
func (k effectKind) protocol() protocol.ReloadKind {
	switch k {
	case swapImages:
		return protocol.ReloadImage
	case swapStyles:
		return protocol.ReloadStyle
	case reloadFrames, loadAgain:
		return protocol.ReloadPage
	default:
		return protocol.ReloadNone
	}
}

// effect is what changes mean for one page.
type effect struct {
	kind effectKind
	// ask is true where the page is not to be loaded again by itself.
	ask bool
	// id is that of the message.
	id string
	// showing is what a live view was known to show.
	showing uint64
	// paths are the changed files that matter, resources the request targets to fetch again.
	paths, resources []string
	reason           Reason
}

// maxNamed is how many paths and resources a message names. A page that has more to fetch
// loads again.
const maxNamed = 50

// because is the effect of one file.
func because(kind effectKind, key, file string) effect {
	shown := file
	if file == "./" { // the root, in a sentence
		shown = "/"
	}
	return effect{kind: kind, paths: []string{file}, reason: Reason{Key: key, Args: map[string]string{"path": shown}}}
}

// add merges an effect that the page has yet to be sent with a later one. Style sheets and
// images together make the page load again: two kinds of swap are not worth a third message.
func (e effect) add(other effect) effect {
	switch {
	case other.kind == nothing:
		return e
	case e.kind == nothing, e.showing != other.showing: // a live view shows something else
		return other
	case e.kind != other.kind && e.kind != loadAgain && other.kind != loadAgain:
		e.kind, e.reason = loadAgain, Reason{Key: "reload.several"}
	case other.kind == loadAgain && e.kind != loadAgain:
		e.kind, e.reason = loadAgain, other.reason
	}
	if other.id != "" {
		e.id = other.id
	}
	e.ask = e.ask || other.ask
	e.paths = union(e.paths, other.paths)
	e.resources = union(e.resources, other.resources)
	if len(e.resources) > maxNamed {
		e.kind, e.reason = loadAgain, Reason{Key: "reload.several"}
	}
	if e.kind == loadAgain {
		e.resources = nil
	}
	e.paths = e.paths[:min(len(e.paths), maxNamed)]
	return e
}

// type is that of the message.
func (e effect) message() string {
	if e.ask && e.kind == loadAgain {
		return "changed"
	}
	return e.kind.message()
}

func union(a, b []string) []string {
	seen := map[string]struct{}{}
	var all []string
	for _, list := range [][]string{a, b} {
		for _, value := range list {
			if _, known := seen[value]; !known {
				seen[value] = struct{}{}
				all = append(all, value)
			}
		}
	}
	return all
}
