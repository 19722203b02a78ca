// Command generate prints, as one JSON document, all that the TypeScript side
// needs to know of the protocol: the schema of its types, its methods, its error
// codes, the defaults of the settings, the names of secrets and one golden message for
// each type that travels. scripts/generate.mjs turns that into extension/protocol/*.generated.ts.
//
//	go run ./server/generate
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"

	"vitrina/server/internal/config"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/secret"
)

// source is the folder of the protocol package, from the module's root.
const source = "server/internal/protocol"

type document struct {
	Version  int                      `json:"version"`
	Schema   *jsonschema.Schema       `json:"schema"`
	Calls    []call                   `json:"calls"`
	Codes    map[string]int           `json:"codes"`
	Port     int                      `json:"defaultPort"`
	Defaults protocol.SiteStartParams `json:"defaults"`
	Golden   map[string]message       `json:"golden"`
	Secrets  secrets                  `json:"secrets"`
}

// secrets are the names by which values are hidden.
type secrets struct {
	Parts []string `json:"parts"`
	Words []string `json:"words"`
}

// message is one that travels, named by its type.
type message struct {
	Type    string `json:"type"`
	Message any    `json:"message"`
}

type call struct {
	Method string            `json:"method"`
	Kind   protocol.CallKind `json:"kind"`
	Access protocol.Access   `json:"access"`
	Params string            `json:"params"`
	Result string            `json:"result"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	constants, err := readConstants(source)
	if err != nil {
		return err
	}
	schema, err := reflectSchema(constants.enums)
	if err != nil {
		return err
	}
	doc := document{
		Version:  protocol.Version,
		Schema:   schema,
		Codes:    constants.codes,
		Port:     config.DefaultPort,
		Defaults: config.Defaults(),
		Golden:   map[string]message{},
		Secrets:  secrets{secret.Parts, secret.Words},
	}
	for _, c := range protocol.Calls() {
		doc.Calls = append(doc.Calls, call{c.Method, c.Kind, c.Access, typeName(c.Params), typeName(c.Result)})
	}
	for name, each := range goldenMessages() {
		doc.Golden[name] = message{typeName(each), each}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(doc)
}

func typeName(v any) string {
	if v == nil {
		return ""
	}
	return reflect.TypeOf(v).Name()
}

// reflectSchema makes one schema whose $defs hold every type that a call carries.
func reflectSchema(enums map[string][]any) (*jsonschema.Schema, error) {
	travels := map[string]bool{} // the enums that some message holds
	r := &jsonschema.Reflector{
		Anonymous: true,
		Mapper: func(t reflect.Type) *jsonschema.Schema {
			if _, ok := enums[t.Name()]; ok && t.Kind() == reflect.String {
				travels[t.Name()] = true
				return &jsonschema.Schema{Ref: "#/$defs/" + t.Name()}
			}
			return nil
		},
	}
	if err := r.AddGoComments("vitrina", "./"+source, jsonschema.WithFullComment()); err != nil {
		return nil, err
	}
	all := &jsonschema.Schema{Definitions: jsonschema.Definitions{}}
	types := []any{protocol.ErrorData{}}
	for _, c := range protocol.Calls() {
		types = append(types, c.Params, c.Result)
	}
	for _, v := range types {
		if v == nil {
			continue
		}
		for name, definition := range r.Reflect(v).Definitions {
			all.Definitions[name] = definition
		}
	}
	for name := range travels {
		comment := r.CommentMap["vitrina/"+source+"."+name]
		all.Definitions[name] = &jsonschema.Schema{Type: "string", Enum: enums[name], Description: comment}
	}
	return all, nil
}

type constants struct {
	enums map[string][]any // by the name of a string type, its values in order
	codes map[string]int   // the error codes, by name
}

// readConstants finds the constants in the package's source: reflection knows
// types, not their constants.
func readConstants(dir string) (constants, error) {
	found := constants{enums: map[string][]any{}, codes: map[string]int{}}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return found, err
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), dir+"/"+entry.Name(), nil, 0)
		if err != nil {
			return found, err
		}
		for _, d := range file.Decls {
			if group, ok := d.(*ast.GenDecl); ok && group.Tok == token.CONST {
				for _, spec := range group.Specs {
					if err := found.add(spec.(*ast.ValueSpec)); err != nil {
						return found, err
					}
				}
			}
		}
	}
	return found, nil
}

func (c *constants) add(spec *ast.ValueSpec) error {
	for i, name := range spec.Names {
		switch value := spec.Values[i].(type) {
		case *ast.BasicLit:
			typ, typed := spec.Type.(*ast.Ident)
			if !typed || value.Kind != token.STRING {
				continue
			}
			text, err := strconv.Unquote(value.Value)
			if err != nil {
				return err
			}
			c.enums[typ.Name] = append(c.enums[typ.Name], text)
		case *ast.UnaryExpr: // JSON-RPC's codes are negative
			if number, ok := value.X.(*ast.BasicLit); ok && value.Op == token.SUB {
				n, err := strconv.Atoi(number.Value)
				if err != nil {
					return err
				}
				c.codes[strings.TrimPrefix(name.Name, "Code")] = -n
			}
		}
	}
	return nil
}
