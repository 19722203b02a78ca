package pages

import (
	"strconv"
	"strings"

	"vitrina/server/internal/l10n"
)

// size is a number of bytes for people, with three significant digits at most: up to 999
// bytes, then kB, MB and so on of 1000 each (IEC 80000-13 keeps those letters for powers
// of ten), as the panel has it.
func size(bytes int64, locale l10n.Locale) string {
	if bytes < 1000 {
		return strconv.FormatInt(bytes, 10) + "\u00a0B"
	}
	units := []string{"kB", "MB", "GB", "TB", "PB", "EB"}
	value, unit := float64(bytes)/1000, 0
	for value >= 999.5 {
		value, unit = value/1000, unit+1
	}
	decimals := 0
	switch {
	case value < 9.995:
		decimals = 2
	case value < 99.95:
		decimals = 1
	}
	text := strconv.FormatFloat(value, 'f', decimals, 64)
	if decimals > 0 {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if locale == l10n.Spanish {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text + "\u00a0" + units[unit]
}
