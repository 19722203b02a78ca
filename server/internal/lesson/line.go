package lesson

import (
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/distance"
	"vitrina/server/internal/l10n"
)

// place is where in a line a form stands.
type place struct {
	form       string
	start, end int // offsets, in bytes
}

// reading is what a line is in one language, as far as it could be read.
type reading struct {
	assertion Assertion
	places    []place
	// failed is where it could not be read further; nil where all of it was read.
	failed []failure
	words  []word
	// open is the word at which the part begins that was not read, and part what it would have to be.
	open int
	want part
	// more is true where the assertion may end at open.
	more bool
}

// parseLine reads an assertion, in a language or else in the other. same is what "one" means; nil where
// there is nothing before.
func parseLine(text string, locale l10n.Locale, same *Subject) (Assertion, []place, *Problem) {
	if len(text) > maxLine {
		return Assertion{}, nil, &Problem{Column: 1, Code: "lesson.longLine", Args: map[string]string{"most": number(maxLine)}}
	}
	words, unclosed := wordsOf(text)
	if unclosed >= 0 {
		return Assertion{}, nil, &Problem{Column: 1 + units(text[:unclosed]), Code: "lesson.unclosed"}
	}
	first := read(text, words, locale)
	if len(first.failed) > 0 {
		if second := read(text, words, other(locale)); len(second.failed) == 0 || second.reached() > first.reached() {
			first, locale = second, other(locale)
		}
	}
	if len(first.failed) > 0 {
		return Assertion{}, nil, first.problem(text, locale)
	}
	if subject := first.assertion.Subject; subject != nil && subject.Target == "" {
		if same == nil {
			return Assertion{}, nil, &Problem{Column: 1 + units(text[:first.places[0].start]), Code: "lesson.noneBefore"}
		}
		first.assertion.Subject = &Subject{Method: same.Method, Target: same.Target, AtLeast: 1}
	}
	if first.assertion.Then && same == nil {
		return Assertion{}, nil, &Problem{Column: 1, Code: "lesson.thenFirst"}
	}
	if same == nil {
		for _, each := range first.assertion.Claims {
			if each.Form == "sameField" || each.Form == "otherField" {
				return Assertion{}, nil, &Problem{Column: 1, Code: "lesson.noneBefore"}
			}
		}
	}
	return first.assertion, first.places, nil
}

func other(locale l10n.Locale) l10n.Locale {
	if locale == l10n.Spanish {
		return l10n.English
	}
	return l10n.Spanish
}

// read reads a line in one language.
func read(text string, words []word, locale l10n.Locale) reading {
	r := reading{words: words}
	at := 0
	if len(words) > 0 && isOne(words[0], joints[locale].then) {
		r.assertion.Then, at = true, 1
	}
	r.want, r.open = subject, at
	if !r.assertion.Then {
		end, form, slots, failed := first(whole, words, at, text, locale)
		switch {
		case failed == nil && end == len(words):
			r.assertion.Claims = []Claim{{Form: form, Slots: slots}}
			r.place(form, at, end)
			return r
		case failed == nil:
			r.open = end
			r.failed = []failure{{at: end}}
			return r
		}
		r.failed = failed
	}
	end, form, slots, failed := first(subject, words, at, text, locale)
	if failed != nil {
		r.failed = append(r.failed, failed...)
		return r
	}
	r.failed = nil
	r.assertion.Subject = &Subject{Method: slots[slotMethod], Target: slots[slotTarget], AtLeast: 1}
	if count, err := strconv.Atoi(slots[slotCount]); err == nil {
		r.assertion.Subject.AtLeast = count
	}
	r.place(form, at, end)
	r.claims(text, end, locale)
	return r
}

// claims reads what is said of the subject.
func (r *reading) claims(text string, at int, locale l10n.Locale) {
	for {
		r.want, r.open, r.more = claim, at, false
		end, form, slots, failed := first(claim, r.words, at, text, locale)
		if failed != nil {
			r.failed = failed
			return
		}
		r.assertion.Claims = append(r.assertion.Claims, Claim{Form: form, Slots: slots})
		r.place(form, at, end)
		at = end
		r.open, r.more = at, true
		if at == len(r.words) {
			return
		}
		if isOne(r.words[at], joints[locale].and) {
			at++
			continue
		}
		file, failed := after(r.words, at, text, locale)
		if failed == nil {
			r.assertion.After, r.more = file, false
			return
		}
		r.failed = append(failed, failure{at: at, want: joints[locale].and[0]})
		return
	}
}

// after reads ", after an edit of FILE" to the end of the line.
func after(words []word, at int, text string, locale l10n.Locale) (file string, failed []failure) {
	if words[at].text == "," {
		at++
	}
	for _, template := range joints[locale].after {
		end, slots, stopped := match(template, words, at, text, locale)
		switch {
		case stopped == nil && end == len(words):
			return slots[slotFile], nil
		case stopped == nil:
			stopped = &failure{at: end}
		}
		failed = append(failed, *stopped)
	}
	return "", failed
}

