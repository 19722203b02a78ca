package static

import "hash/crc32"

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

// sum is a checksum of pieces one after the other. What it finds are edits, not attacks, and CRC-32 is
// the one that costs least beside reading them: processors have instructions for it.
type sum uint32

func (s sum) add(piece []byte) sum { return sum(crc32.Update(uint32(s), crc32.IEEETable, piece)) }

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

// read adds a part of the file to a sum.
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
