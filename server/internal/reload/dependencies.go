package reload

import (
	"container/list"
	"path"
	"strings"
	"sync"
	"time"
)

// Limits of what is remembered. The oldest is forgotten first; its page then loads again at
// any change of a file that pages are made of.
const (
	maxResources = 4096
	// maxUses is how many resources are remembered of one page or style sheet.
	maxUses = 512
	// maxTarget is the length of a request target, in bytes, that is remembered.
	maxTarget = 2048
)

// Use is one response: which file it came from and which page asked for it.
type Use struct {
	// Target is the request target: path and query, as the browser sent them.
	Target string
	// File is relative to the site's root, with / between names. A listing has its folder
	// with a slash at the end ("./" for the root). A file that is absent counts too: the
	// page changes once it is there.
	File string
	// Script is true where File is a program that made the response.
	Script bool
	// Referer is the path and query of the Referer field where it is of the same site, else
	// empty.
	Referer string
	// Destination is the field Sec-Fetch-Dest (W3C Fetch Metadata), empty where it is absent.
	Destination string
}

// Dependencies know which files each page uses. The zero value is ready, and any number of
// goroutines may call the methods.
type Dependencies struct {
	mu        sync.Mutex
	resources map[string]*resource
	// order has the targets, the one served longest ago at the front.
	order list.List
}

// resource is something that was served.
type resource struct {
	target string
	file   string
	script bool
	uses   map[string]useKind
	// ran is when a script last made it; zero where none did.
	ran     time.Time
	element *list.Element // in the order
}

// useKind is how a page uses a resource.
type useKind int

const (
	useOther useKind = iota
	useImage
	useStyle
)

