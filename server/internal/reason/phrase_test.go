package reason

import "testing"

func TestPhrasesAreThoseOfTheRegistry(t *testing.T) {
	for status, want := range map[int]string{
		200: "OK", 404: "Not Found", 413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable",
		422: "Unprocessable Content", 599: "",
	} {
		if got := Phrase(status); got != want {
			t.Errorf("%d: %q, not %q", status, got, want)
		}
	}
}
