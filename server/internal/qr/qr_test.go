package qr

import (
	"strings"
	"testing"
)

// The three corners that readers look for, and the size that the text needs. That a
// reader gets the text back is shown in extension/test/panel, where there is one.
func TestEncode(t *testing.T) {
	finder := []string{"1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"}
	for text, size := range map[string]int{"http://192.0.2.2:8000/": 25, "http://[2001:db8:1234:5678:9abc:def0:1234:5678]:65535/": 33} {
		rows := Encode(text)
		if len(rows) != size {
			t.Fatalf("%s: %d rows", text, len(rows))
		}
		for i, row := range finder {
			if len(rows[i]) != size || !strings.HasPrefix(rows[i], row) || !strings.HasSuffix(rows[i], row) || !strings.HasPrefix(rows[size-7+i], row) {
				t.Errorf("%s: row %d is %s", text, i, rows[i])
			}
		}
	}
	if rows := Encode(strings.Repeat("x", 5000)); rows != nil {
		t.Errorf("a text that is too long: %d rows", len(rows))
	}
}
