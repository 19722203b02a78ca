package site

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A tool may put another folder in the place of one that is being asked for: it was there all the time.
func TestAFolderThatIsReplacedWhileItIsAskedForIsThere(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{"shown", "other", "cgi-bin", "spare"} {
		if err := os.MkdirAll(filepath.Join(root, folder, "pages"), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.txt", "pages/index.html", "script.sh"} {
			if err := os.WriteFile(filepath.Join(root, folder, name), []byte("#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nx'\n"), 0o700); err != nil {
				t.Fatal(err)
			}
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
			time.Sleep(200 * time.Microsecond) // else there is no folder long enough to find anything in it
			for name, other := range map[string]string{"shown": "other", "cgi-bin": "spare"} {
				if err := unix.Renameat2(unix.AT_FDCWD, filepath.Join(root, name), unix.AT_FDCWD, filepath.Join(root, other), unix.RENAME_EXCHANGE); err != nil {
					stopped <- err
					return
				}
			}
		}
	}()
	asked := []string{"shown/", "shown/a.txt", "shown/pages/", "shown/script.sh", "shown/pages", "cgi-bin/script.sh"}
	for i := range 300 {
		response, err := http.Get(s.Describe().URL + asked[i%len(asked)])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", asked[i%len(asked)], response.Status)
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}
