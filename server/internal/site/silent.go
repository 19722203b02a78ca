package site

import (
	"path/filepath"
	"slices"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/protocol"
)

// silent is the mistake of a script that failed and wrote nothing to standard error: how it ended is
// all that is known.
func silent(ran blame.Script, run protocol.ScriptRun) string {
	switch {
	case run.ExitCode == nil && run.Signal != "":
		return ofSignal(run.Signal)
	case slices.Contains([]string{"sh", "bash"}, ran.Language()):
		return "shellSilent"
	case len(run.Command) > 0 && run.Command[0] == ran.File: // it is a program, and no interpreter runs it
		return "programSilent"
	}
	return "silent"
}

// ofSignal is the mistake of a process that a signal ended (POSIX, <signal.h>).
func ofSignal(signal string) string {
	switch signal {
	case "SIGSEGV", "SIGBUS":
		return "signalMemory"
	case "SIGABRT":
		return "signalAbort"
	case "SIGFPE":
		return "signalDivision"
	case "SIGKILL", "SIGTERM":
		return "signalKilled"
	}
	return "signal"
}

// ranWithoutFile reports whether awk got the name of the script for a program, which its option -f makes a file (POSIX,
// awk).
func ranWithoutFile(run protocol.ScriptRun) bool {
	return len(run.Command) == 2 && slices.Contains([]string{"awk", "gawk", "mawk", "nawk"}, filepath.Base(run.Command[0]))
}
