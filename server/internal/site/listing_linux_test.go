package site

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// A tool may put another folder in the place of one that is being listed: it was there all the time.
func TestAFolderThatIsReplacedWhileItIsListedIsThere(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{"shown", "other"} {
		if err := os.Mkdir(filepath.Join(root, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, folder, "a.txt"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := startIn(t, root, Options{}, defaultTimeouts())
	defer s.Close()
	stop, stopped := make(chan struct{}), make(chan error)
	go func() {
		for {
			select {
			case <-stop:
				close(stopped)
				return
			default:
			}
			if err := unix.Renameat2(unix.AT_FDCWD, filepath.Join(root, "shown"), unix.AT_FDCWD, filepath.Join(root, "other"), unix.RENAME_EXCHANGE); err != nil {
				stopped <- err
				return
			}
		}
	}()
	for range 300 {
		response, err := http.Get(s.Describe().URL + "shown/")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Error(response.Status)
			break
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
