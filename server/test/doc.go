// Package test holds the tests of the whole program: the real binary, with the race
// detector on, over both of its front doors, with real sockets and real scripts.
//
// They run side by side: each has folders, ports and programs of its own. One that measures a
// program's memory, or needs a port that nobody else takes, runs alone and says so.
//
// Most of them are for Linux: they make FIFOs, send signals, and look into /proc
// whether a process is left.
package test
