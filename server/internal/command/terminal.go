//go:build !windows

package command

import "os"

// showsColours reports whether a file is a terminal that understands escape sequences.
func showsColours(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}
