package command

import "strings"

// quietZone is how many light modules a reader needs around a code (ISO/IEC 18004,
// section 6.3.8).
const quietZone = 4

// Black on white by their numbers in the 256 colours that no theme changes, so that a
// code can be read in dark terminals as in light ones. NO_COLOR does not change that: in
// the terminal's own colours a code would be light on dark in every dark one, which many
// readers do not take.
const (
	blackOnWhite = "\x1b[38;5;16;48;5;231m"
	noColours    = "\x1b[0m"
)

// drawQRCode draws a code with its quiet zone for a terminal, two rows of modules a line.
func drawQRCode(rows []string) string {
	size := len(rows) + 2*quietZone
	dark := func(x, y int) bool {
		x, y = x-quietZone, y-quietZone
		return y >= 0 && y < len(rows) && x >= 0 && x < len(rows[y]) && rows[y][x] == '1'
	}
	var drawn strings.Builder
	for y := 0; y < size; y += 2 {
		drawn.WriteString(blackOnWhite)
		for x := range size {
			switch upper, lower := dark(x, y), dark(x, y+1); {
			case upper && lower:
				drawn.WriteRune('█')
			case upper:
				drawn.WriteRune('▀')
			case lower:
				drawn.WriteRune('▄')
			default:
				drawn.WriteRune(' ')
			}
		}
		drawn.WriteString(noColours + "\n")
	}
	return drawn.String()
}