// Served records a response. One that says that nothing changed (304) counts as well.
func (d *Dependencies) Served(use Use) {
	if len(use.Target) > maxTarget {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	served := d.resource(use.Target)
	served.file, served.script = use.File, use.Script
	served.ran = time.Time{}
	if use.Script {
		served.ran = time.Now()
	}
	// A document was reached by a link, and is no part of the page with the link.
	if use.Referer == "" || use.Destination == "document" {
		return
	}
	page, known := d.referer(use.Referer)
	if !known || page.target == use.Target {
		return
	}
	kind := useOf(use)
	if before, used := page.uses[use.Target]; used {
		// What the page's script fetches to swap it (reload.js does) stays what it was.
		if use.Destination == "empty" && before != useOther {
			return
		}
		if before == useOther {
			kind = useOther
		}
	} else if len(page.uses) >= maxUses {
		return
	}
	page.uses[use.Target] = kind
}

func useOf(use Use) useKind {
	switch use.Destination {
	case "style":
		return useStyle
	case "image":
		return useImage
	case "":
		if isStyleSheet(use.File) {
			return useStyle
		}
		if isImage(use.File) {
			return useImage
		}
	}
	return useOther
}

// resource finds or makes the entry of a target, and makes it the newest.
func (d *Dependencies) resource(target string) *resource {
	if known, ok := d.resources[target]; ok {
		d.order.MoveToBack(known.element)
		return known
	}
	if d.resources == nil {
		d.resources = map[string]*resource{}
	}
	if len(d.resources) >= maxResources {
		oldest := d.order.Remove(d.order.Front()).(string)
		delete(d.resources, oldest)
	}
	made := &resource{target: target, uses: map[string]useKind{}, element: d.order.PushBack(target)}
	d.resources[target] = made
	return made
}

// referer finds the page that a Referer names. Behind a proxy that serves the site below a
// path of its own, the browser's path has more segments in front than ours.
func (d *Dependencies) referer(target string) (page *resource, known bool) {
	for {
		if page, known = d.resources[target]; known {
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

// lastRun is when a script last made a page; zero where none did.
func (d *Dependencies) lastRun(page string) time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	if known, ok := d.resources[page]; ok {
		return known.ran
	}
	return time.Time{}
}

// effect returns what changes mean for a page, and false where the page is not remembered.
func (d *Dependencies) effect(page string, changes []Change) (result effect, known bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	resource, known := d.resources[page]
	if !known {
		return effect{}, false
	}
	walk := walk{dependencies: d, seen: map[step]struct{}{}}
	walk.visit(step{resource: resource, role: asPage}, func(at step) {
		for _, change := range changes {
			result = result.add(at.effectOf(change))
		}
	})
	return result, true
}

// role is the part that a resource plays for the page that it was reached from.
type role int

const (
	asPage role = iota
	asStyle
	asImage
	asOther
)

// step is a resource on the way from a page through what it uses.
type step struct {
	*resource
	role role
	// top is the style sheet of the page's own through which this one is imported.
	top string
}

type walk struct {
	dependencies *Dependencies
	seen         map[step]struct{}
}

func (w *walk) visit(at step, found func(step)) {
	if _, done := w.seen[at]; done {
		return
	}
	w.seen[at] = struct{}{}
	found(at)
	for target, kind := range at.uses {
		used, known := w.dependencies.resources[target]
		if !known {
			continue
		}
		w.visit(at.below(used, kind), found)
	}
}

// below is the role of what this resource uses. An image or font of a style sheet cannot be
// swapped from outside; the page loads again for it.
func (at step) below(used *resource, kind useKind) step {
	switch {
	case at.role == asPage && kind == useStyle:
		return step{resource: used, role: asStyle, top: used.target}
	case at.role == asStyle && kind == useStyle:
		return step{resource: used, role: asStyle, top: at.top}
	case at.role == asPage && kind == useImage:
		return step{resource: used, role: asImage, top: used.target}
	default:
		return step{resource: used, role: asOther}
	}
}

func (at step) effectOf(change Change) effect {
	var kind effectKind
	key := ""
	switch {
	case at.isListingOf(change):
		kind, key = loadAgain, "reload.listing"
	case change.Path != at.file && at.script && partOfScript(at.file, change.Path):
		kind, key = loadAgain, "reload.scriptPart"
	case change.Path != at.file:
		return effect{}
	case at.role == asStyle:
		kind, key = swapStyles, "reload.style"
	case at.role == asImage:
		kind, key = swapImages, "reload.image"
	case at.role == asPage && at.script:
		kind, key = loadAgain, "reload.script"
	case at.role == asPage:
		kind, key = loadAgain, "reload.page"
	default:
		kind, key = loadAgain, "reload.used"
	}
	result := because(kind, key, change.Path)
	if kind != loadAgain {
		result.resources = []string{at.top}
	}
	return result
}

func because(kind effectKind, key, file string) effect {
	return effect{
		kind:   kind,
		paths:  []string{file},
		reason: Reason{Key: key, Args: map[string]string{"path": file}},
	}
}

func (at step) isListingOf(change Change) bool {
	folder, isListing := strings.CutSuffix(at.file, "/")
	return isListing && change.Entry && path.Dir(change.Path) == folder
}

// partOfScript reports whether a changed file is source in the folder of the script, or
// below it: a module or template that the script may use.
func partOfScript(script, changed string) bool {
	folder := path.Dir(script)
	return isSource(changed) && (folder == "." || strings.HasPrefix(changed, folder+"/"))
}

// effectOnUnknown is what changes mean for a page that is not remembered: the server was
// started anew, or the page was loaded too long ago. Any file that pages are made of may be
// one of its own. The argument file is what answers the page, empty where nothing does.
func effectOnUnknown(page, file string, script bool, changes []Change) effect {
	at := step{resource: &resource{target: page, file: file, script: script}, role: asPage}
	var result effect
	for _, change := range changes {
		one := at.effectOf(change)
		if one.kind == nothing && isPagePart(change.Path) {
			one = because(loadAgain, "reload.unknown", change.Path)
		}
		result = result.add(one)
	}
	return result
}
