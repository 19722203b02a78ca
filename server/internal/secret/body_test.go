package secret

import (
	"encoding/json"
	"os"
	"testing"
)

// The same cases hold for what the panel hides (extension/test/panel/secrets.test.ts).
func TestSecretsAreFoundInBodies(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/bodies.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases [][3]string
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		got, at := "", 0
		for _, span := range InBody(c[0], c[1]) {
			got += c[1][at:span.From] + "⟦" + c[1][span.From:span.To] + "⟧"
			at = span.To
		}
		if got += c[1][at:]; got != c[2] {
			t.Errorf("%s: %q has %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestWhatStandsInPlaceOfASecretIsJSON(t *testing.T) {
	t.Parallel()
	const body = `{"pin": 1, "token": "x", "auth": [1, 2], "é": "secret"}`
	got := Replaced(body, InBody("application/json", body), "HIDDEN")
	if want := `{"pin": "HIDDEN", "token": "HIDDEN", "auth": "HIDDEN", "é": "secret"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func FuzzInBody(f *testing.F) {
	f.Add("application/json", `{"token": ["a", {'pin': 1}`)
	f.Add("multipart/form-data; boundary=b", "--b\r\n\r\n--b")
	f.Add("application/x-www-form-urlencoded", "token=&;=")
	f.Fuzz(func(t *testing.T, contentType, body string) {
		at := 0
		for _, span := range InBody(contentType, body) {
			if span.From < at || span.To <= span.From || span.To > len(body) {
				t.Fatalf("%v in %d bytes", span, len(body))
			}
			at = span.To
		}
	})
}
