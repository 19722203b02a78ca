package lesson

import (
	"slices"
	"strings"
	"time"
)

// Judged is what has come true of a step.
type Judged struct {
	Done bool
	// Lines are what is true of each line of its check.
	Lines []JudgedLine
	// Hints are those of the step's, by their place, whose condition holds. A step that is done has none.
	Hints []int
}

// JudgedLine is whether an assertion holds.
type JudgedLine struct {
	Holds bool
	// Seen is what was seen in place of it.
	Seen Seen
}

// Judge holds a lesson against what happened. A step that came true once stays done.
func (s *State) Judge(l *Lesson) []Judged {
	judged := make([]Judged, len(l.Steps))
	for i, step := range l.Steps {
		judged[i] = s.judgeStep(step)
	}
	return judged
}

func (s *State) judgeStep(step Step) Judged {
	judged := Judged{Done: s.Done[step.ID]}
	if step.Check == nil {
		judged.Done = s.Read[step.ID]
	}
	if judged.Done {
		judged.Lines = slices.Repeat([]JudgedLine{{Holds: true}}, len(step.Check))
		return judged
	}
	judged.Lines = s.judgeLines(step, step.Check)
	if step.Check != nil && allHold(judged.Lines) {
		judged.Done = true
		s.Done[step.ID] = true
		return judged
	}
	for i, hint := range step.Hints {
		if len(hint.Condition) > 0 && allHold(s.judgeLines(step, hint.Condition)) {
			judged.Hints = append(judged.Hints, i)
		}
	}
	return judged
}

func allHold(lines []JudgedLine) bool {
	return !slices.ContainsFunc(lines, func(line JudgedLine) bool { return !line.Holds })
}

// judgeLines judges lines of which one may speak of the one before.
func (s *State) judgeLines(step Step, lines []Line) []JudgedLine {
	judged := make([]JudgedLine, len(lines))
	var before []int // the exchanges that the line before is true of
	first := true    // no line was about an exchange yet
	for i, line := range lines {
		if line.Subject == nil {
			judged[i] = s.judgeWhole(step, line.Claims[0])
			continue
		}
		judged[i], before = s.judgeExchanges(line.Assertion, before, first)
		first = false
	}
	return judged
}

// judgeExchanges finds the exchanges that an assertion is true of.
func (s *State) judgeExchanges(a Assertion, before []int, first bool) (JudgedLine, []int) {
	follows := !first && (a.Then || a.After != "" || slices.ContainsFunc(a.Claims, Claim.relates))
	matching, found := []int{}, []int{}
	for i, x := range s.exchanges {
		if !a.Subject.matches(x) || !holdAll(a.Claims, x) {
			continue
		}
		matching = append(matching, i)
		switch {
		case follows && !s.followsOne(a, i, before):
		case !follows && a.After != "" && !s.editedBefore(a.After, x):
		default:
			found = append(found, i)
		}
	}
	if len(found) >= a.Subject.AtLeast {
		return JudgedLine{Holds: true}, found[a.Subject.AtLeast-1:]
	}
	return JudgedLine{Seen: s.seen(a, matching, found, before)}, nil
}

// holdAll reports whether all claims are true of an exchange, but for those that compare it with another.
func holdAll(claims []Claim, x *Exchange) bool {
	return !slices.ContainsFunc(claims, func(c Claim) bool { return !c.relates() && !c.holds(x, nil) })
}

// followsOne reports whether an exchange follows one of those before as an assertion says.
func (s *State) followsOne(a Assertion, at int, before []int) bool {
	x := s.exchanges[at]
	for _, i := range before {
		if i >= at {
			break
		}
		earlier := s.exchanges[i]
		if a.After != "" && !s.editedBetween(a.After, earlier, x) {
			continue
		}
		if !slices.ContainsFunc(a.Claims, func(c Claim) bool { return c.relates() && !c.holds(x, earlier) }) {
			return true
		}
	}
	return false
}

// clock is how far the time that a system gives a file may lie behind: Linux takes that of its last tick.
const clock = 20 * time.Millisecond

func (s *State) editedBetween(file string, earlier, later *Exchange) bool {
	return slices.ContainsFunc(s.edits, func(e Edit) bool {
		return sameFile(e.Path, file) && e.Noticed.After(earlier.Began) && e.Saved.After(earlier.Began.Add(-clock)) && !e.Saved.After(later.Began)
	})
}

func (s *State) editedBefore(file string, x *Exchange) bool {
	return slices.ContainsFunc(s.edits, func(e Edit) bool { return sameFile(e.Path, file) && !e.Saved.After(x.Began) })
}

func (s *State) edited(file string) bool {
	return slices.ContainsFunc(s.edits, func(e Edit) bool { return sameFile(e.Path, file) })
}

func sameFile(one, other string) bool { return one == other }

// judgeWhole judges an assertion that is not about an exchange.
func (s *State) judgeWhole(step Step, c Claim) JudgedLine {
	file, text := c.Slots[slotFile], c.Slots[slotText]
	switch c.Form {
	case "fileExists", "fileContains", "fileContainsNot":
		now := s.Files[file]
		has := strings.Contains(now.Text, text)
		switch {
		case !now.Exists:
			return JudgedLine{Seen: seen("lesson.seen.noFile", "file", file)}
		case c.Form == "fileContains" && !has:
			return JudgedLine{Seen: seen("lesson.seen.fileContainsNot", "file", file, "text", short(text))}
		case c.Form == "fileContainsNot" && has:
			return JudgedLine{Seen: seen("lesson.seen.fileContains", "file", file, "text", short(text))}
		}
		return JudgedLine{Holds: true}
	case "fileEdited":
		if !s.edited(file) {
			return JudgedLine{Seen: seen("lesson.seen.notEdited", "file", file)}
		}
		return JudgedLine{Holds: true}
	}
	chosen, answered := s.Choices[step.ID]
	if !answered || step.Choice == nil || chosen < 0 || chosen >= len(step.Choice.Options) {
		return JudgedLine{Seen: seen("lesson.seen.notAnswered")}
	}
	holds := false
	switch c.Form {
	case formAnswered:
		holds = true
	case formChoseRight:
		holds = chosen == step.Choice.Right
	case formChoseWrong:
		holds = chosen != step.Choice.Right
	case formChose:
		holds = number(chosen) == text
	}
	if holds {
		return JudgedLine{Holds: true}
	}
	return JudgedLine{Seen: seen("lesson.seen.chosen", "option", short(Plain(step.Choice.Options[chosen])))}
}
