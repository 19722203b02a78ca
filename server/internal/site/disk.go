package site

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"vitrina/server/internal/route"
)

// diskOf returns how the disk of a folder compares names.
func diskOf(folder string) route.Disk {
	windows := runtime.GOOS == "windows"
	return route.Disk{Windows: windows, CaseBlind: caseBlind(folder, windows || runtime.GOOS == "darwin")}
}

// caseBlind reports whether a folder is found by its name in the other letter case, too. It
// returns usual where that cannot be tried.
func caseBlind(folder string, usual bool) bool {
	parent, name := filepath.Split(folder)
	other := strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, name)
	if other == name {
		return usual
	}
	one, err := os.Stat(folder)
	if err != nil {
		return usual
	}
	two, err := os.Stat(filepath.Join(parent, other))
	return err == nil && os.SameFile(one, two)
}
