//go:build !linux

package peer

import "time"

// CPU is not told by this system.
func (s *Server) CPU() (used time.Duration, known bool) { return 0, false }

// Memory is not told by this system.
func (s *Server) Memory() (m Memory, known bool) { return Memory{}, false }
