//go:build !unix

package listen

// descriptorLimit is unknown here: Windows counts handles only against memory.
func descriptorLimit() (int, bool) { return 0, false }
