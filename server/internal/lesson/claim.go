package lesson

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/protocol"
)

// matches reports whether an exchange is one that a subject is about.
func (s *Subject) matches(x *Exchange) bool {
	return (s.Method == "" || s.Method == x.Method) && s.targets(x)
}

// targets reports whether the target of an exchange is the subject's. Without a query in it, any will do.
func (s *Subject) targets(x *Exchange) bool {
	path, query := x.path()
	wanted, wantedQuery := partsOf(s.Target)
	if strings.Contains(s.Target, "?") && !globbed(decoded(wantedQuery), decoded(query)) {
		return false
	}
	return globbed(wanted, path)
}

// globbed reports whether a text is like a pattern, in which * stands for any text.
func globbed(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	text, begins := strings.CutPrefix(text, parts[0])
	if !begins {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		_, behind, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = behind
	}
	return strings.HasSuffix(text, parts[len(parts)-1])
}

// relates reports whether a claim compares an exchange with that of the line before.
func (c Claim) relates() bool { return c.Form == "sameField" || c.Form == "otherField" }

// holds reports whether a claim is true of an exchange. One that compares needs the exchange before.
func (c Claim) holds(x, before *Exchange) bool {
	value := func(slot string) string { return c.Slots[slot] }
	switch c.Form {
	case "answered":
		return x.answered(value(slotAnswer))
	case "bodyEmpty":
		return x.BodyBytes == 0
	case "note":
		return slices.Contains(x.Notes, value(slotCode))
	case "query":
		_, query := x.path()
		return hasPair(pairsIn(query), value(slotPair))
	case "formField":
		fields, not := x.form()
		return !not && hasPair(fields, value(slotPair))
	case "sameField", "otherField":
		if before == nil {
			return false
		}
		now, has := x.had(value(slotField))
		then, had := before.had(value(slotField))
		return has && had && (now == then) == (c.Form == "sameField")
	case "noField":
		_, has := x.had(value(slotField))
		return !has
	case "field":
		_, has := x.had(value(slotField))
		return has
	case "fieldContains":
		had, has := x.had(value(slotField))
		return has && strings.Contains(had, value(slotText))
	case "fieldIs":
		return fieldIs(x.Had, value(slotField), value(slotValue))
	case "type":
		return typeIs(x.mediaType(), value(slotType))
	case "sentNo":
		_, has := x.sent(value(slotField))
		return !has
	case "sent":
		_, has := x.sent(value(slotField))
		return has
	case "sentContains":
		sent, has := x.sent(value(slotField))
		return has && strings.Contains(sent, value(slotText))
	case "sentIs":
		return fieldIs(x.Sent, value(slotField), value(slotValue))
	case "contains":
		return bytes.Contains(x.Body, []byte(value(slotText)))
	case "containsNot":
		return x.BodyKept && !bytes.Contains(x.Body, []byte(value(slotText)))
	case "fromScript":
		return x.Kind == protocol.KindScript
	case "fromFile":
		return x.Kind == protocol.KindFile
	case "shown":
		return x.Fate == protocol.FateShown
	case "shownAsText":
		return x.Fate == protocol.FateShown && x.As == protocol.AsText
	case "shownAsPage":
		return x.Fate == protocol.FateShown && x.As == protocol.AsPage
	case "shownAsImage":
		return x.Fate == protocol.FateShown && x.As == protocol.AsImage
	case "downloaded":
		return x.Fate == protocol.FateDownloaded
	case "applied":
		return x.Fate == protocol.FateApplied
	case "refused":
		return x.Fate == protocol.FateRefused
	case "guessed":
		return x.Guessed
	case "slow":
		ms, err := strconv.ParseFloat(value(slotMs), 64)
		return err == nil && x.DurationMs > ms
	}
	return false
}

// answered reports whether the response has a status, a class of them, or a type.
func (x *Exchange) answered(with string) bool {
	if strings.Contains(with, "/") {
		return typeIs(x.mediaType(), with)
	}
	status := strconv.Itoa(x.Status)
	if class, is := strings.CutSuffix(with, "xx"); is {
		return len(status) == 3 && strings.HasPrefix(status, class)
	}
	return status == with
}

// typeIs reports whether a Content-Type is a media type, with the parameters that this one has.
func typeIs(value, wanted string) bool {
	is, ok := typeOf(value)
	if !ok {
		return false
	}
	parts, wantedParts := strings.Split(is, "; "), strings.Split(wanted, "; ")
	if parts[0] != wantedParts[0] {
		return false
	}
	for _, parameter := range wantedParts[1:] {
		if !slices.Contains(parts[1:], parameter) {
			return false
		}
	}
	return true
}

// listed are fields whose values are lists of words that have no letter case (RFC 9110, section 5.6.1).
var listed = map[string]bool{
	"Accept-Ranges": true, "Cache-Control": true, "Connection": true, "Content-Encoding": true, "Transfer-Encoding": true, "Vary": true, "Allow": true,
}

// fieldIs reports whether fields have a value. Of a list, each member that is wanted must be there.
func fieldIs(fields []Field, name, wanted string) bool {
	wanted = strings.TrimSpace(wanted)
	found := values(fields, name)
	switch {
	case len(found) == 0:
		return false
	case name == "Content-Type":
		kind, is := typeOf(wanted)
		return is && typeIs(found[0], kind)
	case listed[name]:
		members := membersOf(strings.Join(found, ","))
		for _, member := range membersOf(wanted) {
			if !slices.Contains(members, member) {
				return false
			}
		}
		return true
	}
	return slices.Contains(found, wanted) || strings.Join(found, ", ") == wanted
}

func membersOf(list string) []string {
	members := []string{}
	for each := range strings.SplitSeq(strings.ToLower(list), ",") {
		if each = strings.TrimSpace(each); each != "" {
			members = append(members, each)
		}
	}
	return members
}

// hasPair reports whether one of the fields is a pair.
func hasPair(fields []Field, pair string) bool {
	name, value, any := pairParts(pair)
	return slices.ContainsFunc(fields, func(f Field) bool { return f.Name == name && (any || f.Value == value) })
}
