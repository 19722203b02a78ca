package pages

import (
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
)

func TestSizesForPeople(t *testing.T) {
	for bytes, want := range map[int64][2]string{
		0: {"0 B", "0 B"}, 999: {"999 B", "999 B"}, 1000: {"1 kB", "1 kB"}, 1500: {"1.5 kB", "1,5 kB"}, 1234: {"1.23 kB", "1,23 kB"},
		9_994: {"9.99 kB", "9,99 kB"}, 9_999: {"10 kB", "10 kB"}, 12_345: {"12.3 kB", "12,3 kB"}, 99_990: {"100 kB", "100 kB"}, 123_456: {"123 kB", "123 kB"},
		999_499: {"999 kB", "999 kB"}, 999_500: {"1 MB", "1 MB"}, 5_368_709_123: {"5.37 GB", "5,37 GB"}, 2_500_000_000_000: {"2.5 TB", "2,5 TB"},
		1<<63 - 1: {"9.22 EB", "9,22 EB"},
	} {
		for i, locale := range []l10n.Locale{l10n.English, l10n.Spanish} {
			number, unit, _ := strings.Cut(size(bytes, locale), "\u00a0") // no line breaks there
			if got := number + " " + unit; got != want[i] {
				t.Errorf("%d in %s: %q, not %q", bytes, locale, got, want[i])
			}
		}
	}
}

func TestWhatIsNotSeenIsShown(t *testing.T) {
	for name, want := range map[string]string{
		"plain.txt": "plain.txt", "": "", "señor 日本語 עברית 👩\u200d👧.txt": "señor 日本語 עברית 👩\u200d👧.txt", "a b": "a b",
		"a\nb\tc\x00d": "a‹U+000A›b‹U+0009›c‹U+0000›d", "gpj.\u202etxt": "gpj.‹U+202E›txt", "\u2066x\u2069": "‹U+2066›x‹U+2069›",
		"\u200b\ufeff\u200e\u061c": "‹U+200B›‹U+FEFF›‹U+200E›‹U+061C›", "\u0085\x7f\u2028": "‹U+0085›‹U+007F›‹U+2028›",
		"so\u00adft\u2060\u3164": "so‹U+00AD›ft‹U+2060›‹U+3164›", "\U000e0041": "‹U+E0041›", "\u0600\u0661 ❤\ufe0f e\u0301": "\u0600\u0661 ❤\ufe0f e\u0301",
	} {
		if got := visible(name); got != want {
			t.Errorf("%q: %q, not %q", name, got, want)
		}
	}
}

// Numbers in names go by their value, zero first.
func TestNumbersInNames(t *testing.T) {
	for name, want := range map[string]string{"": "", "a": "a", "0": "1", "f9.txt": "f10.txt", "99": "100", "a199b09c": "a200b10c", "1-2": "2-3", "9a9": "10a10"} {
		if got := oneMore(name); got != want {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
	names := []string{"file-0.txt", "file-1.txt", "file-2.txt", "file-9.txt", "file-10.txt", "file-99.txt", "file-100.txt", "file-a.txt"}
	rows := []Row{}
	for _, name := range names {
		rows = append([]Row{{Name: name}}, rows...)
	}
	order{column: "name"}.sort(rows, l10n.English)
	for i, row := range rows {
		if row.Name != names[i] {
			t.Errorf("%s stands where %s belongs", row.Name, names[i])
		}
	}
}
