//go:build !unix

package oslimit

// MaxDescriptors is not known here: Windows counts handles only against memory.
func MaxDescriptors() (int, bool) { return 0, false }
