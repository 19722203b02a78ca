package process

// OnlyPrinted reports whether the command and its children seem to have written nothing so far but what
// they printed: then no file that changed meanwhile got its content from them. It is false where that is not
// known, as where the system does not count. What they renamed is not seen, nor what a child wrote that left the
// group, or that ended and was not waited for.
func (p *Process) OnlyPrinted() bool {
	if isClosed(p.ended) {
		return p.counted && p.written == p.read.Load()
	}
	for range 3 { // they may print meanwhile
		printed := p.read.Load() + unread(p.stdout) + unread(p.stderr) // in this order nothing counts twice
		written, known := p.group.written()
		if !known {
			return false
		}
		if written-p.writtenBefore == printed {
			return true
		}
	}
	return false
}

// count enters what the command has written, before it is reaped.
func (p *Process) count() {
	written, known := p.group.writtenByLeader()
	p.written, p.counted = written-p.writtenBefore, known && p.left == 0
}
