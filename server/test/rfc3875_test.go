//go:build linux

package test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/testprogram"
)

// languages are the endings of the scripts that every rule is tried with; .cgi is a
// compiled program.
var languages = []string{"py", "pl", "sh", "js", "php", "cgi"}

// conformance is a folder with a print and a facts script in every language, and a file
// for each row's output. An interpreter that is not there fails the rows.
func conformance(t *testing.T, rows []outputRow) string {
	t.Helper()
	root := folder(t, "-- target.txt --\ntarget\n-- .hidden --\nno\n-- cgi-bin/words.sh --\n#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'; echo \"$@\"\n-- cgi-bin/circle.sh --\n#!/bin/sh\nprintf 'Location: /cgi-bin/circle.sh\\n\\n'\n-- rows/.keep --\n")
	scripts := filepath.Join(root, "cgi-bin")
	if err := testprogram.Unforked(func() error { return os.CopyFS(scripts, os.DirFS("testdata/rfc3875")) }); err != nil {
		t.Fatal(err)
	}
	program, err := compiledScript()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"print.cgi", "facts.cgi"} {
		if err := os.Link(program, filepath.Join(scripts, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range rows {
		write(t, filepath.Join(root, "rows", row.name()), row.output)
	}
	return root
}

// compiledScript is the scripts' program in Go.
var compiledScript = sync.OnceValues(func() (string, error) {
	return build("script.cgi", "./testdata/rfc3875/program")
})

// name is the rule without what a query or a file name would have to quote.
func (r outputRow) name() string {
	return strings.Trim(strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			return c
		}
		return '-'
	}, r.rule), "-")
}

// atATime runs the rows of a table, a few at a time: there are hundreds of scripts.
func atATime[R any](rows []R, try func(R)) {
	var wait sync.WaitGroup
	turn := make(chan struct{}, 4)
	for _, row := range rows {
		turn <- struct{}{}
		wait.Go(func() {
			defer func() { <-turn }()
			try(row)
		})
	}
	wait.Wait()
}

// RFC 3875, section 6: what becomes of a script's output, one row a rule, in every language.
func TestWhatAScriptPrints(t *testing.T) {
	t.Parallel()
	e := newEditor(t, true)
	rows := outputRows()
	root := conformance(t, rows)
	lenient := e.start(root, withoutPrewarm)
	strict := e.start(root, withoutPrewarm, func(p *protocol.SiteStartParams) { p.CGI.Mode = protocol.CGIStrict })
	for _, site := range []protocol.Site{lenient, strict} {
		get(t, site.URL, "/cgi-bin/words.sh") // what a first script needs stays open
	}
	before := descriptors(t, e.cmd.Process.Pid)
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			of := rows
			if language == "php" {
				of = slices.DeleteFunc(slices.Clone(rows), func(r outputRow) bool { return r.raw })
			}
			target := func(r outputRow) string { return "/cgi-bin/print." + language + "?" + r.name() }
			atATime(of, func(r outputRow) {
				method := r.method
				if method == "" {
					method = "GET"
				}
				got := ask(t, lenient.URL, method, target(r), "", r.fields...)
				if problem := r.differs(got, language == "php"); problem != "" {
					t.Errorf("%s (%s): %s:\n%.2000s%.2000s", r.rule, r.section, problem, got.head, got.body)
				}
				status := r.status
				if r.strict != "" {
					status = r.strict
				}
				if got := ask(t, strict.URL, method, target(r), "", r.fields...); !strings.HasPrefix(got.head, "HTTP/1.1 "+status+"\r\n") {
					t.Errorf("%s (%s): strict: %.2000s", r.rule, r.section, got.head)
				}
			})
			noted := map[string]string{}
			var wrong []string
			eventually(t, func() bool {
				for _, x := range exchangesOf(e, lenient.ID) {
					noted[x.Target] = noteCodes(x.Notes)
				}
				wrong = nil
				for _, r := range of {
					if noted[target(r)] != r.notes {
						wrong = append(wrong, fmt.Sprintf("%s (%s): %q, not %q", r.rule, r.section, noted[target(r)], r.notes))
					}
				}
				return len(wrong) == 0
			}, func() string { return "the notes are other ones:\n" + strings.Join(wrong, "\n") })
			e.must(protocol.MethodExchangeClear, protocol.ExchangeClearParams{}, nil)
		})
	}
	nothingIsLeft(t, e, root, before)
}

// differs says what is not as the row wants it; otherLetters where PHP spells the names.
func (r outputRow) differs(got answer, otherLetters bool) string {
	spelt := func(text string) string {
		if otherLetters {
			return strings.ToLower(text)
		}
		return text
	}
	if !strings.HasPrefix(got.head, "HTTP/1.1 "+r.status+"\r\n") {
		return "the status"
	}
	for _, line := range r.has {
		if strings.Count(spelt(got.head), spelt("\r\n"+line+"\r\n")) != 1 {
			return fmt.Sprintf("no %.200s", line)
		}
	}
	for _, name := range r.hasNot {
		if strings.Contains(strings.ToLower(got.head), "\r\n"+strings.ToLower(name)+":") {
			return "a field " + name
		}
	}
	if strings.Count(strings.ToLower(got.head), "\r\ndate:") != 1 {
		return "not one date"
	}
	if got.status < 400 && got.body != r.body || strings.HasPrefix(r.status, "404 No such") && got.body != r.body {
		return "the content"
	}
	return ""
}

func exchangesOf(e *editor, siteID string) []protocol.ExchangeSummary {
	e.t.Helper()
	var list protocol.ExchangeListResult
	e.must(protocol.MethodExchangeList, protocol.ExchangeListParams{SiteID: siteID, Limit: 1000}, &list)
	return list.Exchanges
}

