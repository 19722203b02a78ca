package command

import (
	"os"

	"golang.org/x/sys/windows"
)

// showsColours reports whether a file is a console that understands escape sequences, which
// consoles do when they are asked to.
func showsColours(file *os.File) bool {
	console := windows.Handle(file.Fd())
	var mode uint32
	return windows.GetConsoleMode(console, &mode) == nil &&
		windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
