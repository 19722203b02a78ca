package static

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A tag changes with the content though time and size do not: small files, larger ones,
// and pages that are injected into.
func TestTagsChangeWithEveryChange(t *testing.T) {
	for name, size := range map[string]int{"small.html": 10, "held.html": maxHeld, "large.html": maxHeld + 1, "larger.html": 1 << 20, "hashed.bin": maxTagged, "largest.bin": maxTagged + 1} {
		folder := t.TempDir()
		files, done := filesOf(t, folder)
		modified := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
		seen := map[string]string{}
		for _, letter := range []string{"a", "b", "c"} {
			content := strings.Repeat("x", size/2) + letter + strings.Repeat("x", size-size/2-1)
			save(t, filepath.Join(folder, name), content, modified)
			for _, inject := range []bool{false, true} {
				tag := answerTo(t, files, name, inject).Header.Get("ETag")
				if other, twice := seen[tag]; twice || !strings.HasPrefix(tag, `"`) || !strings.HasSuffix(tag, `"`) {
					t.Errorf("%s: %s with %s, and with %s", name, tag, letter, other)
				}
				seen[tag] = letter
				if first, again := answerTo(t, files, name, inject).Header.Get("ETag"), answerTo(t, files, name, inject).Header.Get("ETag"); first != again {
					t.Errorf("%s: %s, and a moment later %s", name, first, again)
				}
			}
		}
		done()
	}
}

// A tag stays while nothing changes: it says nothing of how long ago that was. What is larger than a hash
// is quick to make keeps its own, too, once that is remembered.
func TestTagsStay(t *testing.T) {
	folder := t.TempDir()
	files, done := filesOf(t, folder)
	defer done()
	for name, size := range map[string]int{"small.bin": 10, "large.bin": maxHeld + 1, "larger.bin": 1 << 20, "hashed.bin": maxTagged} {
		content := strings.Repeat("x", size)
		save(t, filepath.Join(folder, name), content, time.Now())
		if tag := answerTo(t, files, name, false).Header.Get("ETag"); tag != contentTag([]byte(content)) {
			t.Errorf("%s: %s is not its content's", name, tag)
		}
	}
	save(t, filepath.Join(folder, "largest.bin"), strings.Repeat("x", maxTagged+1), time.Now().Add(-time.Hour+time.Nanosecond))
	first := answerTo(t, files, "largest.bin", false).Header.Get("ETag")
	for remembered := false; !remembered; time.Sleep(time.Millisecond) {
		if tag := answerTo(t, files, "largest.bin", false).Header.Get("ETag"); tag != first {
			t.Fatalf("%s, and then %s", first, tag)
		}
		files.tags.mu.Lock()
		_, remembered = files.tags.known["largest.bin\x00start"]
		files.tags.mu.Unlock()
	}
	if tag := answerTo(t, files, "largest.bin", false).Header.Get("ETag"); tag != first {
		t.Errorf("%s, and once it is remembered %s", first, tag)
	}
}

// Another file that takes the name, an older one put back, and one that is only touched.
func TestTagsOfFilesThatTakeTheName(t *testing.T) {
	folder := t.TempDir()
	files, done := filesOf(t, folder)
	defer done()
	name, modified := filepath.Join(folder, "a.txt"), time.Now().Add(-time.Hour)
	save(t, name, "old", modified)
	old := answerTo(t, files, "a.txt", false).Header.Get("ETag")
	save(t, name+"2", "new", modified)
	if err := os.Rename(name+"2", name); err != nil {
		t.Fatal(err)
	}
	if tag := answerTo(t, files, "a.txt", false).Header.Get("ETag"); tag == old {
		t.Error("another file has the same tag")
	}
	save(t, name, "old", modified.Add(time.Minute))
	if tag := answerTo(t, files, "a.txt", false).Header.Get("ETag"); tag != old {
		t.Error("the same bytes have another tag")
	}
}

// The date of no response lies ahead (RFC 9110, section 8.8.2.1), and a file without a time has none.
func TestLastModified(t *testing.T) {
	folder := t.TempDir()
	files, done := filesOf(t, folder)
	defer done()
	past := time.Date(2020, 2, 29, 12, 30, 1, 999_999_999, time.UTC)
	for name, modified := range map[string]time.Time{"past.txt": past, "future.txt": time.Now().Add(48 * time.Hour), "none.txt": time.Unix(0, 0)} {
		save(t, filepath.Join(folder, name), name, modified)
	}
	if got := answerTo(t, files, "past.txt", false).Header.Get("Last-Modified"); got != "Sat, 29 Feb 2020 12:30:01 GMT" {
		t.Error(got)
	}
	if date, err := http.ParseTime(answerTo(t, files, "future.txt", false).Header.Get("Last-Modified")); err != nil || date.After(time.Now()) {
		t.Errorf("%v %v", date, err)
	}
	if got := answerTo(t, files, "none.txt", false).Header; got["Last-Modified"] != nil {
		t.Error(got)
	}
}

