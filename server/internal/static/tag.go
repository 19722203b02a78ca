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
// within a second and at equal size. A small file's tag is its content's hash. A large
// one's is a hash of the times of its last write and change, its size and its identity; the
// hash keeps those from clients. While the clock of those times may not have moved on, they
// do not distinguish two writes. Until then the content's hash is part of the tag as well.
const (
	// maxHeld is how large a file is read into memory and sent from there.
	maxHeld = 64 << 10
	// maxFreshHash is how much of a large file is hashed while it is fresh, since that is
	// done again for each request.
	maxFreshHash = 8 << 20
	// fresh is how long a clock of a file system may stand still: FAT counts in 2 s
	// (Microsoft's specification of FAT32, "Date and Time Formats"), Linux in 4 ms or 10 ms.
	fresh = 2 * time.Second
)

// contentTag is the entity tag of content in memory.
func contentTag(content []byte) string { return `"` + digest(content) + `"` }

// fileTag is the entity tag of a file that is too large to be held.
func fileTag(file *os.File, info fs.FileInfo) string {
	changed := changeTime(file, info)
	known := base36(info.ModTime().UnixNano()) + "-" + base36(changed.UnixNano()) + "-" + base36(info.Size()) + fileID(file, info)
	if time.Since(info.ModTime()) < fresh || time.Since(changed) < fresh {
		hash := sha256.New()
		if _, err := io.Copy(hash, io.NewSectionReader(file, 0, min(info.Size(), maxFreshHash))); err == nil {
			known += "-" + short(hash.Sum(nil))
		}
	}
	return contentTag([]byte(known))
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return short(sum[:])
}

// short is 128 bits of a hash: enough that no two versions ever share them.
func short(sum []byte) string { return base64.RawURLEncoding.EncodeToString(sum[:16]) }

func base36(n int64) string { return strconv.FormatInt(n, 36) }
