package listen

import "sync/atomic"

// stock is something that there is so much of and no more.
type stock struct {
	most  int64
	taken atomic.Int64
}

// take takes so much, where there is as much.
func (s *stock) take(n int64) bool {
	for {
		taken := s.taken.Load()
		if taken+n > s.most {
			return false
		}
		if s.taken.CompareAndSwap(taken, taken+n) {
			return true
		}
	}
}

// give gives it back.
func (s *stock) give(n int64) { s.taken.Add(-n) }
