package site

import (
	"sync"

	"vitrina/server/internal/static"
)

// keptAnswers are those for the whole of a file that is kept: one as it is, and the latest that
// pages follow. On nil there are none.
type keptAnswers struct {
	mu       sync.Mutex
	plain    *fileAnswer
	followed *fileAnswer
	way      way // that followed was asked for
}

// way is all that the answer for the whole of a file depends on besides the file: the script line
// names the target and the method, and policies the host.
type way struct {
	follows              bool
	target, method, host string // empty where nothing goes into the file
}

func (s *Site) wayOf(x exchange) way {
	if !s.followed(x) {
		return way{}
	}
	return way{true, x.target(), x.rec.Method(), x.r.Host}
}

// maxWay is how long a target is, in bytes, that is remembered.
const maxWay = 1 << 10

// shared reports whether all who ask in the same way get the same. A script that handed the request on
// has told the page's state before.
func (w way) shared(x exchange) bool {
	return x.page.state == nil && len(w.target)+len(w.host) <= maxWay
}

// keptAnswersOf are those for a file; nil where it is not kept.
func keptAnswersOf(found static.Found) *keptAnswers {
	memo := found.Memo()
	if memo == nil {
		return nil
	}
	if memo.Load() == nil {
		memo.CompareAndSwap(nil, &keptAnswers{})
	}
	return memo.Load().(*keptAnswers)
}

func (k *keptAnswers) get(asked way) *fileAnswer {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case !asked.follows:
		return k.plain
	case asked == k.way:
		return k.followed
	}
	return nil
}

func (k *keptAnswers) put(asked way, answer *fileAnswer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if asked.follows {
		k.followed, k.way = answer, asked
	} else {
		k.plain = answer
	}
}
