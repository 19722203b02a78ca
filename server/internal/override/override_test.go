package override

import (
	"net/http"
	"strconv"
	"testing"

	"vitrina/server/internal/protocol"
)

func TestPath(t *testing.T) {
	for target, want := range map[string]string{
		"/": "/", "/a%20b?c#d": "/a b", "/%C3%B1": "/ñ", "http://a.test": "/", "http://a.test/x?y": "/x", "//a/b": "//a/b",
		"/a?b=http://c/d": "/a", "": "", "*": "", "a.test:80": "", "a/b": "", "/%zz": "",
	} {
		got, ok := Path(target)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%s: %q, not %q", target, got, want)
		}
	}
}

// The conditions that the site sees are about responses of the same override.
func TestAsked(t *testing.T) {
	value := "text/plain"
	_, o, err := New("/", protocol.Override{ContentType: &value})
	if err != nil {
		t.Fatal(err)
	}
	head := http.Header{"Etag": {`W/"a"`}}
	if !o.SetTag(head) {
		t.Fatal("not marked")
	}
	own := head.Get("ETag")
	for asked, want := range map[string]string{
		own: `W/"a"`, `"b", ` + own: `W/"a"`, own + ",\t" + own: `W/"a", W/"a"`, `W/"a"`: "", "*": "", "": "", "a": "",
	} {
		if got := o.Asked(http.Header{"If-None-Match": {asked}}).Get("If-None-Match"); got != want {
			t.Errorf("%s: %q, not %q", asked, got, want)
		}
	}
	same := http.Header{"Accept": {"*/*"}}
	if o.Asked(same)["Accept"] == nil {
		t.Error("other fields are lost")
	}
	dated := http.Header{"Last-Modified": {"x"}}
	if o.SetTag(dated) || len(dated) != 0 {
		t.Errorf("a date is compared alone: %v", dated)
	}
}

func TestTheStoreIsBounded(t *testing.T) {
	_, o, err := New("/", protocol.Override{Status: 404})
	if err != nil {
		t.Fatal(err)
	}
	var s Store
	for i := range MaxPaths {
		if err := s.Set("/"+strconv.Itoa(i), o); err != nil {
			t.Fatal(err)
		}
	}
	if s.Set("/one more", o) == nil || s.Set("/0", o) != nil {
		t.Error("not bounded by what is new")
	}
	if s.Of("/0?x") != o || s.Of("/one%20more") != nil || s.Of("*") != nil {
		t.Error("found another")
	}
	if !s.Remove("/0") || s.Remove("/0") || s.Of("/0") != nil || len(s.Clear()) != MaxPaths-1 || s.All() != nil {
		t.Error("not removed")
	}
}
