package distance

import (
	"strings"
	"testing"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       int
	}{
		{"", "", 0},
		{"año", "año", 0},
		{"año", "ano", 1},
		{"content", "contnet", 1},
		{"content", "cntent", 1},
		{"content", "contentt", 1},
		{"python3", "pyhton", 2},
		{"abc", "xyz", 3},
		{"abc", "abcdef", 3},
		{strings.Repeat("a", 65), strings.Repeat("a", 65), 3},
	} {
		if got := Edits(c.one, c.other, 2); got != c.want {
			t.Errorf("%q, %q: %d, not %d", c.one, c.other, got, c.want)
		}
	}
}

func TestEditsBothWays(t *testing.T) {
	for pair, want := range map[string]int{
		"a b": 1, "ab ba": 1, "abc abc": 0, "abcd abdc": 1, "kitten sitting": 3, "a abc": 2, "ab b": 1, "señor senor": 1,
	} {
		a, b, _ := strings.Cut(pair, " ")
		if got, back := Edits(a, b, 5), Edits(b, a, 5); got != want || back != want {
			t.Errorf("%s: %d, and back %d, not %d", pair, got, back, want)
		}
	}
	if got := Edits("abc", "abcdefgh", 2); got != 3 {
		t.Errorf("far apart: %d", got)
	}
}
