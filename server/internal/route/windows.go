package route

import (
	"slices"
	"strings"
)

// windowsPath reports whether each name of a clean path is the one name of a file on
// Windows. The rules, but for that of short names, are those of Microsoft's "Naming
// Files, Paths, and Namespaces". They hold for what follows a script's name, too:
// PATH_TRANSLATED makes a file's name of it (RFC 3875, section 4.1.6).
func windowsPath(clean string) bool {
	for _, name := range strings.Split(clean, "/") {
		if name != "." && !windowsName(name) {
			return false
		}
	}
	return true
}

func windowsName(name string) bool {
	for _, r := range name {
		if r < ' ' || strings.ContainsRune(`<>:"|?*`, r) { // a colon leads to a stream: name::$DATA
			return false
		}
	}
	last := name[len(name)-1]
	return last != '.' && last != ' ' && // dropped when a file is opened
		!isDevice(name) && !isShortName(name)
}

// devices are names that lead to a device in every folder, whatever extension follows.
var devices = []string{
	"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
	"COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM\u00b9", "COM\u00b2", "COM\u00b3",
	"LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT\u00b9", "LPT\u00b2", "LPT\u00b3",
}

func isDevice(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	return slices.Contains(devices, strings.ToUpper(strings.TrimRight(base, " ")))
}

// isShortName reports whether a name has the form of those that Windows gives a file besides
// its own: up to eight characters that end in a tilde and a number, and an extension of
// up to three. By such a name .git would be GIT~1.
func isShortName(name string) bool {
	base, extension, _ := strings.Cut(name, ".")
	before, number, found := strings.Cut(base, "~")
	return found && len([]rune(base)) <= 8 && len([]rune(extension)) <= 3 && before != "" &&
		number != "" && strings.Trim(number, "0123456789") == ""
}
