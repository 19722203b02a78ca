package interpreter

import (
	"path"
	"slices"
	"strings"
)

// Refused is a #! line by which a Unix system cannot start the script. Vitrina looks the program up
// by itself, and can.
type Refused struct {
	// Reason is the key of a text: ShebangRelative, ShebangSplit or ShebangNoFolder.
	Reason string
	// Near is what the line could say after its #!.
	Near string
}

const (
	// ShebangRelative is a program without its folder: execve(2) does not look in PATH, and takes
	// another path than an absolute one from the folder that the server runs in.
	ShebangRelative = "shebangRelative"
	// ShebangSplit is a program with several words behind it: Linux hands them over as one
	// (execve(2), "Interpreter scripts").
	ShebangSplit = "shebangSplit"
	// ShebangNoFolder is a path through env, which is a program and no folder, or one with user for usr.
	ShebangNoFolder = "shebangNoFolder"
	// ShebangVersion is a program with its version behind a space, which it takes for the name of a script.
	ShebangVersion = "shebangVersion"
	// ShebangNoFile is awk without -f, which takes the script's name for a program (POSIX, awk).
	ShebangNoFile = "shebangNoFile"
)

// FindRefused finds out whether a system refuses the words of a #! line.
func FindRefused(words []string) (Refused, bool) {
	switch {
	case len(words) == 0, IsWindowsPath(words[0]), strings.HasPrefix(words[0], "."): // the last is meant from the script's folder
		return Refused{}, false
	case strings.HasPrefix(words[0], `\`): // as on Windows
		return Refused{ShebangRelative, strings.ReplaceAll(strings.Join(words, " "), `\`, "/")}, true
	case strings.HasPrefix(words[0], "/usr/bin/env/"), strings.HasPrefix(words[0], "/bin/env/"):
		return Refused{ShebangNoFolder, "/usr/bin/env " + splitting(append([]string{path.Base(words[0])}, words[1:]...))}, true
	case strings.HasPrefix(words[0], "/user/bin/"):
		return Refused{ShebangNoFolder, "/usr" + strings.TrimPrefix(strings.Join(words, " "), "/user")}, true
	case strings.Contains(words[0], "/") && !strings.HasPrefix(words[0], "/"):
		return Refused{ShebangRelative, "/" + strings.Join(words, " ")}, true
	case !strings.HasPrefix(words[0], "/"):
		return Refused{ShebangRelative, "/usr/bin/env " + splitting(words)}, true
	case len(words) == 1 && isAwk(words[0]):
		return Refused{ShebangNoFile, words[0] + " -f"}, true
	case len(words) == 2 && path.Base(words[0]) == "env" && isAwk(words[1]):
		return Refused{ShebangNoFile, words[0] + " -S " + words[1] + " -f"}, true
	case len(words) == 2 && isVersion(words[1]):
		return Refused{ShebangVersion, words[0] + words[1]}, true
	case len(words) < 3:
		return Refused{}, false
	}
	switch program := path.Base(words[0]); {
	case program == "env" && splits(words[1]):
		return Refused{}, false
	case program == "env" && len(words) == 3 && isVersion(words[2]): // python 3, which is called python3
		return Refused{ShebangSplit, strings.Join(words[:2], " ") + words[2]}, true
	case program == "env":
		return Refused{ShebangSplit, words[0] + " -S " + strings.Join(words[1:], " ")}, true
	case strings.HasPrefix(program, "perl"): // it reads the line again by itself (perlrun)
		return Refused{}, false
	}
	return Refused{ShebangSplit, "/usr/bin/env -S " + strings.Join(words, " ")}, true
}

func isAwk(program string) bool {
	return slices.Contains([]string{"awk", "gawk", "mawk", "nawk"}, path.Base(program))
}

// isVersion reports whether a word is the number of a version.
func isVersion(word string) bool { return strings.Trim(word, "0123456789.") == "" }

// splitting are words as env has to be given them: with -S where there are several.
func splitting(words []string) string {
	all := strings.Join(words, " ")
	if len(words) > 1 {
		return "-S " + all
	}
	return all
}

// splits reports whether the first word behind env tells it to take the rest apart: -S, also
// together with other letters, or --split-string (GNU coreutils 8.30, FreeBSD).
func splits(word string) bool {
	if strings.HasPrefix(word, "--") {
		return strings.HasPrefix(word, "--split-string")
	}
	return strings.HasPrefix(word, "-") && strings.Contains(word, "S")
}
