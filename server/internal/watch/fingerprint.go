package watch

import (
	"hash/maphash"
	"io"
	"io/fs"
	"os"
	"time"
)

// hashLimit is the size, in bytes, up to which content is compared by a hash: 4 MiB, more
// than pages, scripts and style sheets have. Larger files are compared by size and time.
const hashLimit = 4 << 20

// hashSeed is another one in each process, which keeps no hash beyond its end.
var hashSeed = maphash.MakeSeed()

// fingerprint is what is remembered of a file, to compare it with later.
type fingerprint struct {
	size     int64
	modified time.Time
	// sum is the hash of the content; it counts only where hashed is true.
	sum    uint64
	hashed bool
	// recent is true where the file was modified so shortly before the look that a later
	// write could leave the same size and time.
	recent bool
}

// sameStat reports whether both have the same size and time, which a walk compares.
func (f fingerprint) sameStat(other fingerprint) bool {
	return f.size == other.size && f.modified.Equal(other.modified)
}

// sameContent reports whether the content is certainly the same.
func (f fingerprint) sameContent(other fingerprint) bool {
	if f.size != other.size {
		return false
	}
	if f.hashed && other.hashed {
		return f.sum == other.sum
	}
	return f.modified.Equal(other.modified) && !f.recent
}

// clockGrain is how coarse the times of files may be. Linux stamps them with the clock of
// the last timer tick (at most 10 ms); FAT counts two seconds, which shows as a time
// without a fraction.
func clockGrain(modified time.Time) time.Duration {
	if modified.Nanosecond() == 0 {
		return 2 * time.Second
	}
	return 20 * time.Millisecond
}

func stamp(info fs.FileInfo, now time.Time) fingerprint {
	modified := info.ModTime()
	return fingerprint{
		size:     info.Size(),
		modified: modified,
		recent:   now.Sub(modified) < clockGrain(modified),
	}
}

// kind is what a name in the file system stands for.
type kind int

const (
	// absent is also what cannot be looked at.
	absent kind = iota
	folder
	file
	// special is a device, a pipe or a socket. It is never opened.
	special
)

func kindOfMode(mode fs.FileMode) kind {
	switch {
	case mode.IsDir():
		return folder
	case mode.IsRegular(), mode&fs.ModeSymlink != 0:
		return file
	default:
		return special
	}
}

// snapshot is what a name was when it was looked at.
type snapshot struct {
	kind  kind
	print fingerprint
	// writing is true where a program has the file open for writing; it counts only where
	// writerKnown is true.
	writing, writerKnown bool
}

// look reads what is needed to compare a file. It compares a symbolic link by where it points
// to, and does not follow it.
func look(path string) snapshot {
	info, err := os.Lstat(path)
	if err != nil {
		return snapshot{}
	}
	result := snapshot{kind: kindOfMode(info.Mode()), print: stamp(info, time.Now())}
	if result.kind != file {
		return result
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		target, err := os.Readlink(path)
		if err != nil {
			return snapshot{}
		}
		result.print.sum, result.print.hashed = maphash.String(hashSeed, target), true
		result.writerKnown = true
		return result
	}
	opened, err := openToRead(path)
	if err != nil {
		// A file that may not be read is compared by size and time.
		return result
	}
	defer opened.Close()
	info, err = opened.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return snapshot{}
	}
	result.print = stamp(info, time.Now())
	result.writing, result.writerKnown = hasWriter(opened)
	if sum, ok := sumOf(opened); ok {
		result.print.sum, result.print.hashed = sum, true
	}
	return result
}

func sumOf(content io.Reader) (sum uint64, ok bool) {
	var hash maphash.Hash
	hash.SetSeed(hashSeed)
	n, err := io.Copy(&hash, io.LimitReader(content, hashLimit+1))
	return hash.Sum64(), err == nil && n <= hashLimit
}
