package har

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"
)

// The same cases hold for what the panel hides (extension/test/panel/secrets.test.ts).
func TestSecretsAreLeftOut(t *testing.T) {
	data, err := os.ReadFile("testdata/secrets.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases [][3]string
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	secret := regexp.MustCompile(`\[[^]]*\]`)
	for _, c := range cases {
		want := secret.ReplaceAllLiteralString(c[2], redacted)
		if got := Redacted(c[0], c[1]); got != want {
			t.Errorf("%s: %s is %s, want %s", c[0], c[1], got, want)
		}
	}
}
