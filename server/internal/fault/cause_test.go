package fault

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Every cause has words in both languages.
func TestEveryCauseIsSaid(t *testing.T) {
	for _, each := range causes {
		for _, locale := range l10n.Locales {
			key := "cause." + each.name
			if l10n.Text(locale, key, nil) == key {
				t.Errorf("%s has no text in %s", key, locale)
			}
		}
	}
}

func TestCause(t *testing.T) {
	_, missing := os.Open(filepath.Join(t.TempDir(), "nothing"))
	for want, err := range map[string]error{
		"notFound":    missing,
		"tookTooLong": &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded},
		"connection":  io.ErrUnexpectedEOF,
		"unknown":     errors.New("something of Go's"),
	} {
		if got := Cause(err); got != want {
			t.Errorf("%v: %s, not %s", err, got, want)
		}
	}
}

// A cause is said in the reader's language, and no word of it is Go's.
func TestAFailureSaysItsCause(t *testing.T) {
	_, missing := os.Open(filepath.Join(t.TempDir(), "nothing"))
	failure := New(protocol.FailureRootUnreadable, "path", "/w").Because(missing)
	for locale, want := range map[l10n.Locale]string{
		l10n.English: "Vitrina cannot read the folder /w (a file or folder is missing). Check its permissions.",
		l10n.Spanish: "Vitrina no puede leer la carpeta /w (falta un archivo o una carpeta). Revisa sus permisos.",
	} {
		if got := failure.In(locale); got != want {
			t.Errorf("%s", got)
		}
	}
}
