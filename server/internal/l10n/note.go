package l10n

import (
	"maps"
	"strings"

	"vitrina/server/internal/protocol"
)

// Note fills in a note's message. A note that stands for an error page has that
// page's sentence. One that names a mistake goes on with what happened and what to do.
func Note(locale Locale, note protocol.Note) protocol.Note {
	key := "note." + note.Code
	if !has(locale, key) {
		key = ProblemKey(locale, note.Code, "what")
	}
	what, todo := Mistake(locale, note.Args)
	if what != "" && has(locale, key+".explained") { // with nothing of what follows
		key += ".explained"
	}
	note.Message = Text(locale, key, note.Args)
	if what != "" {
		note.Message += " " + what + " " + todo
	}
	switch differs := Differs(locale, note.Args); {
	case differs != "":
		note.Message += " " + differs
	case note.Args["near"] != "":
		note.Message += " " + Text(locale, "note.near", note.Args)
	}
	return note
}

// Differs is what a name that exists differs in from the one that was asked for, by the key in
// args; empty where they have none.
func Differs(locale Locale, args map[string]string) string {
	if args["differs"] == "" {
		return ""
	}
	return Text(locale, "error.differs."+args["differs"], args)
}

// ProblemKey is the key of a part of an error page: its title, what happened, or what to do. Of a
// code in two parts, A.B, the parts that B does not have are those of A. What happened may be told
// by the note of that name.
func ProblemKey(locale Locale, code, part string) string {
	family, member, found := strings.Cut(code, ".")
	if !found {
		member = family
	}
	for _, key := range []string{"error." + code + "." + part, "note." + member} {
		if has(locale, key) && (part == "what" || strings.HasPrefix(key, "error.")) {
			return key
		}
	}
	return "error." + family + "." + part
}

// KnowsNote reports whether a note has a sentence.
func KnowsNote(code string) bool {
	return has(English, "note."+code) || has(English, ProblemKey(English, code, "what"))
}

func has(locale Locale, key string) bool {
	_, ok := find(locale, key)
	return ok
}

// Summary fills in the messages of an exchange's notes.
func Summary(locale Locale, summary protocol.ExchangeSummary) protocol.ExchangeSummary {
	notes := make([]protocol.Note, len(summary.Notes))
	for i, note := range summary.Notes {
		notes[i] = Note(locale, note)
	}
	summary.Notes = notes
	return summary
}

// Exchange fills in the messages of an exchange's notes and verdict.
func Exchange(locale Locale, exchange protocol.Exchange) protocol.Exchange {
	exchange.ExchangeSummary = Summary(locale, exchange.ExchangeSummary)
	exchange.Verdict = Verdict(locale, exchange.Verdict)
	return exchange
}

// Verdict fills in a verdict's sentences; nil stays nil.
func Verdict(locale Locale, verdict *protocol.Verdict) *protocol.Verdict {
	if verdict == nil {
		return nil
	}
	filled := *verdict
	filled.Outcome = outcome(locale, filled.Outcome)
	if filled.Predicted != nil {
		predicted := outcome(locale, *filled.Predicted)
		filled.Predicted = &predicted
	}
	return &filled
}

func outcome(locale Locale, made protocol.Outcome) protocol.Outcome {
	args := maps.Clone(made.Args)
	if args == nil {
		args = map[string]string{}
	}
	if args["type"] == "" {
		args["type"] = made.Type
	}
	made.Message = Text(locale, "verdict."+made.Reason, args)
	if made.Afterwards != "" {
		made.Afterwards = Text(locale, "verdict.afterwards."+made.Afterwards, args)
	}
	if made.Standard != "" {
		made.Standard = Text(locale, "verdict.standard."+made.Standard, args)
	}
	return made
}
