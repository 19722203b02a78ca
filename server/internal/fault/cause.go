package fault

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// Cause is what an error of the system says, in words of our own: NAME of the text
// "cause.NAME", which l10n.Text puts in place of {cause}. Of an error that has no such text it
// is the system's own name or number, the same in every language.
func Cause(err error) string {
	for _, known := range causes {
		if errors.Is(err, known.err) {
			return known.name
		}
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return numbered(number)
	}
	return "unknown"
}

// causes are tried in order: an error of one system stands for those of the others (see
// syscall.Errno.Is).
var causes = append([]struct {
	err  error
	name string
}{
	{fs.ErrPermission, "permission"},
	{fs.ErrNotExist, "notFound"},
	{os.ErrDeadlineExceeded, "tookTooLong"},
	{context.DeadlineExceeded, "tookTooLong"},
	{io.ErrUnexpectedEOF, "connection"},
	{io.EOF, "connection"},
	{syscall.EISDIR, "noFile"}, // Go's own package os uses it on Windows, too
}, systemCauses...)
