// Package qr turns a text into a QR code (ISO/IEC 18004), for whoever draws it.
package qr

import (
	"strings"

	"rsc.io/qr"
)

// Encode gives the code's rows from the top, one character a module: 1 for a dark one, 0
// for a light one. The quiet zone, four light modules wide on each side, is not among them.
// It can be read with 15 % of it covered. A text that is too long, over some 2,000
// bytes, gives nil.
func Encode(text string) []string {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil
	}
	rows := make([]string, code.Size)
	for y := range rows {
		var row strings.Builder
		for x := range code.Size {
			if code.Black(x, y) {
				row.WriteByte('1')
			} else {
				row.WriteByte('0')
			}
		}
		rows[y] = row.String()
	}
	return rows
}
