//go:build unix

package static

import (
	"fmt"
	"io"
	"math/rand/v2"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestAgreesWithNetHTTP asks thousands of generated questions of Files and of net/http's
// FileServer, and wants the same answers, wherever the two should agree. They should not,
// and no such question is made, where net/http departs from RFC 9110 (a suffix of no
// bytes, a suffix of an empty file, numbers with a sign, lists over two lines, Range with
// HEAD, units in capitals or unknown) or from what a site here does (index pages are not
// redirected, hidden files not sent, methods other than GET and HEAD refused).
func TestAgreesWithNetHTTP(t *testing.T) {
	t.Parallel()
	const questions = 5000
	random := rand.New(rand.NewPCG(2026, 4)) // always the same
	folder := t.TempDir()
	names := []string{}
	modified := time.Now().Add(-time.Hour).Truncate(time.Second)
	for i, size := range []int{0, 1, 2, 499, 512, 4096, 10_000, maxHeld - 1, maxHeld, maxHeld + 1, 80_000} {
		name := []string{"empty.html", "one.txt", "two.png", "señor.css", "a b.js", "50%.json", "q?.svg", "d#.xml", "e&'\".md", "sub/in.pdf", "sub/deep/😀.ttf"}[i]
		content := make([]byte, size)
		for j := range content {
			content[j] = byte(random.Uint32())
		}
		local := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(local), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(local, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(local, modified, modified.Add(time.Duration(i)*time.Millisecond)); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	files, done := filesOf(t, folder)
	defer done()
	reference := http.FileServer(http.Dir(folder))

	statuses := map[int]int{}
	for range questions {
		r := question(random, files, names, modified)
		ours, theirs := httptest.NewRecorder(), httptest.NewRecorder()
		answerOf(t, files, ours, r)
		if found, err := files.Find(strings.TrimPrefix(r.URL.Path, "/"), false); err == nil && !found.Info.IsDir() {
			contentType, _ := files.typeOf(found, "")
			theirs.Header().Set("Content-Type", contentType)
			theirs.Header().Set("ETag", ours.Header().Get("ETag"))
			found.Close()
		}
		reference.ServeHTTP(theirs, r)
		statuses[ours.Code]++
		if difference := compare(ours, theirs); difference != "" {
			t.Errorf("%s %s %v: %s", r.Method, r.URL, r.Header, difference)
		}
	}
	for status, least := range map[int]int{200: 1000, 206: 500, 301: 50, 304: 200, 404: 100, 412: 200, 416: 50} {
		if statuses[status] < least {
			t.Errorf("only %d answers of %d: %v", statuses[status], questions, statuses)
		}
	}
}

// question makes a request.
func question(random *rand.Rand, files *Files, names []string, modified time.Time) *http.Request {
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	name := pick(names...)
	size := int64(1)
	path := "/" + name
	if found, err := files.Find(name, false); err == nil {
		size = max(found.Info.Size(), 1)
		found.Close()
	}
	if random.IntN(10) == 0 {
		path = pick("/", "/sub", "/sub/", "/sub/deep", "/sub/deep/", "/missing", "/sub/missing.html", "/"+name+"/x", "/missing/"+name)
	}
	r := httptest.NewRequest(pick("GET", "GET", "GET", "HEAD"), (&url.URL{Path: path}).String(), nil)
	tag := `"other"`
	if found, err := files.Find(strings.TrimPrefix(path, "/"), false); err == nil && !found.Info.IsDir() {
		if answer, err := files.Answer(r, found, Wanted{}); err == nil {
			tag = answer.Header.Get("ETag")
		}
		found.Close()
	}
	tags := func() string {
		return pick(tag, tag, "W/"+tag, `"other"`, `"other", `+tag, `W/"other" , W/`+tag+` ,"more"`, "*", "no-tag", `"a,b", `+tag)
	}
	date := func() string {
		return modified.Add(time.Duration(random.IntN(5)-2) * time.Second).UTC().Format(pick(http.TimeFormat, http.TimeFormat, time.ANSIC, "2006-01-02"))
	}
	for field, value := range map[string]func() string{
		"If-Match": tags, "If-None-Match": tags, "If-Modified-Since": date, "If-Unmodified-Since": date,
	} {
		if random.IntN(8) == 0 {
			r.Header.Set(field, value())
		}
	}
	if r.Method == http.MethodGet && random.IntN(2) == 0 {
		position := func() int64 { return random.Int64N(size + size/4 + 2) }
		spec := func() string {
			first := position()
			return pick(fmt.Sprintf("%d-%d", first, first+random.Int64N(size)), fmt.Sprintf("%d-", first), fmt.Sprintf("-%d", 1+position()), fmt.Sprintf("%d-%d", first, first))
		}
		specs := []string{}
		for range 1 + max(0, random.IntN(6)-2) {
			specs = append(specs, spec())
		}
		if size > 1 {
			r.Header.Set("Range", "bytes="+strings.Join(specs, pick(",", ", ")))
		}
		if random.IntN(4) == 0 {
			r.Header.Set("If-Range", pick(tag, "W/"+tag, `"other"`, date()))
		}
	}
	return r
}

// answerOf answers as a site does, as far as it is about files.
func answerOf(t *testing.T, files *Files, w http.ResponseWriter, r *http.Request) {
	t.Helper()
	found, err := files.Find(strings.Trim(r.URL.Path, "/"), strings.HasSuffix(r.URL.Path, "/"))
	if r.URL.Path == "/" {
		found, err = files.Find(".", true)
	}
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	defer found.Close()
	if found.NeedsSlash {
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	if found.Listing() {
		entries, err := files.Entries(t.Context(), found)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			slash := ""
			if entry.Folder {
				slash = "/"
			}
			fmt.Fprintf(w, "<a href=\"%s\">\n", (&url.URL{Path: entry.Name + slash}).String())
		}
		return
	}
	answer, err := files.Answer(r, found, Wanted{})
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Send(w, r.Method); err != nil {
		t.Fatal(err)
	}
}

// compare returns what differs, as far as a client could see.
func compare(ours, theirs *httptest.ResponseRecorder) string {
	if ours.Code != theirs.Code {
		return fmt.Sprintf("%d, and net/http has %d", ours.Code, theirs.Code)
	}
	fields := []string{}
	switch ours.Code {
	case 200, 206:
		fields = []string{"Content-Type", "Content-Length", "Content-Range", "ETag", "Last-Modified", "Accept-Ranges"}
	case 304:
		fields = []string{"Content-Type", "Content-Length", "ETag", "Last-Modified"}
	case 416:
		if theirs.Header().Get("Content-Range") != "" { // it has none where the field was malformed
			fields = []string{"Content-Range"}
		}
	}
	if strings.HasPrefix(theirs.Header().Get("Content-Type"), "multipart/") {
		if length := ours.Header().Get("Content-Length"); length != fmt.Sprint(ours.Body.Len()) {
			return fmt.Sprintf("%d bytes of %s", ours.Body.Len(), length)
		}
		if a, b := partsOf(ours), partsOf(theirs); a != b {
			return fmt.Sprintf("parts %s, and net/http has %s", a, b)
		}
		return ""
	}
	if theirs.Code == 200 && theirs.Header().Get("ETag") == "" { // a listing
		if a, b := hrefs(ours.Body.String()), hrefs(theirs.Body.String()); !slices.Equal(a, b) && theirs.Body.Len() > 0 && ours.Body.Len() > 0 {
			return fmt.Sprintf("lists %q, and net/http %q", a, b)
		}
		return ""
	}
	for _, field := range fields {
		if a, b := ours.Header().Get(field), theirs.Header().Get(field); a != b {
			return fmt.Sprintf("%s: %q, and net/http has %q", field, a, b)
		}
	}
	if (ours.Code == 200 || ours.Code == 206 || ours.Code == 304) && ours.Body.String() != theirs.Body.String() {
		return fmt.Sprintf("%d bytes of content, and net/http has %d", ours.Body.Len(), theirs.Body.Len())
	}
	return ""
}

// partsOf writes down the parts of a multipart response.
func partsOf(w *httptest.ResponseRecorder) string {
	_, parameters, err := mime.ParseMediaType(w.Header().Get("Content-Type"))
	if err != nil {
		return err.Error()
	}
	var all strings.Builder
	for parts := multipart.NewReader(w.Body, parameters["boundary"]); ; {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return all.String()
		}
		if err != nil {
			return err.Error()
		}
		content, err := io.ReadAll(part)
		fmt.Fprintf(&all, "%s %s %s %v\n", part.Header.Get("Content-Range"), part.Header.Get("Content-Type"), digest(content), err)
	}
}

func hrefs(page string) []string {
	found := []string{}
	for _, piece := range strings.Split(page, `<a href="`)[1:] {
		link, _, _ := strings.Cut(piece, `"`)
		found = append(found, link)
	}
	slices.Sort(found)
	return found
}
