//go:build !unix

package watch

// limitOf knows no limit here: Windows counts handles only against memory.
func limitOf(error) *LimitError { return nil }
