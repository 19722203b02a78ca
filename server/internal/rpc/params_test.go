package rpc

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// startError is what site/start says of parameters.
func startError(t *testing.T, params string) *fault.Error {
	t.Helper()
	var failure *fault.Error
	if err := readParams(protocol.MethodSiteStart, json.RawMessage(params), new(protocol.SiteStartParams)); !errors.As(err, &failure) {
		t.Fatalf("%s: %v", params, err)
	}
	return failure
}

func TestASettingOfTheWrongKindIsToldByItsName(t *testing.T) {
	for _, row := range []struct{ params, english, spanish string }{
		{
			`{"root":"/w","port":"8080"}`,
			"The setting vitrina.port cannot be “\"8080\"”: it must be a whole number, without quotation marks.",
			"La opción vitrina.port no puede ser «\"8080\"»: debe ser un número entero, sin comillas.",
		},
		{
			`{"port": 8000.5}`,
			"The setting vitrina.port cannot be “8000.5”: it must be a whole number, without quotation marks.",
			"La opción vitrina.port no puede ser «8000.5»: debe ser un número entero, sin comillas.",
		},
		{
			`{"cgi": {"timeout": "30s"}}`,
			"The setting vitrina.cgi.timeout cannot be “\"30s\"”: it must be a number, without quotation marks.",
			"La opción vitrina.cgi.timeout no puede ser «\"30s\"»: debe ser un número, sin comillas.",
		},
		{
			`{"cgi": {"prewarm": "yes"}}`,
			"The setting vitrina.cgi.prewarm cannot be “\"yes\"”: it must be true or false, without quotation marks.",
			"La opción vitrina.cgi.prewarm no puede ser «\"yes\"»: debe ser true o false, sin comillas.",
		},
		{
			`{"allowedHosts": "school.test"}`,
			"The setting vitrina.allowedHosts cannot be “\"school.test\"”: it must be a list in square brackets.",
			"La opción vitrina.allowedHosts no puede ser «\"school.test\"»: debe ser una lista entre corchetes.",
		},
		{
			`{"cgi": {"directories": ["cgi-bin", ["a", 7], 7]}}`,
			"The setting vitrina.cgi.directories[1] cannot be “[\"a\", 7]”: it must be text in quotation marks.",
			"La opción vitrina.cgi.directories[1] no puede ser «[\"a\", 7]»: debe ser un texto entre comillas.",
		},
		{
			`{"headers": {"*": {"X-A": "1"}, "*.css": "X-B"}}`,
			"The setting vitrina.headers[\"*.css\"] cannot be “\"X-B\"”: it must be an object in braces, with a name and a value for each entry.",
			"La opción vitrina.headers[\"*.css\"] no puede ser «\"X-B\"»: debe ser un objeto entre llaves, con un nombre y un valor por entrada.",
		},
		{
			`{"headers": {"*": {"X-A": {"b": 1}}}}`,
			"The setting vitrina.headers[\"*\"][\"X-A\"] cannot be “{\"b\": 1}”: it must be text in quotation marks.",
			"La opción vitrina.headers[\"*\"][\"X-A\"] no puede ser «{\"b\": 1}»: debe ser un texto entre comillas.",
		},
	} {
		failure := startError(t, row.params)
		if failure.Failure != protocol.FailureBadSetting {
			t.Errorf("%s: %s", row.params, failure.Failure)
		}
		if got := failure.In(l10n.English); got != row.english {
			t.Errorf("%s:\n got %s\nwant %s", row.params, got, row.english)
		}
		if got := failure.In(l10n.Spanish); got != row.spanish {
			t.Errorf("%s:\n got %s\nwant %s", row.params, got, row.spanish)
		}
	}
}

// Whatever a setting holds in place of what it should, its name is told and no word of Go's.
func TestEverySettingOfTheWrongKindIsTold(t *testing.T) {
	wrong := []string{`"text"`, `7`, `7.5`, `true`, `["a"]`, `{"a":{"b":[]}}`}
	var tried func(path []string, of reflect.Type)
	tried = func(path []string, of reflect.Type) {
		for field := range of.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			path := append(path[:len(path):len(path)], name)
			if field.Type.Kind() == reflect.Struct {
				tried(path, field.Type)
			}
			refused := 0
			for _, value := range wrong {
				params := value
				for i := len(path) - 1; i >= 0; i-- {
					params = `{"` + path[i] + `":` + params + `}`
				}
				err := readParams(protocol.MethodSiteStart, json.RawMessage(params), new(protocol.SiteStartParams))
				if err == nil {
					continue
				}
				refused++
				var failure *fault.Error
				if errors.As(err, &failure); failure.Args["problem"] == "paramUnknown" { // of an object in place of one
					continue
				}
				for _, locale := range l10n.Locales {
					said := failure.In(locale)
					if !strings.Contains(said, strings.Join(path, ".")) || strings.Contains(said, "json") || strings.Contains(said, " Go ") {
						t.Errorf("%s: %s", params, said)
					}
				}
			}
			if refused < 4 {
				t.Errorf("%s: only %d kinds were refused", strings.Join(path, "."), refused)
			}
		}
	}
	tried(nil, reflect.TypeFor[protocol.SiteStartParams]())
}

func TestWhatIsNotASettingIsToldAsAParameter(t *testing.T) {
	for params, want := range map[string]string{
		`{"root":7}`:         "The parameters of site/start are not valid: root cannot be “7”.",
		`{"colour":"red"}`:   "The parameters of site/start are not valid: there is no field colour.",
		`{"colo\"ur":"red"}`: "The parameters of site/start are not valid: there is no field colo\"ur.",
		`["/w"]`:             "The parameters of site/start are not valid: they must be an object.",
		`{"root":[` + strings.Repeat("1,", 99) + `1]}`: "The parameters of site/start are not valid: root cannot be “[" + strings.Repeat("1,", 29) + "1…”.",
	} {
		failure := startError(t, params)
		if got := failure.In(l10n.English); got != want || failure.Failure != protocol.FailureBadParams {
			t.Errorf("%s:\n got %s: %s\nwant %s", params, failure.Failure, got, want)
		}
	}
}

func FuzzReadParams(f *testing.F) {
	for _, seed := range []string{`{"port":"8080"}`, `{"cgi":{"directories":[["a"]]}}`, `{"headers":{"*":{"a":[1]}}}`, `[`, `{"a":}`, `null`, `{"port":1}{`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, params string) {
		var failure *fault.Error
		if err := readParams(protocol.MethodSiteStart, json.RawMessage(params), new(protocol.SiteStartParams)); err != nil && !errors.As(err, &failure) {
			t.Errorf("%q: %v", params, err)
		}
	})
}
