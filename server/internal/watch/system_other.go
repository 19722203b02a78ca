//go:build !linux

package watch

func openSystem(t timing) (source, error) { return openNotify(t) }
