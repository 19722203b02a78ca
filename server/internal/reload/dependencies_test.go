package reload

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// served enters a small site: a page with a style sheet that imports another and has an
// image, a picture, a script; a script's page; a listing; a page with a link.
func served() *Dependencies {
	d := &Dependencies{}
	for _, use := range []Use{
		{Target: "/", File: "index.html", Destination: "document"},
		{Target: "/css/site.css?v=1", File: "css/site.css", Referer: "/", Destination: "style"},
		{Target: "/css/base.css", File: "css/base.css", Referer: "/css/site.css?v=1", Destination: "style"},
		{Target: "/css/back.png", File: "css/back.png", Referer: "/css/base.css", Destination: "image"},
		{Target: "/logo.png", File: "logo.png", Referer: "/", Destination: "image"},
		{Target: "/app.js", File: "app.js", Referer: "/", Destination: "script"},
		{Target: "/lib.js", File: "lib.js", Referer: "/app.js", Destination: "script"},
		{Target: "/data.json", File: "data.json", Referer: "/", Destination: "empty"},
		{Target: "/frame.html", File: "frame.html", Referer: "/", Destination: "iframe"},
		{Target: "/about.html", File: "about.html", Referer: "/", Destination: "document"},
		{Target: "/cgi-bin/index.py?a=1", File: "cgi-bin/index.py", Script: true, Destination: "document"},
		{Target: "/docs/", File: "docs/", Destination: "document"},
		{Target: "/list/", File: "./", Destination: "document"},
		{Target: "/absent.html", File: "absent.html", Destination: "document"},
		// A browser that does not tell destinations.
		{Target: "/old.html", File: "old.html"},
		{Target: "/old.css", File: "old.css", Referer: "/old.html"},
		{Target: "/old.gif", File: "old.gif", Referer: "/old.html"},
	} {
		d.Served(use)
	}
	return d
}

func own(target string) (string, bool) {
	switch target {
	case "/unknown.txt":
		return "unknown.txt", false
	case "/cgi-bin/unknown.cgi":
		return "cgi-bin/unknown.cgi", true
	}
	return "", false
}

// effectOn is what changes mean for a page, known or not.
func effectOn(d *Dependencies, page string, changes []Change) effect {
	result, known := d.effect(page, changes)
	if !known {
		file, script := own(page)
		result = effectOnUnknown(page, file, script, changes)
	}
	return result
}

func TestWhatAChangeMeans(t *testing.T) {
	tests := []struct {
		page, changed string
		entry         bool
		kind          effectKind
		key           string
		resources     []string
	}{
		{"/", "index.html", false, loadAgain, "reload.page", nil},
		{"/", "css/site.css", false, swapStyles, "reload.style", []string{"/css/site.css?v=1"}},
		{"/", "css/base.css", false, swapStyles, "reload.style", []string{"/css/site.css?v=1"}},
		{"/", "css/back.png", false, loadAgain, "reload.used", nil},
		{"/", "logo.png", false, swapImages, "reload.image", []string{"/logo.png"}},
		{"/", "app.js", false, loadAgain, "reload.used", nil},
		{"/", "lib.js", false, loadAgain, "reload.used", nil},
		{"/", "data.json", false, loadAgain, "reload.used", nil},
		{"/", "frame.html", false, loadAgain, "reload.used", nil},
		{"/", "about.html", false, nothing, "", nil},
		{"/", "other.css", false, nothing, "", nil},
		{"/css/site.css?v=1", "css/site.css", false, loadAgain, "reload.page", nil},
		{"/css/site.css?v=1", "css/base.css", false, swapStyles, "reload.style", []string{"/css/base.css"}},
		{"/cgi-bin/index.py?a=1", "cgi-bin/index.py", false, loadAgain, "reload.script", nil},
		{"/cgi-bin/index.py?a=1", "cgi-bin/lib/helper.py", false, loadAgain, "reload.scriptPart", nil},
		{"/cgi-bin/index.py?a=1", "cgi-bin/visits.txt", false, nothing, "", nil},
		{"/cgi-bin/index.py?a=1", "cgi-bin/visits.html", false, nothing, "", nil},
		{"/cgi-bin/index.py?a=1", "tools/other.py", false, nothing, "", nil},
		{"/docs/", "docs/new.html", true, loadAgain, "reload.listing", nil},
		{"/docs/", "docs/old.html", false, nothing, "", nil},
		{"/docs/", "docs/deep/new.html", true, nothing, "", nil},
		{"/list/", "new.html", true, loadAgain, "reload.listing", nil},
		{"/absent.html", "absent.html", true, loadAgain, "reload.page", nil},
		{"/old.html", "old.css", false, swapStyles, "reload.style", []string{"/old.css"}},
		{"/old.html", "old.gif", false, swapImages, "reload.image", []string{"/old.gif"}},
		// Pages of which nothing is known.
		{"/unknown.txt", "unknown.txt", false, loadAgain, "reload.page", nil},
		{"/unknown.txt", "any.css", false, loadAgain, "reload.unknown", nil},
		{"/unknown.txt", "any.png", false, loadAgain, "reload.unknown", nil},
		{"/unknown.txt", "notes.txt", false, nothing, "", nil},
		{"/cgi-bin/unknown.cgi", "cgi-bin/unknown.cgi", false, loadAgain, "reload.script", nil},
		{"/cgi-bin/unknown.cgi", "cgi-bin/part.pl", false, loadAgain, "reload.scriptPart", nil},
		{"/nowhere", "data.json", false, nothing, "", nil},
	}
	d := served()
	for _, test := range tests {
		got := effectOn(d, test.page, []Change{{Path: test.changed, Entry: test.entry}})
		if got.kind != test.kind || got.reason.Key != test.key {
			t.Errorf("%s, %s changed: %v %q, want %v %q", test.page, test.changed, got.kind, got.reason.Key, test.kind, test.key)
		}
		if diff := cmp.Diff(test.resources, got.resources); diff != "" {
			t.Errorf("%s, %s changed, resources (-want +got):\n%s", test.page, test.changed, diff)
		}
		if got.kind != nothing && !slices.Equal(got.paths, []string{test.changed}) {
			t.Errorf("%s, %s changed: paths %q", test.page, test.changed, got.paths)
		}
	}
}

