//go:build !unix

package load

// MaxConnections is how many connections a process can have: this system has no limit of its own.
func MaxConnections() int { return 1 << 20 }
