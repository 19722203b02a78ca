//go:build unix && !linux

package oslimit

// OfWatching is the limit of open files: kqueue(2) needs an open file for each thing that it
// watches.
func OfWatching(err error) (Limit, bool) {
	if !Reached(err) {
		return Limit{}, false
	}
	value, _ := MaxDescriptors()
	return Limit{Name: "RLIMIT_NOFILE", Value: value, Remedy: "ulimit -n 65536"}, true
}
