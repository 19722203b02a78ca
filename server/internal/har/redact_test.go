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

func TestSentencesDoNotQuoteSecrets(t *testing.T) {
	for sentence, want := range map[string]string{
		"It leads to “/a?b=1&token=x”.":              "It leads to “/a?b=1&token=REDACTED”.",
		"It stops at “{\"n\": no, \"token\": \"x…”.": "It stops at “{\"n\": no, \"token\": \"REDACTED”.",
		"The header “X: y” is sent twice.":           "The header “X: y” is sent twice.",
	} {
		if got := redactedSentence(sentence); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
