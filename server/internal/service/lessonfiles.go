package service

import (
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vitrina/server/internal/lesson"
)

// lookedAt is a file as it was when it was looked at last.
type lookedAt struct {
	exists bool
	size   int64
	saved  time.Time
	sum    [sha256.Size]byte
}

// lessonFiles looks at the files that a lesson speaks of.
type lessonFiles struct {
	root string
	seen map[string]lookedAt
	// last is when they were looked at.
	last time.Time
}

// mostRead is how much of a file is read.
const mostRead = 1 << 20

// look tells the state which files changed since the last look. The first look at a file is not a change.
func (f *lessonFiles) look(files []string, state *lesson.State) {
	now := time.Now()
	for _, name := range files {
		before, known := f.seen[name]
		path := filepath.Join(f.root, filepath.FromSlash(name))
		is := lookedAt{}
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() { // a pipe would keep us waiting
			is.exists, is.size, is.saved = true, info.Size(), info.ModTime()
		}
		if known && is.exists == before.exists && is.size == before.size && is.saved.Equal(before.saved) {
			continue
		}
		text := ""
		if is.exists {
			text = readText(path)
			is.sum = sha256.Sum256([]byte(text))
		}
		f.seen[name] = is
		state.Files[name] = lesson.File{Exists: is.exists, Text: text}
		if !known || is.exists == before.exists && is.size == before.size && is.sum == before.sum {
			continue
		}
		edit := lesson.Edit{Path: name, Saved: is.saved, Noticed: now}
		if !is.exists || edit.Saved.Before(f.last) || edit.Saved.After(now) { // the file's own time is another's: it was copied, or is gone
			edit.Saved = f.last
		}
		state.AddEdit(edit)
	}
	f.last = now
}

// readText is what is in a file, without byte-order mark and with LF at the ends of lines.
func readText(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer func() { _ = file.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(file, mostRead))
	if err != nil {
		return ""
	}
	return strings.ReplaceAll(strings.TrimPrefix(string(data), "\uFEFF"), "\r\n", "\n")
}
