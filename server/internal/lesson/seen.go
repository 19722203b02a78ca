package lesson

import (
	"fmt"
	"strconv"
	"strings"

	"vitrina/server/internal/distance"
	"vitrina/server/internal/l10n"
)

// Seen is what was seen in place of what an assertion says. The zero value says nothing.
type Seen struct {
	key  string
	args map[string]string
	// words are args that are texts themselves, by their key.
	words map[string]string
}

func seen(key string, args ...string) Seen {
	s := Seen{key: key, args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		s.args[args[i]] = args[i+1]
	}
	return s
}

// with adds an arg that is a text itself.
func (s Seen) with(name, key string) Seen {
	if s.words == nil {
		s.words = map[string]string{}
	}
	s.words[name] = key
	return s
}

// In is the sentence in a language.
func (s Seen) In(locale l10n.Locale) string {
	if s.key == "" {
		return ""
	}
	args := map[string]string{}
	for name, value := range s.args {
		args[name] = value
	}
	for name, key := range s.words {
		args[name] = l10n.Text(locale, key, s.args)
	}
	return l10n.Text(locale, s.key, args)
}

// seen is what was seen in place of an assertion that does not hold. matching are the exchanges that
// all claims are true of, and found those of them that also come when they should.
func (s *State) seen(a Assertion, matching, found, before []int) Seen {
	switch {
	case len(found) > 0:
		return seen("lesson.seen.count", "found", number(len(found)), "count", number(a.Subject.AtLeast))
	case len(matching) > 0:
		return s.seenOutOfOrder(a, matching, before)
	}
	var best *Exchange
	most := -1
	for _, x := range s.exchanges {
		if !a.Subject.matches(x) {
			continue
		}
		holding := 0
		for _, each := range a.Claims {
			if !each.relates() && each.holds(x, nil) {
				holding++
			}
		}
		if holding >= most { // the latest of the best
			best, most = x, holding
		}
	}
	if best == nil {
		return s.seenInstead(a.Subject)
	}
	for _, each := range a.Claims {
		if !each.relates() && !each.holds(best, nil) {
			return each.seen(best)
		}
	}
	return Seen{}
}

// seenOutOfOrder is for exchanges that came too early, or do not compare as they should.
func (s *State) seenOutOfOrder(a Assertion, matching, before []int) Seen {
	last := s.exchanges[matching[len(matching)-1]]
	for _, each := range a.Claims {
		if !each.relates() || len(before) == 0 || before[0] >= matching[len(matching)-1] {
			continue
		}
		field := each.Slots[slotField]
		earlier := s.exchanges[before[0]]
		now, has := last.had(field)
		then, _ := earlier.had(field)
		switch {
		case !has:
			return seen("lesson.seen.noField", "target", short(last.Target), "field", field)
		case each.Form == "sameField" && now != then:
			return seen("lesson.seen.otherField", "field", field, "value", short(now), "before", short(then))
		case each.Form == "otherField" && now == then:
			return seen("lesson.seen.sameField", "field", field, "value", short(now))
		}
	}
	switch {
	case a.After != "" && !s.edited(a.After):
		return seen("lesson.seen.notEdited", "file", a.After)
	case a.After != "" && (len(before) > 0 || !a.Then):
		return seen("lesson.seen.editedSince", "file", a.After)
	}
	return seen("lesson.seen.order")
}

// seenInstead is for what was not asked for.
func (s *State) seenInstead(subject *Subject) Seen {
	path, query := partsOf(subject.Target)
	var near *Exchange
	for i := len(s.exchanges) - 1; i >= 0; i-- {
		x := s.exchanges[i]
		asked, _ := x.path()
		switch {
		case subject.targets(x): // with another method
			return seen("lesson.seen.method", "target", subject.Target, "found", short(x.Method), "method", subject.Method)
		case globbed(path, asked) && (query != "" || strings.Contains(subject.Target, "?")):
			return seen("lesson.seen.query", "target", subject.Target, "found", short(x.Target))
		case near == nil && x.Status >= 400 && like(asked, path):
			near = x
		}
	}
	if near != nil {
		return seen("lesson.seen.near", "found", short(near.Target), "status", number(near.Status), "target", subject.Target)
	}
	return seen("lesson.seen.notAsked", "target", subject.Target)
}

