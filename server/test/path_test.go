//go:build linux

package test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// link makes symbolic links in a folder: pairs of name and target.
func link(t *testing.T, root string, pairs ...string) {
	t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		name := filepath.Join(root, pairs[i])
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(pairs[i+1], name); err != nil {
			t.Fatal(err)
		}
	}
}

// Links that stay inside the root work, however they are written; those that leave it do not.
func TestLinks(t *testing.T) {
	outside := folder(t, "-- secret.txt --\nSECRET\n-- cgi-bin/out.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nSECRET'\n")
	root := folder(t, "-- a/page.txt --\ninside\n-- cgi-bin/yes.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\nran'\n-- lib/tool.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\ntool'\n")
	up := "../" + filepath.Base(root)
	link(t, root,
		"relative.txt", "a/page.txt", "absolute.txt", root+"/a/page.txt", "again.txt", up+"/a/page.txt", "chain.txt", root+"/relative.txt",
		"folder", root+"/a", "scripts", root+"/cgi-bin", "source.txt", root+"/cgi-bin/yes.sh", "sourceRelative.txt", "cgi-bin/yes.sh",
		"out.txt", outside+"/secret.txt", "outFolder", outside, "outChain.txt", root+"/out.txt", "etc", "/etc/passwd", "broken.txt", root+"/nothing", "circle.txt", "circle.txt",
		"cgi-bin/absolute.sh", root+"/cgi-bin/yes.sh", "cgi-bin/tool.sh", root+"/lib/tool.sh", "cgi-bin/relative.sh", "../lib/tool.sh", "cgi-bin/out.sh", outside+"/cgi-bin/out.sh", "cgi-bin/more", root+"/lib",
	)
	s := serve(t, root)
	for path, want := range map[string]string{
		"/relative.txt": "inside\n", "/absolute.txt": "inside\n", "/again.txt": "inside\n", "/chain.txt": "inside\n", "/folder/page.txt": "inside\n",
		"/cgi-bin/yes.sh": "ran", "/cgi-bin/absolute.sh": "ran", "/cgi-bin/tool.sh": "tool", "/cgi-bin/relative.sh": "tool", "/cgi-bin/more/tool.sh": "tool",
		"/out.txt": "", "/outFolder/": "", "/outFolder/secret.txt": "", "/outChain.txt": "", "/etc": "", "/broken.txt": "", "/circle.txt": "",
		"/cgi-bin/out.sh": "", "/scripts/yes.sh": "", "/scripts/": "", "/source.txt": "", "/sourceRelative.txt": "", "/folder/page.txt/": "",
	} {
		got := get(t, s.url, path)
		if want != "" && (got.status != 200 || got.body != want) || want == "" && got.status != 404 {
			t.Errorf("%s: %s%s", path, got.head, got.body)
		}
		if strings.Contains(got.body, "SECRET") || strings.Contains(got.body, "#!/bin/sh") {
			t.Errorf("%s: what nobody may see: %s", path, got.body)
		}
	}
	listing := get(t, s.url, "/").body
	for name, listed := range map[string]bool{"absolute.txt": true, "again.txt": true, "folder/": true, "out.txt": false, "outFolder/": false, "etc": false, "scripts/": false, "source.txt": false, "broken.txt": false} {
		if strings.Contains(listing, `href="./`+name+`"`) != listed {
			t.Errorf("%s in the listing: %v", name, !listed)
		}
	}
}
