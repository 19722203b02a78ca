package http1

import "sync/atomic"

// budget is a fixed amount that all connections share.
type budget struct {
	max  int64
	used atomic.Int64
}

// take takes n, and reports whether that much was left.
func (b *budget) take(n int64) bool {
	for {
		used := b.used.Load()
		if used+n > b.max {
			return false
		}
		if b.used.CompareAndSwap(used, used+n) {
			return true
		}
	}
}

// release gives n back.
func (b *budget) release(n int64) { b.used.Add(-n) }
