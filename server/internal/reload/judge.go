package reload

import (
	"path"
	"slices"
	"strings"
	"time"
)

// judging is one comparison of all pages. The hub's mutex is held.
type judging struct {
	hub *Hub
	// began is when the look began: before the states were asked for.
	began, now time.Time
	// saved has when the files changed that count, and counted their names, also those that are
	// links.
	saved   map[string]time.Time
	counted []string
	// linked is true where links led to one of them: what changed may be any of the links.
	linked bool
	// ignored are files that scripts wrote.
	ignored []string
	// answered are files that changed while a script answered a form, whose page is open.
	answered []string
	// waiting are the names of files that may not be complete yet.
	waiting []string
	// linkWaits is true where links lead to such a file.
	linkWaits bool
	// stale are what a page uses and has to fetch again.
	stale map[*client][]*following
}

// judge says what a page has to do. From then on it has what would be sent now.
func (j *judging) judge(c *client, states map[string]State) effect {
	answers := func(part Part) bool { return c.ask && j.inRunFor(c.page, part) }
	result := j.compare(&c.sent, states, c.page, answers, func(part Part) effect {
		return because(loadAgain, pageReasons[part.Role], part.file())
	})
	for target, followed := range c.uses {
		of := j.compare(&followed.sent, states, target, nothingAnswers, func(part Part) effect {
			if part.Role == Override { // a swap asks for what the page has had
				return because(loadAgain, pageReasons[Override], part.file())
			}
			one := because(followed.kind, useReasons[followed.kind], part.file())
			if followed.kind != loadAgain {
				one.resources = []string{followed.resource}
			}
			return one
		})
		if of.kind != nothing {
			j.stale[c] = append(j.stale[c], followed)
		}
		result = result.add(of)
	}
	result.ask = c.ask
	slices.Sort(result.paths)
	slices.Sort(result.resources)
	if len(result.paths) > 1 {
		result.reason = Reason{Key: severalReasons[result.kind], Args: map[string]string{"path": named(result.paths)}}
	}
	return result
}

// maxListed is how many files a sentence names.
const maxListed = 3

// named are files in a sentence.
func named(paths []string) string {
	if len(paths) > maxListed {
		return strings.Join(paths[:maxListed], ", ") + ", …"
	}
	return strings.Join(paths, ", ")
}

// pageReasons are why a page is loaded again, by what changed of it.
var pageReasons = map[Role]string{
	File: "reload.page", Script: "reload.script", ScriptPart: "reload.scriptPart", Created: "reload.scriptPart", Listing: "reload.listing", Root: "reload.root",
	Override: "reload.override",
}

// useReasons are why a page does what it does for what it uses.
var useReasons = map[effectKind]string{swapImages: "reload.image", swapStyles: "reload.style", reloadFrames: "reload.frame", loadAgain: "reload.used"}

// severalReasons are those where several files changed.
var severalReasons = map[effectKind]string{swapImages: "reload.images", swapStyles: "reload.styles", reloadFrames: "reload.frames", loadAgain: "reload.several"}

// compare says what a page has to do for one target. What the script that answered its form did to a part is no news to it.
func (j *judging) compare(sent *baseline, states map[string]State, target string, answers func(Part) bool, effectOf func(Part) effect) (result effect) {
	now, looked := states[target]
	if !looked || sent.at.After(j.began) {
		return effect{}
	}
	parts, known := j.different(sent, now)
	if known && replaces(now, sent.state) && slices.ContainsFunc(parts, func(part Part) bool { return !j.settled(part) }) {
		for _, part := range parts { // it is another answer, of which not all is there
			j.awaits(part)
		}
		return effect{}
	}
	var kept []string
	for _, part := range parts {
		switch {
		case !j.settled(part):
			j.awaits(part)
			j.linkWaits = j.linkWaits || part.Real != ""
			kept = append(kept, part.Path)
		case sent.guessed && j.inRun(part): // what a script wrote meanwhile is too little to go by
			kept = append(kept, part.Path)
		case known && answers(part):
			j.answered = append(j.answered, part.file())
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

// replaces reports whether a state is not of the same file as the one before, as where a folder
// gets an index.html.
func replaces(now, before State) bool {
	return len(now.Parts) > 0 && len(before.Parts) > 0 && now.Parts[0].Path != before.Parts[0].Path
}

// inRun reports whether a file changed while a script ran, and no editor says that it saved it.
func (j *judging) inRun(part Part) bool {
	return part.Changed.After(j.hub.outputs.edited[part.file()]) && len(j.hub.outputs.runsAt(part.Changed)) > 0
}

// inRunFor reports whether a file changed while a script ran for a target that may have made the change, and no editor says
// that it saved it. No script is taken to write itself.
func (j *judging) inRunFor(target string, part Part) bool {
	if part.Role == Script || !j.inRun(part) {
		return false
	}
	runs := j.hub.outputs.runsAt(part.Changed)
	return mayHaveMade(slices.DeleteFunc(runs, func(run *Run) bool { return run.target != target }), part)
}

func nothingAnswers(Part) bool { return false }

// isOutput reports whether a script wrote a file, and notes what is new.
func (j *judging) isOutput(part Part) bool {
	if part.Role == Created && part.Tag == Absent && len(j.hub.outputs.runsAt(part.Changed)) > 0 { // scripts clear away what they made
		return true
	}
	ignored, isNew := j.hub.outputs.is(part)
	if isNew {
		j.ignored = append(j.ignored, part.file())
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
		if part.Changed.After(sent.asked.Add(-clockGrain)) && part.Tag != "" { // rather once too often than never
			parts = append(parts, part)
		}
	}
	return parts, false
}

// settled reports whether a file is certainly complete: somebody said so before the look began,
// or it had not been written to for a while by then. What was said meanwhile makes a look of its
// own. A time that is still to come says nothing.
func (j *judging) settled(part Part) bool {
	if j.hub.options.Unfinished(part.file()) {
		return false
	}
	said := j.hub.complete[part.file()]
	return part.Changed.IsZero() || j.began.Sub(part.Changed) >= settle || part.Changed.After(j.now) ||
		!said.Before(part.Changed) && !said.After(j.began)
}

// awaits notes a file of which something is told once it is complete.
func (j *judging) awaits(part Part) {
	j.waiting = append(j.waiting, part.Path, part.file())
}

func (j *judging) noteSaved(part Part) {
	if j.saved == nil {
		j.saved = map[string]time.Time{}
	}
	j.saved[part.file()] = part.Changed
	j.counted = append(j.counted, part.Path, part.file())
	for at := part.Path; part.Real != "" && at != "."; at = path.Dir(at) { // each may be the link that changed
		j.counted = append(j.counted, at)
	}
	j.linked = j.linked || part.Real != ""
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
