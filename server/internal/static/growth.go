package static

import "hash/maphash"

// growth tells a file that only grew, as a log does that a program writes to, from one that
// was written anew. All that was sent must still be there. What was not sent yet could have
// been different when the length was promised, so samples of it are compared as well.
type growth struct {
	answer  *Answer
	sent    sum
	samples sum
	sampled bool
}

// samples are that many pieces of a file, the last of them its end.
const (
	samples    = 16
	sampleSize = 4 << 10
)

// sum is one of pieces, whose ends count: a hash of all of them together takes several times as long.
type sum uint64

var seed = maphash.MakeSeed()

func (s sum) add(piece []byte) sum { return s*31 + sum(maphash.Bytes(seed, piece)) }

// newGrowth looks at a file before it is sent.
func newGrowth(a *Answer) *growth {
	g := &growth{answer: a}
	g.samples, g.sampled = g.sample()
	g.sampled = g.sampled && a.version.unchanged(a.file)
	return g
}

// add counts a piece as sent.
func (g *growth) add(piece []byte) { g.sent = g.sent.add(piece) }

// only reports whether all that happened to the file is that it grew.
func (g *growth) only() bool {
	info, err := g.answer.file.Stat()
	if err != nil || info.Size() <= g.answer.version.size || !g.sampled {
		return false
	}
	if now, ok := g.sample(); !ok || now != g.samples {
		return false
	}
	var again sum
	for _, part := range g.answer.parts {
		if !g.read(&again, part.start, part.length) {
			return false
		}
	}
	return again == g.sent
}

// sample is a sum of pieces of the file up to its promised end.
func (g *growth) sample() (of sum, ok bool) {
	last := g.answer.version.size - sampleSize
	for i := range int64(samples) {
		if !g.read(&of, last*i/(samples-1), sampleSize) {
			return 0, false
		}
	}
	return of, true
}

// read adds a part of the file to a sum, in the pieces in which it is sent.
func (g *growth) read(to *sum, start, length int64) bool {
	piece := make([]byte, min(length, maxPiece))
	for at, end := start, start+length; at < end; at += int64(len(piece)) {
		piece = piece[:min(end-at, maxPiece)]
		if _, err := g.answer.file.ReadAt(piece, at); err != nil {
			return false
		}
		*to = to.add(piece)
	}
	return true
}
