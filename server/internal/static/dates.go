package static

import (
	"sync"
	"time"
)

// maxDates is how many files' dates are remembered. When there are more, all are forgotten.
const maxDates = 8192

// dates remember which content of a file was seen with its date of Last-Modified. That has whole
// seconds, so a second save may leave it as it was, and then it does not tell the two apart (RFC
// 9110, section 8.8.2.2). The zero value is ready.
type dates struct {
	mu   sync.Mutex
	seen map[string]dated // by the file's name
}

// dated is the content that was seen with a date.
type dated struct {
	modified time.Time // in whole seconds
	tag      string
	several  bool // another one was seen with the same date
}

// ambiguous takes note of a file's content, and reports whether other content was seen with the
// same date.
func (d *dates) ambiguous(name string, modified time.Time, tag string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	before, ok := d.seen[name]
	is := dated{modified: modified, tag: tag}
	if ok && before.modified.Equal(modified) {
		is.several = before.several || before.tag != tag
	}
	if is == before {
		return is.several
	}
	if d.seen == nil || !ok && len(d.seen) >= maxDates {
		d.seen = map[string]dated{}
	}
	d.seen[name] = is
	return is.several
}