func (r *reading) place(form string, from, to int) {
	r.places = append(r.places, place{form, r.words[from].start, r.words[to-1].end})
}

// reached is the word up to which the line was read.
func (r *reading) reached() int {
	most := r.open
	for _, each := range r.failed {
		most = max(most, each.at)
	}
	return most
}

func isOne(w word, of []string) bool {
	for _, each := range of {
		if !w.quoted && strings.EqualFold(w.text, each) {
			return true
		}
	}
	return false
}

// first finds the first form of a kind that fits; or how far the best of them did.
func first(kind part, words []word, at int, text string, locale l10n.Locale) (end int, form string, slots map[string]string, failed []failure) {
	for _, each := range forms {
		if each.part != kind {
			continue
		}
		for _, template := range each.words[locale] {
			end, slots, stopped := match(template, words, at, text, locale)
			if stopped == nil && kind == claim && end < len(words) && !ends(words, end, locale) {
				stopped = &failure{at: end, want: joints[locale].and[0]} // a longer form may fit
			}
			if stopped == nil {
				return end, each.id, slots, nil
			}
			failed = append(failed, *stopped)
		}
	}
	return at, "", nil, failed
}

// ends reports whether a claim may end before a word.
func ends(words []word, at int, locale l10n.Locale) bool {
	if isOne(words[at], joints[locale].and) || words[at].text == "," {
		return true
	}
	_, failed := after(words, at, "", locale)
	return failed == nil
}

// problem says where a line could not be read, and what could have stood there.
func (r *reading) problem(text string, locale l10n.Locale) *Problem {
	at := r.reached()
	wants := []string{}
	slot := ""
	for _, each := range r.failed {
		if each.at == at && each.want != "" && len(wants) < maxWants && !slices.Contains(wants, each.want) {
			wants = append(wants, each.want)
			if slot == "" {
				slot = each.slot
			}
		}
	}
	problem := &Problem{Column: 1 + units(text), Code: "lesson.unfinished", Args: map[string]string{"found": ""}}
	if at < len(r.words) {
		problem.Column = 1 + units(text[:r.words[at].start])
		problem.Code = "lesson.noForm"
		problem.Args["found"] = short(text[r.words[at].start:])
		near := Nearest(r.words[at].text, wants)
		if slot == slotCode {
			near = Nearest(r.words[at].text, notes())
		}
		if near != "" {
			problem.Code, wants, slot = "lesson.nearForm", []string{near}, ""
		}
	}
	if len(wants) == 0 {
		problem.Code = "lesson.tooMuch"
	}
	if subject := r.meantSubject(locale); subject != "" {
		problem.Code, wants, slot = "lesson.nearForm", []string{subject}, ""
	}
	problem.Args["expected"] = strings.Join(wants, " · ")
	problem.parts = map[string]func(l10n.Locale) string{"slot": func(locale l10n.Locale) string {
		if slot == "" {
			return ""
		}
		return l10n.Text(locale, "lessonSlot."+slot, nil)
	}}
	return problem
}

// meantSubject is the subject that was surely meant by a line that names a method and a path, or a path
// alone, in other words; empty where the subject was read, or names none.
func (r *reading) meantSubject(locale l10n.Locale) string {
	one := r.assertion.Subject != nil && r.assertion.Subject.Target == "" && len(r.assertion.Claims) == 0 && r.reached() == r.open
	if r.want != subject && !one { // "una petición" begins as "una" does, which stands alone
		return ""
	}
	found := map[string]string{}
	for _, each := range r.words {
		method := strings.ToUpper(each.text)
		switch {
		case each.quoted:
		case found[slotTarget] == "" && strings.HasPrefix(each.text, "/"):
			found[slotTarget] = each.text
		case found[slotTarget] == "" && slices.Contains(methods, method):
			found[slotMethod] = method
		}
	}
	form := formOf(formMethod)
	switch {
	case found[slotTarget] == "":
		return ""
	case found[slotMethod] == "":
		form = formOf(formRequest)
	}
	return shownAs(form.words[locale][0], func(slot string) string { return found[slot] })
}

// maxWants is how many forms a sentence names.
const maxWants = 12

// Nearest is the word that was surely meant, of those that the forms begin with; empty where none is near.
// What is written in capitals is not a word, but stands for one.
func Nearest(found string, wants []string) string {
	best, least := "", min(3, 1+len([]rune(found))/3)
	for _, want := range wants {
		first, _, _ := strings.Cut(want, " ")
		if strings.EqualFold(first, found) || strings.ToUpper(first) == first { // a slot
			continue
		}
		if edits := distance.Edits(strings.ToLower(found), strings.ToLower(first), 2); edits < least {
			best, least = first, edits
		}
	}
	return best
}
