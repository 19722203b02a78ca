package static

import "hash/maphash"

// growth tells a file that only grew, as a log does that a program writes to, from one that
// was written anew. All that was sent must still be there. What was not sent yet could have
// been different when the length was promised, so samples of it are compared as well.
type growth struct {
	answer  *Answer
	sent    maphash.Hash
	samples uint64
	sampled bool
}

// samples are that many pieces of a file, the last of them its end.
const (
	samples    = 16
	sampleSize = 4 << 10
)

var seed = maphash.MakeSeed()

// newGrowth looks at a file before it is sent.
func newGrowth(a *Answer) *growth {
	g := &growth{answer: a}
	g.sent.SetSeed(seed)
	g.samples, g.sampled = g.sample()
	g.sampled = g.sampled && a.version.unchanged(a.file)
	return g
}

// add counts bytes as sent.
func (g *growth) add(p []byte) { _, _ = g.sent.Write(p) } // it never fails

// only reports whether all that happened to the file is that it grew.
func (g *growth) only() bool {
	info, err := g.answer.file.Stat()
	if err != nil || info.Size() <= g.answer.version.size || !g.sampled {
		return false
	}
	if now, ok := g.sample(); !ok || now != g.samples {
		return false
	}
	var again maphash.Hash
	again.SetSeed(seed)
	for _, part := range g.answer.parts {
		if !g.read(&again, part.start, part.length) {
			return false
		}
	}
	return again.Sum64() == g.sent.Sum64()
}

// sample is a sum of pieces of the file up to its promised end.
func (g *growth) sample() (sum uint64, ok bool) {
	var h maphash.Hash
	h.SetSeed(seed)
	last := g.answer.version.size - sampleSize
	for i := range int64(samples) {
		if !g.read(&h, last*i/(samples-1), sampleSize) {
			return 0, false
		}
	}
	return h.Sum64(), true
}

// read adds a part of the file to a sum.
func (g *growth) read(to *maphash.Hash, start, length int64) bool {
	piece := make([]byte, min(length, maxHeld))
	for at, end := start, start+length; at < end; at += int64(len(piece)) {
		piece = piece[:min(end-at, maxHeld)]
		if _, err := g.answer.file.ReadAt(piece, at); err != nil {
			return false
		}
		_, _ = to.Write(piece)
	}
	return true
}
