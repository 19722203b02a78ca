package cgi

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// Bounds of a request's content that comes without a length and is kept to be
// counted: longer content than inMemory goes to a file.
const (
	inMemory   = 64 << 10
	maxSpooled = 1 << 30
)

var errTooLarge = errors.New("the request's content is larger than 1 GiB")

// spooled is a file that is gone when it is closed.
type spooled struct{ *os.File }

// Close closes and removes the file.
func (s spooled) Close() error {
	err := s.File.Close()
	return errors.Join(err, os.Remove(s.Name()))
}

// spool keeps all of r and returns its length.
func spool(r io.Reader) (io.ReadCloser, int64, error) {
	var memory bytes.Buffer
	length, err := io.CopyN(&memory, r, inMemory)
	if err == io.EOF {
		return io.NopCloser(&memory), length, nil
	}
	if err != nil {
		return nil, 0, err
	}
	file, err := os.CreateTemp("", "vitrina-*")
	if err != nil {
		return nil, 0, err
	}
	kept := spooled{file}
	length, err = io.Copy(file, io.LimitReader(io.MultiReader(&memory, r), maxSpooled+1))
	if err == nil && length > maxSpooled {
		err = errTooLarge
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, 0, errors.Join(err, kept.Close())
	}
	return kept, length, nil
}