// A date holds for the one content that was seen with it, and not where a second save left it as it was.
func TestDatesOfTwoSaves(t *testing.T) {
	folder := t.TempDir()
	files, done := filesOf(t, folder)
	defer done()
	modified := time.Now().Add(-time.Hour).Truncate(time.Second)
	since := modified.UTC().Format(http.TimeFormat)
	status := func(name, field string) int {
		found, err := files.Find(name, false)
		if err != nil {
			t.Fatal(err)
		}
		defer found.Close()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set(field, since)
		r.Header.Set("Range", "bytes=0-0")
		answer, err := files.Answer(r, found, Wanted{})
		if err != nil {
			t.Fatal(err)
		}
		return answer.Status
	}
	for name, content := range map[string]string{"a.txt": "", "large.bin": strings.Repeat("x", maxHeld)} {
		file := filepath.Join(folder, name)
		save(t, file, content+"old", modified.Add(200*time.Millisecond))
		if since, ifRange := status(name, "If-Modified-Since"), status(name, "If-Range"); since != 304 || ifRange != 206 {
			t.Errorf("%s did not change: %d and %d", name, since, ifRange)
		}
		save(t, file, content+"new", modified.Add(700*time.Millisecond))
		if since, ifRange := status(name, "If-Modified-Since"), status(name, "If-Range"); since != 206 || ifRange != 200 {
			t.Errorf("%s changed within the second: %d and %d", name, since, ifRange)
		}
		save(t, file, content+"new", modified.Add(-time.Second))
		if got := status(name, "If-Modified-Since"); got != 304 {
			t.Errorf("%s has an earlier date: %d", name, got)
		}
	}
}

// What settings give goes before our own fields, and conditions are compared with it.
func TestFieldsOfSettings(t *testing.T) {
	folder := t.TempDir()
	files, done := filesOf(t, folder)
	defer done()
	save(t, filepath.Join(folder, "a.txt"), "content", time.Now())
	settings := http.Header{
		"Etag": {`W/"lesson"`}, "Last-Modified": {"Sat, 29 Feb 2020 12:30:01 GMT"}, "Cache-Control": {"max-age=60"},
		"Content-Type": {"text/x-lesson"}, "Content-Encoding": {"identity"}, "Vary": {"Cookie"}, "X-Lesson": {"1"},
	}
	for name, c := range map[string]struct {
		field  string
		status int
		absent []string
	}{
		"":                  {"", 200, nil},
		"If-None-Match":     {`W/"lesson"`, 304, []string{"Content-Type", "Content-Encoding", "Content-Length", "Last-Modified"}},
		"If-Modified-Since": {"Sat, 29 Feb 2020 12:30:01 GMT", 304, []string{"Content-Type", "Content-Encoding", "Content-Length", "Last-Modified"}},
		"Range":             {"bytes=1-2", 206, nil},
	} {
		r := httptest.NewRequest(http.MethodGet, "/a.txt", nil)
		r.Header.Set(name, c.field)
		found, err := files.Find("a.txt", false)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := files.Answer(r, found, Wanted{Header: settings})
		found.Close()
		if err != nil || answer.Status != c.status {
			t.Fatalf("%s: %v %v", name, answer, err)
		}
		for field, values := range settings {
			want := values[0]
			for _, absent := range c.absent {
				if field == absent {
					want = ""
				}
			}
			if got := answer.Header.Get(field); got != want {
				t.Errorf("%s: %s is %q, not %q", name, field, got, want)
			}
		}
	}
	if settings.Get("Content-Length") != "" || len(settings) != 7 {
		t.Errorf("the settings were changed: %v", settings)
	}
}

func save(t *testing.T, name, content string, modified time.Time) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, modified, modified); err != nil {
		t.Fatal(err)
	}
}

func answerTo(t *testing.T, files *Files, name string, inject bool) *Answer {
	t.Helper()
	found, err := files.Find(name, false)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	wanted := Wanted{}
	if inject {
		wanted.Insert = func(string, []byte, bool, func() string) Insertion {
			return Insertion{Text: []byte("<script></script>")}
		}
	}
	answer, err := files.Answer(httptest.NewRequest(http.MethodGet, "/", nil), found, wanted)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}
