package static

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"io/fs"
	"os"
	"strconv"
	"time"
)

// Entity tags are strong (RFC 9110, section 8.8.3): they change with every byte, also twice
// within a second and at equal size, and stay while nothing changes. A file's tag is its content's
// hash up to maxTagged. A larger one's is a hash of the times of its last write and change, its size
// and its identity; the hash keeps those from clients. While the clock of those times may not have
// moved on, they do not distinguish two writes, so the hash of its beginning is a part of the tag as well.
const (
	// maxHeld is how large a file is read into memory and sent from there.
	maxHeld = 64 << 10
	// maxStartHash is how much of a larger file is hashed. While it is fresh, that is done again for
	// each request.
	maxStartHash = 8 << 20
	// fresh is how long a clock of a file system may stand still: FAT counts in 2 s
	// (Microsoft's specification of FAT32, "Date and Time Formats"), Linux in 4 ms or 10 ms.
	fresh = 2 * time.Second
)

// contentTag is the entity tag of content in memory.
func contentTag(content []byte) string { return `"` + digest(content) + `"` }

// fileTag is the entity tag of a file that is too large to be held.
func (r *Representation) fileTag(info fs.FileInfo) string {
	if info.Size() <= maxTagged {
		if tag := r.Tag(); tag != Unreadable && tag != Changing {
			return `"` + tag + `"`
		}
	}
	is := identityOf(r.file, info)
	return contentTag([]byte(base36(is.modified) + "-" + base36(is.changed) + "-" + base36(is.size) + is.id + "-" + r.tags.start(r.name, r.file, is)))
}

// start is the hash of a file's beginning; empty where that cannot be read.
func (t *tags) start(name string, file *os.File, is identity) string {
	name += "\x00start"
	if tag, ok := t.find(name, is); ok {
		return tag
	}
	settled := is.settled() // before it is read: what is written from then on has another time
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(file, 0, min(is.size, maxStartHash))); err != nil {
		return ""
	}
	tag := short(hash.Sum(nil))
	if info, err := file.Stat(); settled && err == nil && identityOf(file, info) == is {
		t.remember(name, tagged{identity: is, tag: tag})
	}
	return tag
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return short(sum[:])
}

// short is 128 bits of a hash: enough that no two versions ever share them.
func short(sum []byte) string { return base64.RawURLEncoding.EncodeToString(sum[:16]) }

func base36(n int64) string { return strconv.FormatInt(n, 36) }
