package l10n

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Texts are sought in the files by their lines, which only looks like reading JSON.
func TestEveryTextIsFound(t *testing.T) {
	for locale, file := range map[Locale]string{English: english, Spanish: spanish} {
		var want map[string]string
		if err := json.Unmarshal([]byte(file), &want); err != nil {
			t.Fatal(err)
		}
		if keys := Keys(locale); !slices.IsSorted(keys) || len(keys) != len(want) {
			t.Errorf("the keys of %s.json are not in order, or more than one is in a line", locale)
		}
		for key, text := range want {
			if got, ok := find(locale, key); !ok || got != text {
				t.Errorf("%s: %s is %q, not %q", locale, key, got, text)
			}
			if got, ok := find(locale, key+"x"); ok && want[key+"x"] == "" {
				t.Errorf("%s: %sx is %q", locale, key, got)
			}
		}
		for _, key := range []string{"", "a", "~"} {
			if got, ok := find(locale, key); ok {
				t.Errorf("%s: %q is %q", locale, key, got)
			}
		}
	}
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	placeholder := regexp.MustCompile(`\{\w+\}`)
	for _, key := range Keys(English) {
		english, spanish := Text(English, key, nil), Text(Spanish, key, nil)
		if spanish == key {
			t.Errorf("%s has no Spanish", key)
			continue
		}
		if strings.TrimSpace(english) == "" || strings.TrimSpace(spanish) == "" {
			t.Errorf("%s is empty", key)
		}
		of := func(text string) []string {
			found := placeholder.FindAllString(text, -1)
			slices.Sort(found)
			return slices.Compact(found)
		}
		if !slices.Equal(of(english), of(spanish)) {
			t.Errorf("%s: %v in English, %v in Spanish", key, of(english), of(spanish))
		}
	}
	for _, key := range Keys(Spanish) {
		if Text(English, key, nil) == key {
			t.Errorf("%s has no English", key)
		}
	}
}

func TestPlaceholdersAreFilledOnce(t *testing.T) {
	got := Text(English, "failure.siteUnknown", map[string]string{"site": "{path} {site}"})
	if got != "No site {path} {site} is running. It may have been stopped." {
		t.Error(got)
	}
}

func TestMatch(t *testing.T) {
	for wanted, want := range map[string]Locale{
		"": English, "es": Spanish, "es-MX": Spanish, "es-419,en;q=0.5": Spanish, "en-GB,es;q=0.9": English,
		"fr": English, "fr, es;q=0.3": Spanish, "en;q=0.1, es;q=0.9": Spanish, "C": English, "nonsense;;": English, "ca": English,
	} {
		if got := Match(wanted); got != want {
			t.Errorf("Match(%q) = %s, not %s", wanted, got, want)
		}
	}
}

// Every text is used somewhere: its key, or what the key begins with, stands in the
// source. Keys that are put together begin with one of these.
func TestEveryTextIsUsed(t *testing.T) {
	composed := []string{"error.", "failure.", "problem.", "note.", "check.", "mistake.", "verdict.", "share.", "lesson.seen."}
	var source strings.Builder
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err == nil && (strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, ".html") || strings.Contains(path, "assets")) {
			if data, readErr := os.ReadFile(path); readErr == nil {
				source.Write(data)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range Keys(English) {
		if slices.ContainsFunc(composed, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
			words := strings.Split(key, ".")
			if key = words[1]; key == "section" {
				continue
			}
		}
		if !strings.Contains(source.String(), key) && !strings.Contains(source.String(), key[strings.Index(key, ".")+1:]) {
			t.Errorf("the text %s is used nowhere", key)
		}
	}
}

// A page of a code in one part may say what happened by the note of that code.
func TestWhatHappenedMayBeToldByANote(t *testing.T) {
	for code, want := range map[string]string{
		"noOutput": "note.noOutput", "scriptBadHeader.noOutput": "note.noOutput", "notFound": "error.notFound.what", "scriptBadHeader.unheardOf": "error.scriptBadHeader.what",
	} {
		if got := ProblemKey("en", code, "what"); got != want {
			t.Errorf("%s: %s, not %s", code, got, want)
		}
	}
}
