// Package testprogram writes programs that tests run.
package testprogram

import "syscall"

// Unforked writes files that are to be executed, while no other test starts a program: until
// that is executed it holds whatever is open here, and what somebody has open for writing
// cannot be executed (execve(2), ETXTBSY; https://go.dev/issue/22315).
func Unforked(write func() error) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return write()
}
