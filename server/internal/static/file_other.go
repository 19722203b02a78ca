//go:build !unix

package static

import (
	"io/fs"
	"os"
)

// openToRead opens a file; no name in a folder makes that wait.
func openToRead(root *os.Root, name string) (*os.File, error) { return root.Open(name) }

// fileID is empty where a file's information does not hold its identity.
func fileID(fs.FileInfo) string { return "" }
