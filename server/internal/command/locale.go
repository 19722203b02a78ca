package command

import (
	"slices"
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

// language takes --lang out of a command line, wherever it is, and speaks that language from then on.
func (c *Console) language(args []string) (rest []string, err error) {
	for i := 0; i < len(args) && args[i] != "--"; i++ {
		flag, value, given := strings.Cut(args[i], "=")
		if flag != "--lang" && flag != "-lang" {
			continue
		}
		end := i + 1
		if !given {
			if end == len(args) {
				return nil, &textError{"flag.noValue", map[string]string{"flag": "--lang"}}
			}
			value = args[end]
			end++
		}
		c.Locale = l10n.Match(value)
		return slices.Concat(args[:i], args[end:]), nil
	}
	return args, nil
}
