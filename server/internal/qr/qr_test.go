package qr

import (
	"strings"
	"testing"
)

// The three corners that readers look for, and the size that the text needs.
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

// A reader gets the text back.
func TestWhatIsEncodedCanBeRead(t *testing.T) {
	for _, text := range []string{"x", "http://10.0.0.7:80/", "http://192.168.178.213:8000/", "http://[fd00::2]:8000/", "http://203.0.113.255:65535/¡señor!/"} {
		if got := decode(t, Encode(text)); got != text {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

// decode reads a code of version 1 to 3 that has no damage (ISO/IEC 18004, section 12),
// without the help of what made it.
func decode(t *testing.T, rows []string) string {
	t.Helper()
	n := len(rows)
	if n > 29 {
		t.Fatalf("%d rows", n)
	}
	dark := func(x, y int) bool { return rows[y][x] == '1' }
	bit := func(b bool) int {
		if b {
			return 1
		}
		return 0
	}
	mask := (bit(dark(2, 8))<<2 | bit(dark(3, 8))<<1 | bit(dark(4, 8))) ^ 0b101 // of the format information
	masked := func(x, y int) bool {
		return [...]bool{
			(x+y)%2 == 0, y%2 == 0, x%3 == 0, (x+y)%3 == 0, (y/2+x/3)%2 == 0,
			x*y%2+x*y%3 == 0, (x*y%2+x*y%3)%2 == 0, ((x+y)%2+x*y%3)%2 == 0,
		}[mask]
	}
	near := func(a, b int) bool { return a-b <= 2 && b-a <= 2 }
	function := func(x, y int) bool { // corners with the format, timing, and the one alignment pattern
		return x < 9 && y < 9 || x >= n-8 && y < 9 || x < 9 && y >= n-8 || x == 6 || y == 6 ||
			n > 21 && near(x, n-7) && near(y, n-7)
	}
	bits := []int{}
	up := true
	for right := n - 1; right > 0; right -= 2 {
		if right == 6 { // the timing pattern's column is not part of a pair
			right--
		}
		for i := range n {
			y := i
			if up {
				y = n - 1 - i
			}
			for _, x := range []int{right, right - 1} {
				if !function(x, y) {
					bits = append(bits, bit(dark(x, y) != masked(x, y)))
				}
			}
		}
		up = !up
	}
	number := func(length int) (value int) {
		for _, b := range bits[:length] {
			value = value<<1 | b
		}
		bits = bits[length:]
		return value
	}
	if mode := number(4); mode != 0b0100 {
		t.Fatalf("mode %04b, not bytes", mode)
	}
	text := make([]byte, number(8))
	for i := range text {
		text[i] = byte(number(8))
	}
	return string(text)
}
