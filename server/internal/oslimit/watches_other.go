//go:build !unix

package oslimit

// OfWatching knows no limit here: Windows counts handles only against memory.
func OfWatching(error) (Limit, bool) { return Limit{}, false }
