package static

import (
	"math"
	"strconv"
	"strings"
)

// byteRange is a part of a representation: from its first byte on, length bytes.
type byteRange struct{ start, length int64 }

// contentRange is the value of Content-Range for it (RFC 9110, section 14.4).
func (b byteRange) contentRange(size int64) string {
	return "bytes " + decimal(b.start) + "-" + decimal(b.start+b.length-1) + "/" + decimal(size)
}

// unsatisfiedRange is the value of Content-Range where no range could be sent.
func unsatisfiedRange(size int64) string { return "bytes */" + decimal(size) }

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// maxRanges is how many ranges one response has at most. A field of 64 KiB could ask for
// thousands of single bytes, each with a head of its own (RFC 9110, section 17.15).
const maxRanges = 100

// parseRange reads the field lines of Range for a representation of size bytes (RFC 9110,
// section 14.2). No ranges and ok mean that the whole is to be sent: there is no such
// field, its unit is unknown, the representation is empty, or it asks for too much. Not ok
// means 416: the field is malformed, or no range of it lies within.
func parseRange(lines []string, size int64) (ranges []byteRange, ok bool) {
	if len(lines) != 1 || size == 0 {
		return nil, true
	}
	unit, set, found := strings.Cut(lines[0], "=")
	if !found || strings.ToLower(strings.Trim(unit, " \t")) != "bytes" { // section 14.1: names of units are case-insensitive
		return nil, true
	}
	asked, sum, more := 0, int64(0), false
	for spec := range strings.SplitSeq(set, ",") {
		if spec = strings.Trim(spec, " \t"); spec == "" { // an empty element of a list counts for nothing (section 5.6.1)
			continue
		}
		asked++
		part, valid := parseRangeSpec(spec, size)
		if !valid {
			return nil, false
		}
		if part.length > 0 && len(ranges) < maxRanges {
			ranges = append(ranges, part)
			if more = more || part.length > size-sum; !more {
				sum += part.length
			}
		}
	}
	if len(ranges) == 0 {
		return nil, false
	}
	if asked > maxRanges || more { // the whole is less than that
		return nil, true
	}
	return ranges, true
}

// parseRangeSpec reads FIRST-LAST, FIRST- or -LENGTH (RFC 9110, section 14.1.2). The
// length is 0 where the range is valid but not satisfiable.
func parseRangeSpec(spec string, size int64) (part byteRange, valid bool) {
	first, last, found := strings.Cut(spec, "-")
	switch {
	case !found || first == "" && last == "":
		return part, false
	case first == "": // the last so many bytes, or all where there are fewer
		length, valid := parseNumber(last)
		length = min(length, size)
		return byteRange{size - length, length}, valid
	}
	start, valid := parseNumber(first)
	if !valid {
		return part, false
	}
	end := size - 1
	if last != "" {
		if end, valid = parseNumber(last); !valid || end < start {
			return part, false
		}
		end = min(end, size-1)
	}
	if start >= size {
		return part, true
	}
	return byteRange{start, end - start + 1}, true
}

// parseNumber reads digits. What is too large for the type is the largest of it: beyond
// the end of any file.
func parseNumber(digits string) (n int64, valid bool) {
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return math.MaxInt64, true
	}
	return n, true
}
