package command

import (
	"strings"

	"vitrina/server/internal/l10n"
)

// environmentLocale is the language that the environment asks for, by the variables
// of POSIX (XBD 8.2) in their order: es_ES.UTF-8 is es-ES. LANGUAGE, a list with colons
// between, goes before them unless they say C, as GNU gettext has it (its manual, 2.3.3).
// Where no variable says anything, the system's own setting does.
func environmentLocale(getenv func(string) string, system func() []string) l10n.Locale {
	var posix string
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if posix = getenv(name); posix != "" {
			break
		}
	}
	wanted := []string{posix}
	switch list := getenv("LANGUAGE"); {
	case isC(posix):
		return l10n.English
	case list != "":
		wanted = append(strings.Split(list, ":"), posix)
	case posix == "":
		wanted = system()
	}
	for _, value := range wanted {
		if locale, known := spoken(value); known {
			return locale
		}
	}
	return l10n.English
}

// isC reports whether a locale is POSIX's own, which speaks English.
func isC(locale string) bool {
	name, _, _ := strings.Cut(locale, ".")
	return name == "C" || name == "POSIX"
}

// spoken is the language of a locale's name: es, es-419, es_MX.UTF-8, es_ES@euro. It is
// not known where Vitrina does not speak it.
func spoken(name string) (locale l10n.Locale, known bool) {
	tag, _, _ := strings.Cut(name, ".")
	tag, _, _ = strings.Cut(tag, "@")
	return l10n.Spoken(strings.ReplaceAll(tag, "_", "-"))
}

// takeLanguage takes --lang out of a command line, wherever it stands before "--": it
// belongs to every command. The last one counts.
func takeLanguage(args []string, from l10n.Locale) (rest []string, locale l10n.Locale, err error) {
	locale = from
	for i := 0; i < len(args); i++ {
		name, value, given := strings.Cut(args[i], "=")
		if args[i] == "--" {
			return append(rest, args[i:]...), locale, nil
		}
		if name != "--lang" && name != "-lang" {
			rest = append(rest, args[i])
			continue
		}
		if !given {
			if i++; i == len(args) {
				return nil, locale, &textError{"flag.noValue", map[string]string{"flag": "--lang"}}
			}
			value = args[i]
		}
		known := false
		if locale, known = spoken(value); !known {
			return nil, from, &textError{"flag.language", map[string]string{"flag": "--lang", "value": value}}
		}
	}
	return rest, locale, nil
}
