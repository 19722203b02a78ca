package static

import (
	"net/http"
	"testing"
	"time"
)

// The conditions of RFC 9110, section 13, in the order that section 13.2.2 gives them.
func TestConditions(t *testing.T) {
	modified := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	same, before, after := modified.Format(http.TimeFormat), modified.Add(-time.Second).Format(http.TimeFormat), modified.Add(time.Second).Format(http.TimeFormat)
	rfc850, asctime := modified.Format(time.RFC850)[:len("Tuesday, 24-Nov-26 12:00:00 ")]+"GMT", modified.Format(time.ANSIC)
	v := validators{tag: `"v1"`, modified: modified}
	for _, c := range []struct {
		fields []string
		want   int
	}{
		{nil, 200},
		{[]string{"If-None-Match", `"v1"`}, 304},
		{[]string{"If-None-Match", `W/"v1"`}, 304}, // the weak comparison
		{[]string{"If-None-Match", `"v2"`}, 200},
		{[]string{"If-None-Match", `"v2", "v1"`}, 304},
		{[]string{"If-None-Match", `"v2",W/"v3" ,	"v1"`}, 304},
		{[]string{"If-None-Match", `"v2"`, "If-None-Match", `"v1"`}, 304}, // a list over two lines
		{[]string{"If-None-Match", `"a,b", "v1"`}, 304},                   // a comma within a tag
		{[]string{"If-None-Match", `*`}, 304},
		{[]string{"If-None-Match", `v1`}, 200}, // no tag without quotes
		{[]string{"If-None-Match", `"v1`}, 200},
		{[]string{"If-None-Match", `"v 1"`}, 200},
		{[]string{"If-None-Match", ``}, 200},
		{[]string{"If-None-Match", `"v2"`, "If-Modified-Since", same}, 200}, // the tag alone counts
		{[]string{"If-Modified-Since", same}, 304},
		{[]string{"If-Modified-Since", after}, 304},
		{[]string{"If-Modified-Since", before}, 200},
		{[]string{"If-Modified-Since", rfc850}, 304}, // section 5.6.7: all three forms are read
		{[]string{"If-Modified-Since", asctime}, 304},
		{[]string{"If-Modified-Since", "yesterday"}, 200},
		{[]string{"If-Modified-Since", same, "If-Modified-Since", same}, 200},
		{[]string{"If-Match", `"v1"`}, 200},
		{[]string{"If-Match", `"v2", "v1"`}, 200},
		{[]string{"If-Match", `*`}, 200},
		{[]string{"If-Match", `"v2"`}, 412},
		{[]string{"If-Match", `W/"v1"`}, 412}, // the strong comparison
		{[]string{"If-Match", `v1`}, 412},
		{[]string{"If-Match", `"v1"`, "If-Unmodified-Since", before}, 200}, // the tag alone counts
		{[]string{"If-Unmodified-Since", same}, 200},
		{[]string{"If-Unmodified-Since", after}, 200},
		{[]string{"If-Unmodified-Since", before}, 412},
		{[]string{"If-Unmodified-Since", "yesterday"}, 200},
		{[]string{"If-Match", `"v2"`, "If-None-Match", `"v1"`}, 412}, // the one before the other
		{[]string{"If-Match", `"v1"`, "If-None-Match", `"v1"`}, 304},
		{[]string{"If-Unmodified-Since", same, "If-Modified-Since", same}, 304},
	} {
		header := http.Header{}
		for i := 0; i < len(c.fields); i += 2 {
			header.Add(c.fields[i], c.fields[i+1])
		}
		if got := v.precondition(header); got != c.want {
			t.Errorf("%v: %d, not %d", header, got, c.want)
		}
	}
	for value, want := range map[string]bool{
		`"v1"`: true, `"v2"`: false, `W/"v1"`: false, `"v1", "v2"`: false, `*`: false, `v1`: false, ``: false,
		same: true, before: false, after: false, "yesterday": false,
	} {
		if got := v.rangeApplies(http.Header{"If-Range": {value}}); got != want {
			t.Errorf("If-Range: %s holds: %t", value, got)
		}
	}
	if v := (validators{tag: `W/"v1"`}); v.rangeApplies(http.Header{"If-Range": {`W/"v1"`}}) || v.precondition(http.Header{"If-Match": {`W/"v1"`}}) != 412 {
		t.Error("a weak tag holds where a strong one must")
	}
	// Within its second a date does not tell which of two versions it is of, and of a file
	// without a date none holds.
	now := time.Now().Add(time.Hour).Truncate(time.Second)
	if (validators{modified: now}).rangeApplies(http.Header{"If-Range": {now.UTC().Format(http.TimeFormat)}}) {
		t.Error("a date holds though its second is not over")
	}
	if got := (validators{}).precondition(http.Header{"If-Modified-Since": {same}}); got != 200 {
		t.Errorf("without a date: %d", got)
	}
}
