package har

import (
	"encoding/json"
	"io"

	"vitrina/server/internal/build"
)

// Write writes an archive with the entries that next gives, until it gives none: never all of them
// are in memory. lesson is JSON that says of a lesson what the entries do not; nil where there is none.
func Write(w io.Writer, lesson json.RawMessage, next func() (Entry, bool)) error {
	head, err := json.Marshal(log{Version: "1.2", Creator: creator{Name: "Vitrina", Version: build.Version}, Lesson: lesson})
	if err != nil {
		return err
	}
	// The entries come before the brace that ends the log.
	if _, err := w.Write(append(append([]byte(`{"log":`), head[:len(head)-1]...), `,"entries":[`...)); err != nil {
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for between := ""; ; between = "," {
		entry, more := next()
		if !more {
			break
		}
		if _, err := io.WriteString(w, between); err != nil {
			return err
		}
		if err := encoder.Encode(entry); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "]}}\n")
	return err
}
