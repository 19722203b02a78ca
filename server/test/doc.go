// Package test holds the tests of the whole program: the real binary, with the race
// detector on, over both of its front doors, with real sockets and real scripts.
//
// Most of them are for Linux: they make FIFOs, send signals, and look into /proc
// whether a process is left.
package test
