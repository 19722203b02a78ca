package rpc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// readParams reads the parameters of a method. A field that their type does not have is refused by name, so that
// a misspelt setting is not just ignored, and a setting of the wrong kind is told as one that has a wrong value.
func readParams(method string, from json.RawMessage, params any) error {
	decoder := json.NewDecoder(bytes.NewReader(from))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(params)
	if err == nil {
		return nil
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		field, value := valueAt(from, wrong.Offset)
		if kind := kindOf(wrong.Type); method == protocol.MethodSiteStart && field != "" && field != "root" {
			return fault.New(protocol.FailureBadSetting, "setting", field, "value", value, "problem", kind)
		}
		if field == "" {
			return badParam(method, "paramsNotObject", "", "")
		}
		return badParam(method, "paramValue", field, value)
	}
	name := strings.TrimPrefix(err.Error(), "json: unknown field ") // encoding/json has no type for this error
	if unquoted, err := strconv.Unquote(name); err == nil {
		name = unquoted
	}
	return badParam(method, "paramUnknown", name, "")
}

// missing is the field that a type of parameters must have and that is not there: a text, which else would be empty, and
// name a site or an exchange that nobody has. For a root there is a sentence of its own.
func missing(from *json.RawMessage, params any) string {
	var given map[string]json.RawMessage
	if from != nil {
		_ = json.Unmarshal(*from, &given) // it was read before
	}
	t := reflect.TypeOf(params).Elem()
	for i := range t.NumField() {
		field := t.Field(i)
		name, rest, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Type.Kind() == reflect.String && rest == "" && name != "root" && (given[name] == nil || string(given[name]) == "null") {
			return name
		}
	}
	return ""
}

func badParam(method, problem, field, value string) error {
	return fault.New(protocol.FailureBadParams, "method", method, "problem", problem, "field", field, "value", value)
}

// kindOf names the text that says what a setting of a type may hold.
func kindOf(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "notBoolean"
	case reflect.Int:
		return "notWholeNumber"
	case reflect.Float64:
		return "notNumber"
	case reflect.Slice:
		return "notList"
	case reflect.Map, reflect.Struct:
		return "notObject"
	default:
		return "notText"
	}
}

// valueAt is the value of a JSON text at the offset of an UnmarshalTypeError, as it is written, and where it stands:
// cgi.timeout, headers["*.css"], cgi.directories[0].
func valueAt(text json.RawMessage, offset int64) (field, value string) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	var within []*element
	for {
		begin := decoder.InputOffset()
		token, err := decoder.Token()
		if err != nil {
			return "", ""
		}
		if token == json.Delim('}') || token == json.Delim(']') {
			within = within[:len(within)-1]
			continue
		}
		if len(within) > 0 && within[len(within)-1].next(token) {
			continue
		}
		if decoder.InputOffset() >= offset {
			return pathOf(within), shown(bytes.TrimLeft(text[begin:], " \t\r\n,:"))
		}
		if token == json.Delim('{') || token == json.Delim('[') {
			within = append(within, &element{list: token == json.Delim('['), index: -1})
		}
	}
}

// element is where in an object or a list a text is read.
type element struct {
	list  bool
	index int    // in a list
	name  string // in an object
	named bool   // the name was read, and its value comes next
}

// next enters the next token, and reports whether it is the name of a value.
func (e *element) next(token json.Token) (isName bool) {
	if e.list {
		e.index++
		return false
	}
	if e.named = !e.named; e.named {
		e.name, _ = token.(string)
	}
	return e.named
}

func pathOf(within []*element) string {
	var path strings.Builder
	for i, each := range within {
		switch {
		case each.list:
			fmt.Fprintf(&path, "[%d]", each.index)
		case i == 0:
			path.WriteString(each.name)
		case isIdentifier(each.name):
			path.WriteString("." + each.name)
		default:
			fmt.Fprintf(&path, "[%q]", each.name)
		}
	}
	return path.String()
}

func isIdentifier(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' })
}

// maxShown is how much of a value is shown, in bytes.
const maxShown = 60

// shown is the value with which a text begins.
func shown(text []byte) string {
	var value json.RawMessage
	if json.NewDecoder(bytes.NewReader(text)).Decode(&value) != nil {
		return ""
	}
	if len(value) <= maxShown {
		return string(value)
	}
	return strings.ToValidUTF8(string(value[:maxShown]), "") + "…"
}
