package main

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

// There is a golden message for every type that a method carries, and it comes back
// from JSON as it was.
func TestGoldenMessagesCoverTheProtocol(t *testing.T) {
	types := map[string]bool{}
	for name, each := range goldenMessages() {
		typ := reflect.TypeOf(each)
		types[typ.Name()] = true
		data, err := json.Marshal(each)
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(typ)
		if err := json.Unmarshal(data, back.Interface()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(each, back.Elem().Interface()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, call := range protocol.Calls() {
		for _, v := range []any{call.Params, call.Result} {
			if v != nil && !types[reflect.TypeOf(v).Name()] && reflect.TypeOf(v).NumField() > 1 {
				t.Errorf("no golden message of %s, which %s carries", reflect.TypeOf(v).Name(), call.Method)
			}
		}
	}
}
