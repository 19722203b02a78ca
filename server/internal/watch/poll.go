package watch

import (
	"hash/maphash"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// pollSource notices by itself, where the system does not: it lists its folders again and again.
type pollSource struct {
	pause time.Duration
	out   chan []signal
	stop  chan struct{}
	done  chan struct{}

	mu      sync.Mutex
	folders map[string]map[string]polled
}

// polled is what a name was when its folder was listed.
type polled struct {
	kind     kind
	size     int64
	modified time.Time
	inode    uint64
	// sum is the hash of the content where recent is true: the file was modified so shortly
	// before that a later write could leave the same size and time.
	sum    uint64
	recent bool
}

// roundShare is the share of the time that polling may spend on listing: a twentieth.
const roundShare = 20

func openPoll(pause time.Duration) *pollSource {
	s := &pollSource{
		pause:   pause,
		out:     make(chan []signal),
		stop:    make(chan struct{}),
		done:    make(chan struct{}),
		folders: map[string]map[string]polled{},
	}
	go s.run()
	return s
}

// add is harmless for a folder that is polled: what changed since the last round is still told.
func (s *pollSource) add(folder string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.folders[folder]; known {
		return nil
	}
	listed, err := list(folder, nil)
	if err == nil {
		s.folders[folder] = listed
	}
	return err
}

func (s *pollSource) remove(folder string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.folders, folder)
}

func (s *pollSource) guard(string)               {}
func (s *pollSource) signals() <-chan []signal   { return s.out }
func (s *pollSource) locate(found signal) string { return found.name }

func (s *pollSource) close() {
	close(s.stop)
	<-s.done
}

func (s *pollSource) run() {
	defer close(s.done)
	timer := time.NewTimer(s.pause)
	defer timer.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-timer.C:
		}
		begin := time.Now()
		batch := s.round()
		timer.Reset(max(s.pause, roundShare*time.Since(begin)))
		if len(batch) == 0 {
			continue
		}
		select {
		case <-s.stop:
			return
		case s.out <- batch:
		}
	}
}

// round lists every folder, and returns what is not as it was.
func (s *pollSource) round() []signal {
	s.mu.Lock()
	names := slices.Collect(maps.Keys(s.folders))
	s.mu.Unlock()
	var batch []signal
	for _, name := range names {
		select {
		case <-s.stop:
			return nil
		default:
		}
		batch = s.compare(batch, name)
	}
	return batch
}

// compare lists one folder.
func (s *pollSource) compare(batch []signal, path string) []signal {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, known := s.folders[path]
	if !known {
		return batch
	}
	now, err := list(path, before)
	if err != nil {
		return batch // where it is gone, the one above tells it
	}
	s.folders[path] = now
	for name, was := range before {
		if _, there := now[name]; !there {
			batch = append(batch, was.signal(filepath.Join(path, name), vanished))
		}
	}
	for name, is := range now {
		full := filepath.Join(path, name)
		was, there := before[name]
		switch {
		case !there:
			batch = append(batch, is.signal(full, created))
		case was.kind != is.kind, was.inode != is.inode && is.kind == folder:
			batch = append(batch, was.signal(full, vanished), is.signal(full, created))
		case is.kind == folder:
		case was.inode != is.inode:
			batch = append(batch, is.signal(full, arrived))
		case was.differs(is):
			batch = append(batch, is.signal(full, touched))
		}
	}
	return batch
}

func (p polled) signal(full string, what signalKind) signal {
	return signal{name: full, kind: what, folder: p.kind == folder}
}

func (p polled) sameStat(other polled) bool {
	return p.kind == other.kind && p.size == other.size && p.inode == other.inode && p.modified.Equal(other.modified)
}

func (p polled) differs(other polled) bool {
	return !p.sameStat(other) || p.recent && p.sum != other.sum
}

// list looks at all that is in a folder.
func list(path string, before map[string]polled) (map[string]polled, error) {
	entries, err := readFolder(path)
	if err != nil && len(entries) == 0 {
		return nil, err
	}
	now := time.Now()
	listed := make(map[string]polled, len(entries))
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			continue // gone again
		}
		is := polled{kind: kindOf(info.Mode()), size: info.Size(), modified: info.ModTime(), inode: inode(info)}
		is.recent = is.kind == file && now.Sub(is.modified) < clockGrain(is.modified)
		if was := before[entry.Name()]; is.recent || was.recent && is.sameStat(was) {
			is.sum = sumOf(filepath.Join(path, entry.Name()))
		}
		listed[entry.Name()] = is
	}
	return listed, nil
}

// clockGrain is how coarse the times of files may be. Linux stamps them with the clock of the
// last timer tick (at most 10 ms); FAT counts two seconds, which shows as a time without a
// fraction.
func clockGrain(modified time.Time) time.Duration {
	if modified.Nanosecond() == 0 {
		return 2 * time.Second
	}
	return 20 * time.Millisecond
}

// sumLimit is how many bytes of a file are compared where its time does not tell: 4 MiB, more
// than pages, scripts and style sheets have.
const sumLimit = 4 << 20

// sumSeed is another one in each process, which keeps no hash beyond its end.
var sumSeed = maphash.MakeSeed()

// sumOf is the hash of a regular file's content, 0 where it cannot be read.
func sumOf(path string) uint64 {
	opened, err := openToRead(path)
	if err != nil {
		return 0
	}
	defer opened.Close()
	if info, err := opened.Stat(); err != nil || info.Mode()&fs.ModeType != 0 {
		return 0
	}
	var hash maphash.Hash
	hash.SetSeed(sumSeed)
	if _, err := io.Copy(&hash, io.LimitReader(opened, sumLimit)); err != nil {
		return 0
	}
	return hash.Sum64()
}
