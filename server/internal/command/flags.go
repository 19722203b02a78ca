package command

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// flags are the flags of a command, by name. The standard library's package flag has its
// sentences in English, and writes one dash where we document two.
type flags map[string]flagValue

// flagValue is what a flag may be given.
type flagValue struct {
	// set takes a value, and reports whether the flag can have it.
	set func(value string) bool
	// wants is the text that says what value it can have; empty where any will do.
	wants string
	// alone is true where the flag needs no value.
	alone bool
}

// errHelp says that help was asked for.
var errHelp = errors.New("command: help was asked for")

// parse reads flags before and behind the rest, as people write them. What follows "--"
// is no flag.
func (f flags) parse(args []string) (rest []string, err error) {
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			return append(rest, args...), nil
		}
		if arg == "-" || !strings.HasPrefix(arg, "-") {
			rest = append(rest, arg)
			continue
		}
		name, value, given := strings.Cut(strings.TrimPrefix(arg[1:], "-"), "=")
		shown := map[string]string{"flag": "--" + name}
		known, exists := f[name]
		switch {
		case name == "help" || name == "h":
			return nil, errHelp
		case !exists:
			return nil, &textError{"flag.unknown", shown}
		case !given && known.alone:
			value = "true"
		case !given && len(args) == 0:
			return nil, &textError{"flag.noValue", shown}
		case !given:
			value, args = args[0], args[1:]
		}
		if !known.set(value) {
			shown["value"] = value
			return nil, &textError{known.wants, shown}
		}
	}
	return rest, nil
}

// text is a flag with any value.
func text[T ~string](to *T) flagValue {
	return flagValue{set: func(value string) bool {
		*to = T(value)
		return true
	}}
}

// list is a flag that may be given several times.
func list(to *[]string) flagValue {
	return flagValue{set: func(value string) bool {
		*to = append(*to, value)
		return true
	}}
}

// pairs is a flag that may be given several times, with KEY=VALUE.
func pairs(to *map[string]string, wants string) flagValue {
	return flagValue{wants: wants, set: func(value string) bool {
		key, of, found := strings.Cut(value, "=")
		if found {
			if *to == nil {
				*to = map[string]string{}
			}
			(*to)[key] = of
		}
		return found
	}}
}

// headers is a flag that may be given several times, with GLOB=NAME: VALUE.
func headers(to *map[string]map[string]string) flagValue {
	return flagValue{wants: "flag.header", set: func(value string) bool {
		glob, field, found := strings.Cut(value, "=")
		name, content, colon := strings.Cut(field, ":")
		if !found || !colon {
			return false
		}
		if *to == nil {
			*to = map[string]map[string]string{}
		}
		if (*to)[glob] == nil {
			(*to)[glob] = map[string]string{}
		}
		(*to)[glob][strings.TrimSpace(name)] = strings.TrimSpace(content)
		return true
	}}
}

// yes is a flag without a value.
func yes(to *bool) flagValue {
	return flagValue{alone: true, wants: "flag.alone", set: func(value string) bool {
		is, err := strconv.ParseBool(value)
		*to = is
		return err == nil
	}}
}

// port is a flag with a TCP port.
func port(to func(int)) flagValue {
	return flagValue{wants: "flag.port", set: func(value string) bool {
		n, err := strconv.ParseInt(value, 0, 32)
		to(int(n))
		return err == nil && n >= 0 && n <= 65535
	}}
}

// number is a flag with a whole number.
func number(to func(int)) flagValue {
	return flagValue{wants: "flag.number", set: func(value string) bool {
		n, err := strconv.ParseInt(value, 10, 32)
		to(int(n))
		return err == nil
	}}
}

// duration is a flag with a time such as 30s.
func duration(to func(time.Duration)) flagValue {
	return flagValue{wants: "flag.duration", set: func(value string) bool {
		d, err := time.ParseDuration(value)
		to(d)
		return err == nil
	}}
}
