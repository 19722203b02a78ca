package watch

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// often is quick, and polls often.
func often() timing {
	result := quick()
	result.poll = 5 * time.Millisecond
	return result
}

// startWith begins to watch with what a system offers, and returns the problems it reports
// and the looks that it gives occasion to.
func (s *scene) startWith(system system) (problems chan error, looks chan struct{}) {
	s.t.Helper()
	problems, looks = make(chan error, 10), make(chan struct{}, 1000)
	watcher, err := start(s.root, Options{
		OnChange:  s.told,
		OnLook:    func() { looks <- struct{}{} },
		OnProblem: func(err error) { problems <- err },
	}, often(), system)
	s.must(err)
	s.t.Cleanup(func() { watcher.Close() })
	s.watcher, s.repeats, s.polls = watcher, true, true
	waitFor(s.t, watcher.armed)
	waitFor(s.t, looks) // that after the first walk
	return problems, looks
}

// limited is the system's source with a smaller limit than the system's.
type limited struct {
	source
	left int
}

func (l *limited) add(folder string) error {
	if l.left == 0 {
		return &os.SyscallError{Syscall: "inotify_add_watch", Err: unix.ENOSPC}
	}
	l.left--
	return l.source.add(folder)
}

func TestBeyondTheLimitFilesArePolled(t *testing.T) {
	t.Parallel()
	noSource := func(timing) (source, error) {
		return nil, &os.SyscallError{Syscall: "inotify_init1", Err: unix.EMFILE}
	}
	fewWatches := func(t timing) (source, error) {
		opened, err := openSystem(t)
		return &limited{source: opened, left: 2}, err
	}
	tests := map[string]struct {
		open  func(timing) (source, error)
		limit string
	}{
		"no instance":      {noSource, "fs.inotify.max_user_instances"},
		"too many folders": {fewWatches, "fs.inotify.max_user_watches"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := emptyScene(t)
			for _, file := range []string{"a/1", "b/2", "c/d/3"} {
				s.write(file, "x")
				s.age(file)
			}
			problems, looks := s.startWith(system{open: test.open, filesystem: everyChange})
			var limit *LimitError
			if err := waitFor(t, problems); !errors.As(err, &limit) || s.watcher.Polling() != err {
				t.Fatalf("the problem is %v, and polled is because of %v", err, s.watcher.Polling())
			}
			if limit.Limit != test.limit || limit.Value <= 0 || limit.Remedy == "" {
				t.Errorf("the limit is told as %q", limit.Error())
			}
			waitFor(t, looks) // what pages were sent is looked at, however long a round takes
			for _, file := range []string{"a/1", "c/d/3"} {
				s.write(file, "y")
				s.expect(file)
			}
			s.write("e/f/4", "z")
			s.expect("e/f/4")
			if len(problems) > 0 {
				t.Errorf("a second problem: %v", <-problems)
			}
		})
	}
}

// silentSource is the system's source, which reports nothing of one folder.
type silentSource struct {
	source
	folder string
}

func (s *silentSource) add(folder string) error {
	if folder == s.folder {
		return nil
	}
	return s.source.add(folder)
}

// A network drive below the site is polled, and the rest is watched.
func TestAFileSystemWithoutEventsIsPolled(t *testing.T) {
	t.Parallel()
	s := emptyScene(t)
	for _, file := range []string{"drive/1", "2"} {
		s.write(file, "x")
		s.age(file)
	}
	drive := s.path("drive")
	problems, looks := s.startWith(system{
		open: func(t timing) (source, error) {
			opened, err := openSystem(t)
			return &silentSource{source: opened, folder: drive}, err
		},
		filesystem: func(folder string) filesystem {
			if folder == drive {
				return filesystem{name: "nfs", reports: something}
			}
			return filesystem{}
		},
	})
	var eventless *EventlessError
	if err := waitFor(t, problems); !errors.As(err, &eventless) || *eventless != (EventlessError{Path: "drive", Filesystem: "nfs"}) {
		t.Fatalf("the problem is %v", err)
	}
	if err := s.watcher.Polling(); err != error(eventless) {
		t.Errorf("polled is because of %v", err)
	}
	waitFor(t, looks)
	for _, file := range []string{"drive/1", "2"} {
		s.write(file, "y")
		s.expect(file)
	}
}

