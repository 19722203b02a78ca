package verdict

import (
	"encoding/json"
	"os"
	"testing"

	"vitrina/server/internal/protocol"
)

// testdata/sniffing.json has what whatwg-mimetype and Chromium 156 made of each content. A test of
// the extension asks the package for all of it again, one of the panel the browser for a part.
func TestTypesAreThoseOfTheStandardAndOfChromium(t *testing.T) {
	var rows []struct {
		Content                    []byte
		Type                       *string
		Coding, Chromium, Standard string
	}
	data, err := os.ReadFile("testdata/sniffing.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		r := Response{Method: "GET", Status: 200, Content: row.Content, Bytes: int64(len(row.Content))}
		said := "none"
		if row.Type != nil {
			said = *row.Type
			r.Answered = append(r.Answered, protocol.Header{Name: "content-type", Value: said})
		}
		if row.Coding != "" {
			r.Answered = append(r.Answered, protocol.Header{Name: "Content-Encoding", Value: row.Coding})
		}
		start := row.Content[:min(len(row.Content), 40)]
		if got := r.standardType(row.Content); row.Standard != "" && got != row.Standard {
			t.Errorf("%q, type %s: by the standard %s, not %s", start, said, row.Standard, got)
		}
		made := r.computed()
		if got := made.Args["type"]; got != row.Chromium && made.Reason != "undecodable" {
			t.Errorf("%q, type %s, coding %s: in Chromium %s, not %s", start, said, row.Coding, row.Chromium, got)
		}
	}
}
