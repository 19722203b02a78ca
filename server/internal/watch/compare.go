package watch

// maxCompared is how many files' contents are remembered.
const maxCompared = 4096

// comparison remembers the content of the files that were told, so that a save without an edit
// says nothing. Until its first save nothing is known of a file.
type comparison map[string]uint64

// same reports whether a file has the content that it had when it was told.
func (c comparison) same(name, full string) bool {
	before, known := c[name]
	if !known && len(c) >= maxCompared {
		clear(c)
	}
	now := sumOf(full)
	c[name] = now
	return known && now != 0 && now == before
}
