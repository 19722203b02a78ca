//go:build linux

package site

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWhetherTheDiskIsBlindToLetterCase(t *testing.T) {
	base := t.TempDir()
	for _, name := range []string{"Seeing", "Blind", "001"} {
		if err := os.Mkdir(filepath.Join(base, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("Blind", filepath.Join(base, "bLIND")); err != nil { // one folder by both names
		t.Fatal(err)
	}
	for _, c := range []struct {
		name        string
		usual, want bool
	}{{"Seeing", true, false}, {"Blind", false, true}, {"001", true, true}, {"001", false, false}, {"nothing", true, true}} {
		if got := caseBlind(filepath.Join(base, c.name), c.usual); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