// like reports whether one path was surely meant as the other.
func like(asked, path string) bool {
	last := func(path string) string { return path[strings.LastIndex(path, "/")+1:] }
	return distance.Edits(strings.ToLower(asked), strings.ToLower(path), 3) <= 3 || last(path) != "" && strings.EqualFold(last(asked), last(path))
}

// seen is what was seen of an exchange that a claim is not true of.
func (c Claim) seen(x *Exchange) Seen {
	target := short(x.Target)
	field, text := c.Slots[slotField], short(c.Slots[slotText])
	switch c.Form {
	case "answered", "type":
		return x.seenAnswer()
	case "noField", "field", "fieldIs", "fieldContains":
		value, has := x.had(field)
		if !has {
			return seen("lesson.seen.noField", "target", target, "field", field)
		}
		return seen("lesson.seen.field", "target", target, "field", field, "value", short(value))
	case "sentNo", "sent", "sentIs", "sentContains":
		value, has := x.sent(field)
		if !has {
			return seen("lesson.seen.sentNo", "target", target, "field", field)
		}
		return seen("lesson.seen.sent", "target", target, "field", field, "value", short(value))
	case "query":
		_, query := x.path()
		if query == "" {
			return seen("lesson.seen.noQuery", "target", target)
		}
		return seen("lesson.seen.otherQuery", "value", short(query))
	case "formField":
		fields, not := x.form()
		if not {
			return seen("lesson.seen.noForm", "target", target)
		}
		pairs := []string{}
		for _, each := range fields {
			pairs = append(pairs, each.Name+"="+each.Value)
		}
		return seen("lesson.seen.otherForm", "value", short(strings.Join(pairs, " ")))
	case "contains", "containsNot":
		switch {
		case !x.BodyKept:
			return seen("lesson.seen.notKept", "target", target)
		case c.Form == "contains":
			return seen("lesson.seen.containsNot", "target", target, "text", text)
		}
		return seen("lesson.seen.contains", "target", target, "text", text)
	case "bodyEmpty":
		return seen("lesson.seen.body", "target", target, "bytes", strconv.FormatInt(x.BodyBytes, 10))
	case "fromScript", "fromFile":
		return seen("lesson.seen.from", "target", target).with("kind", "lesson.seen.kind."+string(x.Kind))
	case "note":
		return seen("lesson.seen.noNote", "target", target)
	case "guessed":
		if kind := x.mediaType(); kind != "" {
			return seen("lesson.seen.notGuessed", "target", target, "type", short(kind))
		}
		return seen("lesson.seen.notGuessable", "target", target)
	case "slow":
		return seen("lesson.seen.fast", "target", target, "ms", fmt.Sprintf("%.0f", x.DurationMs))
	}
	return x.seenFate()
}

func (x *Exchange) seenAnswer() Seen {
	switch kind := x.mediaType(); {
	case x.Status == 0:
		return seen("lesson.seen.unanswered", "target", short(x.Target))
	case kind == "":
		return seen("lesson.seen.answeredUntyped", "target", short(x.Target), "status", number(x.Status))
	default:
		return seen("lesson.seen.answered", "target", short(x.Target), "status", number(x.Status), "type", short(kind))
	}
}

func (x *Exchange) seenFate() Seen {
	fate := x.Fate
	key := "lesson.seen.fate." + string(fate)
	if fate == "" {
		key = "lesson.seen.fate.unknown"
	}
	if x.As != "" {
		return seen("lesson.seen.shownAs", "target", short(x.Target)).with("as", "lesson.seen.as."+string(x.As))
	}
	return seen("lesson.seen.fate", "target", short(x.Target)).with("fate", key)
}
