package static

import (
	"io"
	"io/fs"
	"os"
	"sync"
	"time"
)

const (
	// maxTagged is the size, in bytes, up to which content is compared by its hash: 4 MiB, more
	// than pages, scripts and style sheets have. Larger files are compared by size and time.
	maxTagged = 4 << 20
	// maxTags is how many files' tags are remembered. When there are more, all are forgotten.
	maxTags = 8192
)

// Tags of files of which nothing else is known.
const (
	Unreadable = "unreadable"
	Changing   = "changing" // somebody writes
)

// tags remember the hashes of files by their identity, so that comparing a file that did not
// change costs no reading. The zero value is ready.
type tags struct {
	mu    sync.Mutex
	known map[string]tagged
}

// tagged is the hash of a file as it was.
type tagged struct {
	identity identity
	tag      string
	// changed is when the file had last changed.
	changed time.Time
}

// identity distinguishes a file from all that it was before, once the clock has moved on.
type identity struct {
	id                string
	size              int64
	modified, changed int64 // nanoseconds
}

// of returns the tag of an open file, and when the file had last changed. A name is where it is
// remembered, as soon as the times tell the file from what is written later: then it is settled.
func (t *tags) of(name string, file *os.File, info fs.FileInfo) (tag string, changed time.Time, settled bool) {
	for range tries {
		is := identityOf(file, info)
		changed = time.Unix(0, is.changed)
		t.mu.Lock()
		known, ok := t.known[name]
		t.mu.Unlock()
		if ok && known.identity == is {
			return known.tag, known.changed, true
		}
		if ok && known.identity.cut(is) {
			changed = time.Now()
		}
		if is.size > maxTagged {
			return base36(is.size) + "-" + base36(is.modified), changed, false
		}
		content := make([]byte, is.size)
		n, err := file.ReadAt(content, 0)
		if err != nil && err != io.EOF {
			return Unreadable, changed, false
		}
		// The content goes with the time only if nobody wrote meanwhile.
		if info, err = file.Stat(); err != nil {
			return Unreadable, changed, false
		}
		if identityOf(file, info) != is {
			continue
		}
		tag = digest(content[:n])
		if is.settled() {
			t.remember(name, tagged{is, tag, changed})
			settled = true
		}
		return tag, changed, settled
	}
	return Changing, time.Now(), false
}

// settled reports whether the times tell the file from what is written from now on.
func (i identity) settled() bool {
	latest := max(i.modified, i.changed)
	return time.Since(time.Unix(0, latest)) > clockGrain(latest)
}

// cut reports whether a file has another size, but not yet another time. Linux sets the size of a
// file that is truncated before its times (ext4_setattr), and the next to be written are the bytes.
func (i identity) cut(now identity) bool {
	return i.id == now.id && i.size != now.size && i.modified == now.modified && i.changed == now.changed
}

func identityOf(file *os.File, info fs.FileInfo) identity {
	return identity{fileID(file, info), info.Size(), info.ModTime().UnixNano(), changeTime(file, info).UnixNano()}
}

// find is the tag that is remembered of a file, unless it has changed.
func (t *tags) find(name string, is identity) (tag string, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known, ok := t.known[name]
	return known.tag, ok && known.identity == is
}

func (t *tags) remember(name string, as tagged) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.known == nil || len(t.known) >= maxTags {
		t.known = map[string]tagged{}
	}
	t.known[name] = as
}

// clockGrain is how coarse the times of a file may be: two writes within it need not differ.
// Linux stamps files with the clock of the last timer tick (at most 10 ms); FAT counts two
// seconds, which shows as a time without a fraction.
func clockGrain(moment int64) time.Duration {
	if moment%1e9 == 0 {
		return fresh
	}
	return 20 * time.Millisecond
}

// Tag names the content of a file that was found; see Representation.Tag. Beside it is when the
// file had last changed.
func (s *Files) Tag(found Found) (tag string, changed time.Time) {
	if found.kept != nil {
		return found.kept.tag, found.kept.changed
	}
	tag, changed, _ = s.tags.of(found.Path, found.File, found.Info)
	return tag, changed
}

// Changed is when the file's content, name or times had last changed when it was found.
func (f Found) Changed() time.Time {
	if f.kept != nil {
		return f.kept.changed
	}
	return changeTime(f.File, f.Info)
}
