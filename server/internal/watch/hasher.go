package watch

import (
	"path/filepath"
)

// baselineBudget is how many bytes are read at most to learn the content of the files that
// are there at the start: 64 MiB. A file beyond it counts as changed at its first save, even
// with the same content.
const baselineBudget = 64 << 20

// hashed is the content of one file.
type hashed struct {
	name  string
	print fingerprint
}

// hasher reads files beside the loop, so that neither the start nor a change waits for it.
type hasher struct{ done chan struct{} }

// startHasher sends the content of each file to out, and closes out behind the last. It ends
// early when stop is closed.
func startHasher(stop <-chan struct{}, out chan<- hashed, base string, files map[string]fingerprint) *hasher {
	names := make([]string, 0, len(files))
	budget := int64(baselineBudget)
	for name, print := range files {
		if print.size <= hashLimit && print.size <= budget {
			names = append(names, name)
			budget -= print.size
		}
	}
	h := &hasher{done: make(chan struct{})}
	go func() {
		defer close(h.done)
		for _, name := range names {
			seen := look(filepath.Join(base, filepath.FromSlash(name)))
			if seen.kind != file || !seen.print.hashed {
				continue
			}
			select {
			case <-stop:
				return
			case out <- hashed{name: name, print: seen.print}:
			}
		}
		select {
		case <-stop:
		default:
			close(out)
		}
	}()
	return h
}

func (h *hasher) wait() { <-h.done }
