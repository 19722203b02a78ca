package site

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"

	"vitrina/server/internal/route"
)

// diskOf tells what names mean where a folder is.
func diskOf(folder string) route.Disk {
	windows := runtime.GOOS == "windows"
	return route.Disk{Windows: windows, CaseBlind: caseBlind(folder, windows || runtime.GOOS == "darwin")}
}

// caseBlind tells whether a folder is found by its name in the other letter case, too;
// usual is the answer where that cannot be tried.
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
