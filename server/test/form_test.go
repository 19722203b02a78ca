//go:build linux

package test

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A field that a form sent is not called missing: it is said where it is, or that it is empty.
func TestAFieldThatWasSentIsNotCalledMissing(t *testing.T) {
	t.Parallel()
	root := folder(t, "")
	write(t, filepath.Join(root, "cgi-bin", "query.py"), "import os\nfrom urllib.parse import parse_qs\nform = parse_qs(os.environ['QUERY_STRING'])\nform['age']\n")
	write(t, filepath.Join(root, "cgi-bin", "body.py"), "import sys\nfrom urllib.parse import parse_qs\nform = parse_qs(sys.stdin.read())\nform['age']\n")
	e := startEditor(t)
	e.initializeIn("en", true)
	site := e.start(root)
	const urlencoded = "Content-Type: application/x-www-form-urlencoded"
	for _, c := range []struct{ target, field, body, says string }{
		{"/cgi-bin/query.py?1", urlencoded, "age=5", "The form sent the field age in the request's body"},
		{"/cgi-bin/body.py?age=5", urlencoded, "name=x", "The request sent the field age in the query"},
		{"/cgi-bin/body.py?2", urlencoded, "age=", "The form sent the field age empty"},
		{"/cgi-bin/body.py?3", urlencoded, "name=x", "The request sent no form field called age"},
		{"/cgi-bin/body.py?4", "Content-Type: multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"age\"\r\n\r\n5\r\n--b--\r\n", "There is no key age here"},
	} {
		ask(t, site.URL, "POST", c.target, c.body, c.field, "Content-Length: "+strconv.Itoa(len(c.body)))
		said := ""
		for _, note := range e.exchange(c.target).Notes {
			said += note.Message
		}
		if !strings.Contains(said, c.says) {
			t.Errorf("%s: %q", c.target, said)
		}
	}
}
