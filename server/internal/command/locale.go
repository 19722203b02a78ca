package command

import (
	"strings"

	"vitrina/server/internal/l10n"
)

// environmentLocale is the language that the environment asks for, by the variables
// of POSIX (XBD 8.2) in their order: es_ES.UTF-8 is es-ES.
func environmentLocale(getenv func(string) string) l10n.Locale {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			tag, _, _ := strings.Cut(value, ".")
			return l10n.Match(strings.ReplaceAll(tag, "_", "-"))
		}
	}
	return l10n.English
}
