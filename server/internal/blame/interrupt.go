package blame

// TellsWhereInterrupted reports whether the interpreter reports, when SIGINT ends it, the line
// where it was. Those of the other languages end without a word.
func (s Script) TellsWhereInterrupted() bool {
	return s.Language() == "python" || s.Language() == "ruby"
}

// Interrupted reports whether the place is where the interpreter was when SIGINT ended it.
func (t Trace) Interrupted() bool {
	return t.Code == "KeyboardInterrupt" || t.Code == "error" && t.Message == "Interrupt" // Python's and Ruby's
}
