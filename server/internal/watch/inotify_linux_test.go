package watch

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Whoever asks whether files are being saved learns it from the first event on, whether or not that has
// been read: in between, a page would get its message without the others.
func TestWhatTheSystemHasNotifiedIsBeingSaved(t *testing.T) {
	folder := t.TempDir()
	found, err := openSystem(defaultTiming)
	if err != nil {
		t.Fatal(err)
	}
	s := found.(*inotifySource)
	defer s.close()
	if err := s.add(folder); err != nil {
		t.Fatal(err)
	}
	if s.gathers().busy() {
		t.Error("it is busy before anything happened")
	}
	for range 100 {
		if err := os.WriteFile(filepath.Join(folder, "a.txt"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if !s.gathers().busy() {
			t.Fatal("the save is not known")
		}
		<-s.signals()
		s.gathers().end()
	}
	for began := time.Now(); s.gathers().busy(); time.Sleep(time.Millisecond) {
		select {
		case <-s.signals():
			s.gathers().end()
		default:
		}
		if time.Since(began) > 2*time.Minute {
			t.Fatal("it is busy for ever")
		}
	}
}
