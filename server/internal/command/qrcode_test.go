package command

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDrawQRCode(t *testing.T) {
	wide := blackOnWhite + strings.Repeat(" ", 11) + noColours + "\n"
	side := strings.Repeat(" ", quietZone)
	want := wide + wide +
		blackOnWhite + side + "█▀▄" + side + noColours + "\n" +
		blackOnWhite + side + " ▀ " + side + noColours + "\n" +
		wide + wide
	if diff := cmp.Diff(want, drawQRCode([]string{"110", "101", "010"})); diff != "" {
		t.Error(diff)
	}
}
