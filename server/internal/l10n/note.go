package l10n

import "vitrina/server/internal/protocol"

// Note fills in a note's message. A note that stands for an error page has that
// page's sentence. One that names a mistake goes on with what happened and what to do.
func Note(locale Locale, note protocol.Note) protocol.Note {
	key := "note." + note.Code
	if _, ok := texts[locale]()[key]; !ok {
		key = "error." + note.Code + ".what"
	}
	what, todo := Mistake(locale, note.Args)
	if _, ok := texts[locale]()[key+".explained"]; ok && what != "" { // with nothing of what follows
		key += ".explained"
	}
	note.Message = Text(locale, key, note.Args)
	if what != "" {
		note.Message += " " + what + " " + todo
	}
	return note
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
