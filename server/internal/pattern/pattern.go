// Package pattern makes regular expressions when they are first needed: to make all of them takes a
// good part of the time to the first answer.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy is an expression, which must be valid. Tests ask for each.
func Lazy(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
