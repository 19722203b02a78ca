package command

import (
	"bufio"
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/service"
)

// harWritable says before anything is served that the archive could not be written at the end.
func (o serveOptions) harWritable() error {
	if o.har == "" {
		return nil
	}
	if info, err := os.Stat(o.har); err == nil && info.IsDir() {
		return o.harNotWritten(&os.PathError{Op: "open", Path: o.har, Err: syscall.EISDIR})
	}
	file, err := o.createHAR()
	if err != nil {
		return o.harNotWritten(err)
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return o.harNotWritten(err)
	}
	return nil
}

// writeHAR writes every kept exchange, where that was asked for. The file is there whole, or as it
// was before.
func (o serveOptions) writeHAR(s *service.Service, locale l10n.Locale) error {
	if o.har == "" {
		return nil
	}
	file, err := o.createHAR()
	if err != nil {
		return o.harNotWritten(err)
	}
	redact := !o.harSecrets
	buffered := bufio.NewWriter(file)
	err = s.WriteHAR(context.Background(), buffered, protocol.ExchangeHARParams{Redact: &redact}, locale)
	if err = errors.Join(err, buffered.Flush(), file.Close()); err == nil {
		err = os.Rename(file.Name(), o.har)
	}
	if err != nil {
		return o.harNotWritten(errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}

// createHAR makes a file beside the archive, which only its owner can read: it may hold what others sent.
func (o serveOptions) createHAR() (*os.File, error) {
	return os.CreateTemp(filepath.Dir(o.har), ".vitrina-*.har")
}

func (o serveOptions) harNotWritten(err error) error {
	return &textError{"command.harNotWritten", map[string]string{"file": o.har, "cause": fault.Cause(err)}}
}
