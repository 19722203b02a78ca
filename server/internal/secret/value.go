package secret

import (
	"cmp"
	"slices"

	"vitrina/server/internal/pattern"
)

// What takes an address apart that stands in a value, percent-encoded as often as it may be (%3D, %253D).
var (
	sign = pattern.Lazy(`(?i)([?#=]|%(?:25)*(?:3F|23|3D))|(;|&|%(?:25)*(?:3B|26))`)
	ends = pattern.Lazy(`(?i)^(?:[;&#]|.*(?:3B|26|23))$`)
	sets = pattern.Lazy(`(?i)^(?:=|.*3D)$`)
	// A password in front of the host, and what stands there alone, which may be a token.
	userinfo = pattern.Lazy(`(?i)(?::|%(?:25)*3A)(?:/|%(?:25)*2F){2}(?:[^\s/?#@:%"<>&]*(?::|%(?:25)*3A))?([^\s/?#@%"<>&]+)(?:@|%(?:25)*40)`)
)

// InValue finds the secrets of an address that stands in the value of a parameter or a field, as that of
// the page to which a login leads. The panel hides the same (extension/panel/model/secrets.ts).
func InValue(value string) []Span {
	var found []Span
	name := 0            // where the next one begins
	from, depth := -1, 0 // the secret that is being read, and how often it is encoded, as the length of its sign
	for _, at := range sign().FindAllStringIndex(value, -1) {
		text := value[at[0]:at[1]]
		switch {
		case from >= 0 && (len(text) > depth || !ends().MatchString(text)):
			continue // it is part of the secret
		case from < 0 && sets().MatchString(text) && Named(value[name:at[0]]):
			from, depth = at[1], len(text)
		case from >= 0:
			found = append(found, Span{From: from, To: at[0]})
			from = -1
		}
		name = at[1]
	}
	if from >= 0 {
		found = append(found, Span{From: from, To: len(value)})
	}
	return apart(append(found, Userinfo(value)...))
}

// Userinfo finds the same in front of the hosts of addresses alone.
func Userinfo(text string) []Span {
	var found []Span
	for _, at := range userinfo().FindAllStringSubmatchIndex(text, -1) {
		found = append(found, Span{From: at[2], To: at[3]})
	}
	return found
}

// apart are spans in their order, without those that are empty or begin in another.
func apart(spans []Span) []Span {
	slices.SortStableFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	end := 0
	return slices.DeleteFunc(spans, func(span Span) bool {
		drop := span.From == span.To || span.From < end
		if !drop {
			end = span.To
		}
		return drop
	})
}
