package static

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Between a file's new size and its new times nobody can tell from the times that it has just been
// truncated: it counts as changed when that was seen, until there are new times.
func TestAFileThatIsBeingTruncatedHasChangedJustNow(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.css")
	save(t, name, "", time.Now().Add(-time.Hour))
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	before := identityOf(file, info)
	before.size = 20
	var known tags
	known.remember("a.css", tagged{before, "before", time.Unix(0, before.changed)})

	began := time.Now()
	tag, changed, _ := known.of("a.css", file, info)
	if tag == "before" || changed.Before(began) {
		t.Errorf("tag %s, changed %v before the look", tag, began.Sub(changed))
	}
	if again, same, _ := known.of("a.css", file, info); again != tag || same.Before(time.Unix(0, before.changed)) {
		t.Errorf("tag %s, then %s, changed %v", tag, again, same)
	}
}
