package protocol

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// What the server sends has no null but where TypeScript's type says so: whoever reads it
// would have to ask of each list whether it is one.
func TestNothingSentIsNullUnsaid(t *testing.T) {
	sent := []any{ErrorData{}}
	for _, call := range Calls() {
		if call.Result != nil {
			sent = append(sent, call.Result)
		}
		if call.Kind == ServerNotification && call.Params != nil {
			sent = append(sent, call.Params)
		}
	}
	for _, each := range sent {
		eachField(reflect.TypeOf(each), func(owner reflect.Type, field reflect.StructField) {
			tag := field.Tag.Get("json")
			absent := strings.Contains(tag, ",omitempty") || strings.Contains(tag, ",omitzero")
			said := field.Tag.Get("jsonschema") == "nullable"
			if absent || said {
				return
			}
			switch field.Type.Kind() {
			case reflect.Slice:
				if !strings.HasPrefix(field.Type.Name(), "List[") {
					t.Errorf("%s.%s is null where it is empty: make it a List", owner.Name(), field.Name)
				}
			case reflect.Map, reflect.Pointer, reflect.Interface:
				t.Errorf("%s.%s may be null: say omitempty, or jsonschema:\"nullable\"", owner.Name(), field.Name)
			}
		})
		if data, err := json.Marshal(each); err != nil || strings.Contains(withoutNullable(t, each, data), "null") {
			t.Errorf("%v: an empty %T is %s", err, each, data)
		}
	}
}

// withoutNullable is JSON without the fields that are said to be null.
func withoutNullable(t *testing.T, of any, data []byte) string {
	t.Helper()
	text := string(data)
	eachField(reflect.TypeOf(of), func(_ reflect.Type, field reflect.StructField) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); field.Tag.Get("jsonschema") == "nullable" {
			text = strings.ReplaceAll(text, `"`+name+`":null`, "")
		}
	})
	return text
}

// Durations are floats whose names on the wire end in Ms, but for one (see the package's
// comment).
func TestDurationsAreNamedSo(t *testing.T) {
	for _, call := range Calls() {
		for _, each := range []any{call.Params, call.Result} {
			if each == nil {
				continue
			}
			eachField(reflect.TypeOf(each), func(owner reflect.Type, field reflect.StructField) {
				typ := field.Type
				if typ.Kind() == reflect.Pointer {
					typ = typ.Elem()
				}
				name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
				exception := owner == reflect.TypeFor[CGIOptions]() && name == "timeout"
				if typ.Kind() == reflect.Float64 && !strings.HasSuffix(name, "Ms") && !exception {
					t.Errorf("%s.%s: %s does not end in Ms", owner.Name(), field.Name, name)
				}
			})
		}
	}
}

// eachField calls visit for every field of a struct and of the structs in it.
func eachField(typ reflect.Type, visit func(owner reflect.Type, field reflect.StructField)) {
	seen := map[reflect.Type]bool{} // a block may hold blocks
	var look func(reflect.Type)
	look = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			look(typ.Elem())
		case reflect.Struct:
			if seen[typ] {
				return
			}
			seen[typ] = true
			for i := range typ.NumField() {
				field := typ.Field(i)
				if !field.Anonymous && field.IsExported() {
					visit(typ, field)
				}
				if field.Anonymous || field.IsExported() {
					look(field.Type)
				}
			}
		}
	}
	look(typ)
}