// Why files are polled is told as it changes: a folder that comes back may lie on another drive.
func TestWhyFilesArePolledIsTold(t *testing.T) {
	t.Parallel()
	s := emptyScene(t)
	s.write("1", "x")
	told := make(chan error, 10)
	watcher, err := start(s.root, Options{OnChange: func([]Change) {}, OnPolling: func(cause error) { told <- cause }}, often(),
		system{open: openSystem, filesystem: func(string) filesystem { return filesystem{name: "nfs", reports: something} }})
	s.must(err)
	t.Cleanup(func() { watcher.Close() })
	var eventless *EventlessError
	if err := waitFor(t, told); !errors.As(err, &eventless) || eventless.Filesystem != "nfs" {
		t.Fatalf("polled is because of %v", err)
	}
	s.must(os.Rename(s.root, s.root+".away"))
	t.Cleanup(func() { _ = os.RemoveAll(s.root + ".away") })
	if err := waitFor(t, told); err != nil {
		t.Errorf("without a folder, polled is because of %v", err)
	}
	s.must(os.Rename(s.root+".away", s.root))
	if err := waitFor(t, told); !errors.As(err, &eventless) {
		t.Errorf("polled is because of %v", err)
	}
}

// Behind an overlay a layer may change without an event. That is nobody's problem, but worth a
// look now and then.
func TestAnOverlayIsLookedAt(t *testing.T) {
	t.Parallel()
	s := emptyScene(t)
	s.write("1", "x")
	problems, looks := s.startWith(system{open: openSystem, filesystem: func(string) filesystem {
		return filesystem{name: "overlay", reports: mostly}
	}})
	waitFor(t, looks)
	if len(problems) > 0 || s.watcher.Polling() != nil {
		t.Errorf("polled because of %v", s.watcher.Polling())
	}
}

func TestFileSystemsAreTold(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]reporting{"/proc": everything, "/no/such/folder": everything} {
		if got := filesystemOf(path); got.reports != want {
			t.Errorf("%s: %+v", path, got)
		}
	}
	if filesystems[unix.NFS_SUPER_MAGIC].name != "nfs" || filesystems[unix.CIFS_SUPER_MAGIC].name != "cifs" {
		t.Error("network drives have other numbers")
	}
	mounts := "22 28 0:20 / /sys rw,nosuid - sysfs sysfs rw\n" +
		"41 28 0:35 / /mnt/with\\040space rw shared:1 master:2 - fuse.sshfs host:/home rw,user_id=0\n" +
		"42 28 8:17 / /media/usb rw - fuseblk /dev/sdb1 rw\n"
	for device, want := range map[string]string{"0:35": "fuse.sshfs", "8:17": "fuseblk", "0:3": ""} {
		if got := mountedAs(mounts, device); got != want {
			t.Errorf("%s is %q", device, got)
		}
	}
}

// A folder that cannot be read is told once, and the rest is watched. For root, who may
// read everything, a name that the system refuses stands in for it.
func TestAFolderThatCannotBeWatched(t *testing.T) {
	t.Parallel()
	s := emptyScene(t)
	s.write("shut/x", "x")
	s.write("open/y", "y")
	s.age("open/y")
	refused := filepath.Join(s.root, "shut")
	problems, _ := s.startWith(system{filesystem: everyChange, open: func(t timing) (source, error) {
		opened, err := openSystem(t)
		return &refusing{source: opened, folder: refused}, err
	}})
	var folder *FolderError
	if err := waitFor(t, problems); !errors.As(err, &folder) || folder.Path != "shut" {
		t.Fatalf("the problem is %v", err)
	}
	s.write("open/y", "z")
	s.expect("open/y")
}

type refusing struct {
	source
	folder string
}

func (r *refusing) add(folder string) error {
	if folder == r.folder {
		return &os.PathError{Op: "watch", Path: folder, Err: unix.EACCES}
	}
	return r.source.add(folder)
}

func TestSpecialFilesAreNotOpened(t *testing.T) {
	t.Parallel()
	overSources(t, func(t *testing.T, open func(t timing) (source, error)) {
		s := newScene(t, open, quick())
		s.must(unix.Mkfifo(s.path("pipe"), 0o644))
		s.quiet(200 * time.Millisecond)
	})
}