func TestSeveralChangesAreOneEffect(t *testing.T) {
	tests := map[string]struct {
		changed []string
		kind    effectKind
		key     string
	}{
		"two sheets":         {[]string{"css/site.css", "css/base.css"}, swapStyles, "reload.style"},
		"sheet and image":    {[]string{"css/site.css", "logo.png"}, loadAgain, "reload.several"},
		"sheet, then page":   {[]string{"css/site.css", "index.html"}, loadAgain, "reload.page"},
		"page, then sheet":   {[]string{"index.html", "css/site.css"}, loadAgain, "reload.page"},
		"one does not count": {[]string{"other.txt", "logo.png"}, swapImages, "reload.image"},
	}
	d := served()
	for name, test := range tests {
		var changes []Change
		for _, changed := range test.changed {
			changes = append(changes, Change{Path: changed})
		}
		got := effectOn(d, "/", changes)
		if got.kind != test.kind || got.reason.Key != test.key {
			t.Errorf("%s: %v %q, want %v %q", name, got.kind, got.reason.Key, test.kind, test.key)
		}
		if got.kind == loadAgain && got.resources != nil {
			t.Errorf("%s: resources %q for a page that loads again", name, got.resources)
		}
	}
}

// The page's script fetches an image to swap it; the image must not become data by that.
func TestASwapDoesNotChangeTheUse(t *testing.T) {
	d := served()
	d.Served(Use{Target: "/logo.png", File: "logo.png", Referer: "/", Destination: "empty"})
	if got := effectOn(d, "/", []Change{{Path: "logo.png"}}); got.kind != swapImages {
		t.Errorf("after a swap: %v", got.kind)
	}
}

func TestRefererBehindAProxy(t *testing.T) {
	d := &Dependencies{}
	d.Served(Use{Target: "/deep/page.html?a=/b", File: "deep/page.html", Destination: "document"})
	d.Served(Use{Target: "/x.css", File: "x.css", Referer: "/proxy/8000/deep/page.html?a=/b", Destination: "style"})
	d.Served(Use{Target: "/y.css", File: "y.css", Referer: "/nowhere", Destination: "style"})
	if got := effectOn(d, "/deep/page.html?a=/b", []Change{{Path: "x.css"}}); got.kind != swapStyles {
		t.Errorf("a sheet of a page behind a proxy: %v", got.kind)
	}
}

func TestSheetsThatImportEachOther(t *testing.T) {
	d := &Dependencies{}
	d.Served(Use{Target: "/", File: "index.html"})
	d.Served(Use{Target: "/a.css", File: "a.css", Referer: "/", Destination: "style"})
	d.Served(Use{Target: "/b.css", File: "b.css", Referer: "/a.css", Destination: "style"})
	d.Served(Use{Target: "/a.css", File: "a.css", Referer: "/b.css", Destination: "style"})
	if got := effectOn(d, "/", []Change{{Path: "b.css"}}); got.kind != swapStyles {
		t.Errorf("got %v", got.kind)
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	d := &Dependencies{}
	d.Served(Use{Target: "/first", File: "first.html"})
	for i := range maxUses + 10 {
		d.Served(Use{Target: "/", File: "index.html"})
		d.Served(Use{Target: fmt.Sprint("/?", i), File: "x.json", Referer: "/"})
	}
	if got := len(d.resources["/"].uses); got != maxUses {
		t.Errorf("%d uses of one page are remembered", got)
	}
	for i := range maxResources {
		d.Served(Use{Target: fmt.Sprint("/", i), File: "x.html"})
	}
	if len(d.resources) != maxResources || d.order.Len() != maxResources {
		t.Errorf("%d resources are remembered", len(d.resources))
	}
	if _, known := d.resources["/first"]; known {
		t.Error("the oldest is still known")
	}
}
