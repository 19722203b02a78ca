package reload

import (
	"slices"
	"strings"
	"time"
)

// judging is one comparison of all pages. The hub's mutex is held.
type judging struct {
	hub *Hub
	// at is when the states were asked for.
	at, now time.Time
	// saved has when the files changed that count.
	saved map[string]time.Time
	// ignored are files that scripts wrote.
	ignored []string
	// waits is true where a file may not be complete yet.
	waits bool
}

// judge says what a page has to do. From then on it has what would be sent now.
func (j *judging) judge(c *client, states map[string]State) effect {
	result := j.compare(&c.sent, states, c.page, func(part Part) effect {
		return because(loadAgain, pageReasons[part.Role], part.Path)
	})
	for target, followed := range c.uses {
		result = result.add(j.compare(&followed.sent, states, target, func(part Part) effect {
			one := because(followed.kind, useReasons[followed.kind], part.Path)
			if followed.kind != loadAgain {
				one.resources = []string{followed.resource}
			}
			return one
		}))
	}
	result.ask = c.ask
	slices.Sort(result.paths)
	slices.Sort(result.resources)
	if len(result.paths) > 1 {
		result.reason = Reason{Key: severalReasons[result.kind], Args: map[string]string{"path": strings.Join(result.paths, ", ")}}
	}
	return result
}

// pageReasons are why a page is loaded again, by what changed of it.
var pageReasons = map[Role]string{
	File: "reload.page", Script: "reload.script", ScriptPart: "reload.scriptPart", Listing: "reload.listing", Root: "reload.root",
}

// useReasons are why a page does what it does for what it uses.
var useReasons = map[effectKind]string{swapImages: "reload.image", swapStyles: "reload.style", reloadFrames: "reload.frame", loadAgain: "reload.used"}

// severalReasons are those where several files changed.
var severalReasons = map[effectKind]string{swapImages: "reload.images", swapStyles: "reload.styles", reloadFrames: "reload.frames", loadAgain: "reload.several"}

// compare says what a page has to do for one target.
func (j *judging) compare(sent *baseline, states map[string]State, target string, effectOf func(Part) effect) (result effect) {
	now, looked := states[target]
	if !looked || sent.at.After(j.at) {
		return effect{}
	}
	parts, known := j.different(sent, now)
	var kept []string
	for _, part := range parts {
		switch {
		case !j.settled(part):
			j.waits = true
			kept = append(kept, part.Path)
		case known && j.isOutput(part): // an editor may still say that it was saved
			kept = append(kept, part.Path)
		default:
			j.noteSaved(part)
			result = result.add(effectOf(part))
		}
	}
	if len(kept) > 0 && !known {
		return effect{}
	}
	sent.state, sent.token = now.keeping(kept, sent.state), ""
	return result
}

// isOutput reports whether a script wrote a file, and notes what is new.
func (j *judging) isOutput(part Part) bool {
	ignored, isNew := j.hub.outputs.is(part)
	if isNew {
		j.ignored = append(j.ignored, part.Path)
	}
	return ignored
}

// different are the parts that make a target another than it was sent. Where nobody knows what
// was sent, it is the page's own file, if the page says that it has another state, or what
// changed after the page had asked.
func (j *judging) different(sent *baseline, now State) (parts []Part, known bool) {
	switch {
	case sent.state.Token() != "":
		return now.since(sent.state), true
	case sent.token == now.Token() || len(now.Parts) == 0:
		return nil, false
	case sent.token != "":
		return now.Parts[:1], false
	}
	for _, part := range now.Parts {
		if part.Changed.After(sent.asked) && part.Tag != "" {
			parts = append(parts, part)
		}
	}
	return parts, false
}

// settled reports whether a file is certainly complete: somebody said so before the look began,
// or it has not been written to for a while. What was said meanwhile makes a look of its own.
func (j *judging) settled(part Part) bool {
	if j.hub.options.Unfinished(part.Path) {
		return false
	}
	age, said := j.now.Sub(part.Changed), j.hub.complete[part.Path]
	return part.Changed.IsZero() || age >= settle || age < 0 || !said.Before(part.Changed) && !said.After(j.at)
}

func (j *judging) noteSaved(part Part) {
	if j.saved == nil {
		j.saved = map[string]time.Time{}
	}
	j.saved[part.Path] = part.Changed
}

// savedAt is when the last of some files was saved, or else a moment.
func (j *judging) savedAt(paths []string, otherwise time.Time) time.Time {
	var latest time.Time
	for _, path := range paths {
		if at := j.saved[path]; at.After(latest) {
			latest = at
		}
	}
	if age := j.now.Sub(latest); age < 0 || age > time.Minute {
		return otherwise
	}
	return latest
}