// nothingIsLeft proves that a suite of scripts left no process and no descriptor.
func nothingIsLeft(t *testing.T, e *editor, root string, before int) {
	t.Helper()
	var scripts []string
	open := 0
	eventually(t, func() bool {
		scripts = slices.DeleteFunc(left(root), func(process string) bool { return strings.Contains(process, binary) })
		open = descriptors(t, e.cmd.Process.Pid)
		return len(scripts) == 0 && open <= before
	}, func() string {
		return fmt.Sprintf("processes %v, and %d descriptors where there were %d", scripts, open, before)
	})
}

// RFC 3875, section 4: what a script gets of a request, one row a rule, in every language.
func TestWhatAScriptGets(t *testing.T) {
	t.Parallel()
	e := startEditorBy(t, "env", "GITHUB_TOKEN=secret", binary, "rpc")
	e.initialize(true)
	root := conformance(t, nil)
	site := e.start(root, withoutPrewarm)
	get(t, site.URL, "/cgi-bin/words.sh") // what a first script needs stays open
	before := descriptors(t, e.cmd.Process.Pid)
	for _, language := range languages {
		t.Run(language, func(t *testing.T) {
			fill := strings.NewReplacer("FACTS", "/cgi-bin/facts."+language, "FOLDER", root, "NUMBER", strconv.Itoa(site.Port)).Replace
			atATime(requestRows(), func(r requestRow) {
				if r.notPHP && language == "php" {
					return
				}
				line := r.line
				if line == "" {
					line = "GET FACTS HTTP/1.1"
				}
				request := fill(line) + "\r\nConnection: close\r\n"
				if !strings.Contains(line, "Host:") && strings.HasSuffix(line, "/1.1") {
					request += "Host: localhost\r\n"
				}
				for _, f := range r.fields {
					request += f + "\r\n"
				}
				got := parse(t, "GET", sendRaw(t, site.URL, request+"\r\n"+r.body))
				said, stdin, _ := strings.Cut(got.body, "\nstdin:")
				if got.status != 200 || stdin != r.stdin {
					t.Errorf("%s (%s): %d, standard input %q, %s", r.rule, r.section, got.status, stdin, got.body)
				}
				lines := strings.Split(said, "\n")
				for _, want := range r.has {
					if !slices.Contains(lines, fill(want)) {
						t.Errorf("%s (%s): no %q in\n%s", r.rule, r.section, fill(want), said)
					}
				}
				for _, never := range r.hasNot {
					if slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, never) }) {
						t.Errorf("%s (%s): %q in\n%s", r.rule, r.section, never, said)
					}
				}
			})
		})
	}
	nothingIsLeft(t, e, root, before)
}

// RFC 9112, section 6.3: a length that lies, in either direction, does not shift what
// follows on the connection.
func TestALengthThatLiesLeavesTheConnectionInStep(t *testing.T) {
	t.Parallel()
	long := outputRow{rule: "too much", output: "Content-Length: 3\n" + plain + "\nyesHTTP/1.1 200 OK\r\n\r\n"}
	short := outputRow{rule: "too little", output: "Content-Length: 30\n" + plain + "\nyes"}
	e := newEditor(t, true)
	site := e.start(conformance(t, []outputRow{long, short}))
	for _, language := range languages {
		conn := dial(t, site.URL)
		ask := func(r outputRow) {
			if _, err := fmt.Fprintf(conn, "GET /cgi-bin/print.%s?%s HTTP/1.1\r\nHost: localhost\r\n\r\n", language, r.name()); err != nil {
				t.Fatal(err)
			}
		}
		reader := bufio.NewReader(conn)
		for range 2 {
			ask(long)
			response, err := http.ReadResponse(reader, nil)
			if err != nil {
				t.Fatalf("%s: %v", language, err)
			}
			if body, err := io.ReadAll(response.Body); string(body) != "yes" || err != nil {
				t.Errorf("%s: %q, %v", language, body, err)
			}
		}
		ask(short)
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatalf("%s: %v", language, err)
		}
		if body, err := io.ReadAll(response.Body); string(body) != "yes" || err != io.ErrUnexpectedEOF {
			t.Errorf("%s: a short body must not look whole: %q, %v", language, body, err)
		}
	}
}

// RFC 3875, section 5: a script whose name begins with nph- writes the response itself.
func TestNonParsedHeaderScriptsInEveryLanguage(t *testing.T) {
	t.Parallel()
	raw := outputRow{rule: "raw", output: "HTTP/1.1 299 Mine\r\nX-A: 1\r\n\r\nraw"}
	e := newEditor(t, true)
	root := conformance(t, []outputRow{raw})
	site := e.start(root)
	for _, language := range languages {
		if language == "php" {
			continue // php-cgi writes a CGI header whatever the script's name
		}
		scripts := filepath.Join(root, "cgi-bin")
		if err := os.Link(filepath.Join(scripts, "print."+language), filepath.Join(scripts, "nph-print."+language)); err != nil {
			t.Fatal(err)
		}
		target := "/cgi-bin/nph-print." + language + "?raw"
		if got := get(t, site.URL, target); !strings.HasPrefix(got.head, "HTTP/1.1 299 Mine\r\nX-A: 1\r\n\r\n") || got.body != "raw" {
			t.Errorf("%s: %s%s", language, got.head, got.body)
		}
		if x := e.exchange(target); x.Status != 299 || noteCodes(x.Notes) != "nonParsedHeader" {
			t.Errorf("%s: %d %+v", language, x.Status, x.Notes)
		}
	}
}
