//go:build unix

package rootfs

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// tree makes a root with links in it, and a file outside of it.
func tree(t *testing.T) (*os.Root, string) {
	t.Helper()
	base := t.TempDir()
	folder := filepath.Join(base, "root")
	for _, name := range []string{"root/a/b.txt", "outside/secret.txt"} {
		file := filepath.Join(base, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{
		"relative":  "a/b.txt",
		"absolute":  filepath.Join(folder, "a", "b.txt"),
		"folder":    filepath.Join(folder, "a"),
		"return":    filepath.Join("..", "root", "a", "b.txt"),
		"chain":     filepath.Join(folder, "relative"),
		"top":       folder,
		"out":       filepath.Join(base, "outside", "secret.txt"),
		"outFolder": filepath.Join("..", "outside"),
		"outChain":  filepath.Join(folder, "out"),
		"sibling":   folder + "x",
		"broken":    filepath.Join(folder, "nothing"),
		"circle":    filepath.Join(folder, "circle"),
	} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(folder+"x", []byte("a name that begins like the root's"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return root, folder
}

func TestLinksStayInside(t *testing.T) {
	root, _ := tree(t)
	inner := filepath.Join("a", "b.txt")
	for name, want := range map[string]string{
		inner: inner, "relative": "relative", "absolute": inner, filepath.Join("folder", "b.txt"): inner, "folder": "a",
		"return": inner, "chain": inner, "top": ".", filepath.Join("top", "absolute"): inner, ".": ".",
		"out": "", filepath.Join("outFolder", "secret.txt"): "", "outFolder": "", "outChain": "", "sibling": "", "broken": "", "circle": "", "nothing": "",
		filepath.Join("top", "out"): "", filepath.Join(inner, "more"): "",
	} {
		local, info, err := Stat(root, name)
		if (err == nil) != (want != "") || err == nil && (local != want || info == nil) {
			t.Errorf("%s leads to %q, %v", name, local, err)
			continue
		}
		if err == nil && !info.IsDir() {
			if content, err := root.ReadFile(local); err != nil || string(content) != "root/a/b.txt" {
				t.Errorf("%s: %q, %v", name, content, err)
			}
		}
	}
}

// A link that is turned around between the look and the opening leads nowhere: what
// is opened is always a name below the root, by os.Root.
func TestALinkThatIsTurnedAroundLeadsNowhere(t *testing.T) {
	root, folder := tree(t)
	local, _, err := Stat(root, filepath.Join("folder", "b.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(folder, "a")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "..", "outside", "b.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join("..", "outside"), filepath.Join(folder, "a")); err != nil {
		t.Fatal(err)
	}
	if file, err := root.Open(local); err == nil {
		_ = file.Close()
		t.Errorf("%s was opened outside", local)
	}
}

func TestWhatIsInTheWay(t *testing.T) {
	root, folder := tree(t)
	base := filepath.Dir(folder)
	if err := syscall.Mkfifo(filepath.Join(folder, "a", "fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	base, err := filepath.EvalSymlinks(base)
	if err != nil {
		t.Fatal(err)
	}
	none := Obstacle{}
	for name, want := range map[string]Obstacle{
		"a/b.txt": none, "relative": none, "absolute": none, "folder/b.txt": none, "return": none, "chain": none, "top/a/b.txt": none, "nothing": none, "a/nothing": none, "a/b.txt/more": none, ".": none,
		"out": {LeadsOut, "out", filepath.Join(base, "outside", "secret.txt")}, "outChain": {LeadsOut, "outChain", filepath.Join(base, "outside", "secret.txt")},
		"outFolder/secret.txt": {LeadsOut, "outFolder", filepath.Join(base, "outside")}, "outFolder/nothing": {LeadsOut, "outFolder", filepath.Join(base, "outside")},
		"sibling": {LeadsOut, "sibling", filepath.Join(base, "rootx")}, "top/out": {LeadsOut, "top/out", filepath.Join(base, "outside", "secret.txt")},
		"broken": {LeadsNowhere, "broken", filepath.Join(folder, "nothing")}, "broken/more": {LeadsNowhere, "broken", filepath.Join(folder, "nothing")}, "circle": {LeadsNowhere, "circle", filepath.Join(folder, "circle")},
		"a/fifo": {NotAFile, "a/fifo", ""}, "folder/fifo": {NotAFile, "folder/fifo", ""},
	} {
		if got, found := FindObstacle(root, name); got != want || found != (want != none) {
			t.Errorf("%s: %+v, %v", name, got, found)
		}
	}
}
