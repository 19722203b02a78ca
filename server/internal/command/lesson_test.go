package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
)

// What stands in the way of a lesson's folder is said, also for a new lesson.
func TestWhereALessonCannotBeMade(t *testing.T) {
	root := t.TempDir()
	file, folder, orphan := filepath.Join(root, "file"), filepath.Join(root, "folder"), filepath.Join(root, "none", "new")
	if err := errors.Join(os.WriteFile(file, nil, 0o600), os.Mkdir(folder, 0o700)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lesson, at       string
		english, spanish string
	}{
		{"new", file, file + " is a file, and it was not changed. Name a folder that does not exist yet.", file + " es un archivo, y no se ha cambiado. Indica una carpeta que aún no exista."},
		{"template", file, file + " is a file, and it was not changed. ", file + " es un archivo, y no se ha cambiado. "},
		{"new", folder, folder + " already exists, and nothing in it was changed. Choose another name for the new lesson.", folder + " ya existe, y no se ha cambiado nada en ella. Elige otro nombre para la nueva lección."},
		{"1-types", folder, folder + " already exists, and nothing in it was changed. Name another folder, or run `vitrina serve` in it", folder + " ya existe, y no se ha cambiado nada en ella. Indica otra carpeta, o ejecuta `vitrina serve` en ella"},
		{"new", orphan, orphan + " cannot be made: the folder " + filepath.Dir(orphan) + " does not exist. Create it first, or name another folder.", "No se puede crear " + orphan + ": la carpeta " + filepath.Dir(orphan) + " no existe. Créala antes o indica otra carpeta."},
		{"1-types", orphan, orphan + " cannot be made: ", "No se puede crear " + orphan + ": "},
		{"new", filepath.Join(file, "x"), "The new lesson cannot be made in " + filepath.Join(file, "x") + ": ", "No se puede crear la nueva lección en " + filepath.Join(file, "x") + ": "},
	} {
		for locale, want := range map[l10n.Locale]string{l10n.English: c.english, l10n.Spanish: c.spanish} {
			_, stderr, code := run(locale, "lesson", c.lesson, c.at)
			if !strings.HasPrefix(stderr, "vitrina: "+want) || strings.Count(stderr, "\n") != 1 || code != exitError {
				t.Errorf("lesson %s %s: exit code %d, %q", c.lesson, c.at, code, stderr)
			}
		}
	}
}
