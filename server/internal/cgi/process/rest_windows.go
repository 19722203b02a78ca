package process

// restOf would read what lies in a pipe and was not read before its deadline. A pipe of Windows is read ahead of
// that (timed).
func restOf(stream, []byte) []byte { return nil }
