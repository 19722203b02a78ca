//go:build !unix

package static

import "io/fs"

// fileID is empty where a file's information does not hold its identity.
func fileID(fs.FileInfo) string { return "" }
