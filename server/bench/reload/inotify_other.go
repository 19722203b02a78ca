//go:build !linux

package reload

import (
	"errors"
	"time"
)

func bareRead(string, func() (time.Time, error)) (time.Duration, error) {
	return 0, errors.ErrUnsupported
}
