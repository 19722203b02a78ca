package command

import (
	"errors"
	"slices"
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
	// alone is true where the flag takes no value.
	alone bool
	// entry names what of a setting a value is for, where the flag may be given several times.
	entry func(value string) string
}

// typedValues are the values of flags as they were typed, by flag and by entry, which is empty
// for a flag with one value. The settings that come of them look otherwise: --cgi-timeout 0 is 0s.
type typedValues map[[2]string]string

// errHelp says that help was asked for.
var errHelp = errors.New("command: help was asked for")

// parse reads flags before and behind the rest, as people write them. What follows "--"
// is no flag.
func (f flags) parse(args []string) (rest []string, err error) {
	rest, _, err = f.parseTyped(args)
	return rest, err
}

// parseTyped does as parse, and keeps what was typed.
func (f flags) parseTyped(args []string) (rest []string, typed typedValues, err error) {
	typed = typedValues{}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			rest = append(rest, args...)
			break
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
			return nil, nil, errHelp
		case !exists:
			return nil, nil, &textError{"flag.unknown", shown}
		case known.alone && given:
			return nil, nil, &textError{"flag.alone", map[string]string{"flag": "--" + name, "value": value}}
		case known.alone: // it has none
		case !given && (len(args) == 0 || f.isFlag(args[0])):
			return nil, nil, &textError{"flag.noValue", shown}
		case !given:
			value, args = args[0], args[1:]
		}
		if !known.set(value) {
			shown["value"] = value
			return nil, nil, &textError{known.wants, shown}
		}
		entry := ""
		if known.entry != nil {
			entry = known.entry(value)
		}
		typed[[2]string{"--" + name, entry}] = value
	}
	if slices.Contains(rest, "") { // of a shell's variable that is not set: it means no folder, and not the current one
		return nil, nil, &textError{"flag.empty", nil}
	}
	return rest, typed, nil
}

// isFlag reports whether an argument is one of the flags, and so no value of the flag before
// it. A value that looks like one stands behind "=".
func (f flags) isFlag(arg string) bool {
	name, long := strings.CutPrefix(arg, "--")
	name, _, _ = strings.Cut(name, "=")
	_, exists := f[name]
	return long && exists
}

// given reports whether a flag with one value was typed.
func (t typedValues) given(flag string) bool {
	_, is := t[[2]string{flag, ""}]
	return is
}

// together says which flags were typed of which one would be ignored.
func (t typedValues) together(flag, other string) error {
	if t.given(flag) && t.given(other) {
		return &textError{"flag.notTogether", map[string]string{"flag": flag, "other": other}}
	}
	return nil
}

// text is a flag with any value but none.
func text[T ~string](to *T) flagValue {
	return flagValue{wants: "flag.noValue", set: func(value string) bool {
		*to = T(value)
		return value != ""
	}}
}

// list is a flag that may be given several times.
func list(to *[]string) flagValue {
	entry := func(value string) string { return value }
	return flagValue{entry: entry, set: func(value string) bool {
		*to = append(*to, value)
		return true
	}}
}

// pairs is a flag that may be given several times, with KEY=VALUE.
func pairs(to *map[string]string, wants string) flagValue {
	return flagValue{wants: wants, entry: keyOf, set: func(value string) bool {
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

// keyOf is what stands before the first "=".
func keyOf(value string) string {
	key, _, _ := strings.Cut(value, "=")
	return key
}

// headers is a flag that may be given several times, with GLOB=NAME: VALUE.
func headers(to *map[string]map[string]string) flagValue {
	split := func(value string) (glob, name, content string, whole bool) {
		glob, field, found := strings.Cut(value, "=")
		name, content, colon := strings.Cut(field, ":")
		return glob, strings.TrimSpace(name), strings.TrimSpace(content), found && colon
	}
	entry := func(value string) string {
		glob, name, _, _ := split(value)
		return glob + "=" + name
	}
	return flagValue{wants: "flag.header", entry: entry, set: func(value string) bool {
		glob, name, content, whole := split(value)
		if !whole {
			return false
		}
		if *to == nil {
			*to = map[string]map[string]string{}
		}
		if (*to)[glob] == nil {
			(*to)[glob] = map[string]string{}
		}
		(*to)[glob][name] = content
		return true
	}}
}

// yes is a flag without a value.
func yes(to *bool) flagValue {
	return flagValue{alone: true, set: func(string) bool {
		*to = true
		return true
	}}
}

// port is a flag with a TCP port.
func port(to func(int)) flagValue {
	return flagValue{wants: "flag.port", set: func(value string) bool {
		n, err := strconv.ParseUint(value, 10, 16)
		to(int(n))
		return err == nil
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
