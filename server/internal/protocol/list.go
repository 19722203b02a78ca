package protocol

import (
	"bytes"
	"encoding/json"
)

// List is a list that the server sends. JSON has [] for an empty one, as TypeScript's
// type of it says, where Go's own slices may be null.
type List[T any] []T

// MarshalJSON never writes null. What stands in the texts is escaped for HTML where the
// caller's encoder does so.
func (l List[T]) MarshalJSON() ([]byte, error) {
	if len(l) == 0 {
		return []byte("[]"), nil
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode([]T(l))
	return out.Bytes(), err
}

// JSONSchemaAlias has the generator of the schema see a plain list.
func (List[T]) JSONSchemaAlias() any { return []T(nil) }
