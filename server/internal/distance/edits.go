// Package distance tells how much two words differ.
package distance

// maxCompared is how many letters of a word are compared.
const maxCompared = 64

// Edits is how many letters must be added, taken out, replaced or exchanged with the next
// to make one word of the other (the optimal string alignment distance), as long as these
// are at most most; else it is more than that. Longer words than 64 letters differ by
// more.
func Edits(one, other string, most int) int {
	a, b := []rune(one), []rune(other)
	if d := len(a) - len(b); d > most || -d > most || len(a) > maxCompared || len(b) > maxCompared {
		return most + 1
	}
	var before, row []int // the two rows above the one that is made
	next := make([]int, len(b)+1)
	for j := range next {
		next[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, row, next = row, next, make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			replaced := row[j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			next[j] = min(row[j]+1, next[j-1]+1, replaced)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
	}
	return next[len(b)]
}
