package static

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// What RFC 9110, section 14, says of a file of 10,000 bytes (its own examples, and what
// lies at the edges).
func TestRanges(t *testing.T) {
	const size = 10_000
	many := strings.TrimSuffix(strings.Repeat("5-5,", maxRanges), ",")
	for field, want := range map[string]string{
		"bytes=0-499":                     "0+500",
		"bytes=500-999":                   "500+500",
		"bytes=-500":                      "9500+500",
		"bytes=9500-":                     "9500+500",
		"bytes=0-0,-1":                    "0+1 9999+1",
		"bytes= 0-999, 4500-5499, -1000":  "0+1000 4500+1000 9000+1000",
		"bytes=500-600,601-999":           "500+101 601+399",
		"bytes=500-700,601-999":           "500+201 601+399",
		"bytes=9999-":                     "9999+1",
		"bytes=0-":                        "0+10000",
		"bytes=-10000":                    "0+10000",
		"bytes=-10001":                    "0+10000", // longer than the whole: the whole
		"bytes=9000-99999":                "9000+1000",
		"bytes=0-99999999999999999999999": "0+10000", // a number that no type holds is still a number
		"bytes=-99999999999999999999999":  "0+10000",
		"bytes=1-1,20000-":                "1+1", // one of them is enough
		"bytes=-0,2-2":                    "2+1",
		"bytes=,1-2,,":                    "1+2",
		"BYTES=0-0":                       "0+1",
		"bytes=" + many:                   strings.TrimSuffix(strings.Repeat("5+1 ", maxRanges), " "),
		"bytes=" + many + ",5-5":          "whole", // too many
		"bytes=0-,0-":                     "whole", // more than the whole
		"bytes=0-,20000-,1-1":             "whole",
		"lines=1-2":                       "whole", // a unit that we do not know
		"nonsense":                        "whole",
		"":                                "whole",
		"bytes=10000-":                    "416",
		"bytes=10000-20000":               "416",
		"bytes=99999999999999999999999-":  "416",
		"bytes=-0":                        "416", // section 14.1.2: satisfiable if the suffix is not 0
		"bytes=":                          "416",
		"bytes=-":                         "416",
		"bytes=5":                         "416",
		"bytes=2-1":                       "416", // section 14.1.1: invalid
		"bytes=0-0,5-2":                   "416",
		" bytes =0-0":                     "0+1",
		"byte\u017f=0-0":                  "whole", // no s, though it folds to one
		"bytes=1-2,x":                     "416",
		"bytes=+1-2":                      "416",
		"bytes=1--2":                      "416",
		"bytes=1 - 2":                     "416",
		"bytes=0x1-2":                     "416",
		"bytes=\u0661-2":                  "416",
	} {
		ranges, ok := parseRange([]string{field}, size)
		if got := shown(ranges, ok); got != want {
			t.Errorf("%.60s: %s, not %s", field, got, want)
		}
	}
	if got := shown(parseRange([]string{"bytes=0-0", "bytes=1-1"}, size)); got != "whole" {
		t.Errorf("two fields: %s", got) // Range is not a list (section 5.3)
	}
	for _, field := range []string{"bytes=0-", "bytes=-1", "bytes=0-0", "bytes=x"} {
		if got := shown(parseRange([]string{field}, 0)); got != "whole" {
			t.Errorf("%s of an empty file: %s", field, got) // Content-Range cannot say it
		}
	}
}

func shown(ranges []byteRange, ok bool) string {
	switch {
	case !ok:
		return "416"
	case len(ranges) == 0:
		return "whole"
	}
	all := []string{}
	for _, r := range ranges {
		all = append(all, fmt.Sprintf("%d+%d", r.start, r.length))
	}
	return strings.Join(all, " ")
}

// FuzzRange: whatever is asked for, each range that is sent lies within the file, and they
// are at most the file, or the limit; and where net/http sends a part, it is the same one.
func FuzzRange(f *testing.F) {
	for _, field := range []string{
		"bytes=0-1", "bytes=-1", "bytes=5-", "bytes=-0", "bytes=0-0,2-3", "bytes=9223372036854775807-", "bytes=0-9223372036854775808", "bytes=--1", "bytes=1-2,", "Bytes=1-1", "bytes=-7,0-",
	} {
		for _, size := range []int64{0, 1, 10, math.MaxInt64} {
			f.Add(field, size)
		}
	}
	f.Fuzz(func(t *testing.T, field string, size int64) {
		if size < 0 {
			return
		}
		ranges, ok := parseRange([]string{field}, size)
		sum := int64(0)
		for _, r := range ranges {
			if r.start < 0 || r.length <= 0 || r.length > size || r.start > size-r.length {
				t.Fatalf("%q of %d: %+v", field, size, r)
			}
			sum += r.length
		}
		if sum < 0 || sum > size || len(ranges) > maxRanges || !ok && len(ranges) > 0 {
			t.Fatalf("%q of %d: %v %t", field, size, ranges, ok)
		}
		if size == 0 || size > 1000 {
			return
		}
		content := make([]byte, size)
		for i := range content {
			content[i] = byte(i)
		}
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header["Range"] = []string{field}
		http.ServeContent(w, r, "a.bin", time.Time{}, bytes.NewReader(content))
		if w.Code != http.StatusPartialContent || len(ranges) != 1 {
			return
		}
		one := ranges[0]
		if got := w.Header().Get("Content-Range"); got != "" && got != one.contentRange(size) || got != "" && !slices.Equal(w.Body.Bytes(), content[one.start:one.start+one.length]) {
			t.Errorf("%q of %d: %s, and net/http has %s", field, size, one.contentRange(size), got)
		}
	})
}
