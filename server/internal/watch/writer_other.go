//go:build !linux

package watch

import "os"

// hasWriter knows nothing here. Two equal looks in a row take its place.
func hasWriter(*os.File) (writing, known bool) { return false, false }
