package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/protocol"
)

var start = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func begin(s *Store, site, target string) *Exchange {
	return s.Begin(site, "GET", target, "GET "+target+" HTTP/1.1\r\nHost: x\r\n\r\n", start, start)
}

func finish(r *Exchange, head, body string) {
	r.ResponseHead([]byte(head), start.Add(time.Millisecond))
	r.ResponseContent([]byte(body))
	r.End(start.Add(2*time.Millisecond), true)
}

func targets(list []protocol.ExchangeSummary) string {
	names := []string{}
	for _, x := range list {
		names = append(names, x.Target)
	}
	return strings.Join(names, " ")
}

func TestAnExchangeIsWhatTheConnectionAndTheHandlerTold(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x.py")
	r.SetKind(protocol.KindScript)
	where := &protocol.SourceLocation{Path: "cgi-bin/x.py", Line: 2}
	r.AddOrigins("Set-Cookie", Origin{SetBy: protocol.SetByScript, Where: where}, Origin{SetBy: protocol.SetByScript})
	r.AddNote("noContentType", protocol.SeverityWarning, nil)
	r.AddNote("noContentType", protocol.SeverityWarning, nil)
	finish(r, "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nDate: now\r\nSet-Cookie:b=2 \r\nX:  folded\r\n  more\r\nBad\xff: \xfe\r\n\r\n", "body")
	got, ok := s.Get(r.ID())
	if !ok {
		t.Fatal("it is not kept")
	}
	want := protocol.List[protocol.Header]{
		{Name: "Set-Cookie", Value: "a=1", SetBy: protocol.SetByScript, Where: where},
		{Name: "Date", Value: "now", SetBy: protocol.SetByServer},
		{Name: "Set-Cookie", Value: "b=2", SetBy: protocol.SetByScript},
		{Name: "X", Value: "folded more", SetBy: protocol.SetByServer},
		{Name: "Badÿ", Value: "þ", SetBy: protocol.SetByServer},
	}
	if diff := cmp.Diff(want, got.Response.Headers); diff != "" {
		t.Error(diff)
	}
	if got.Response.HeadBase64 == "" || got.Request.HeadBase64 != "" {
		t.Error("the bytes of a head that is not UTF-8 are not given, or others are")
	}
	if got.DurationMs != 2 || got.Timing.ResponseHeadMs != 1 || got.Bytes != 4 || !got.Complete || got.ContentType != nil || len(got.Notes) != 1 {
		t.Errorf("%+v", got.ExchangeSummary)
	}
}

// Fields whose names differ in letter case do not arrive in the order in which a script
// printed them, so each spelling has its own sequence of origins.
func TestOriginsGoByTheSpellingOfTheName(t *testing.T) {
	at := func(line int) Origin {
		return Origin{SetBy: protocol.SetByScript, Where: &protocol.SourceLocation{Path: "cgi-bin/x.py", Line: line}}
	}
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x.py")
	r.AddOrigins("set-cookie", at(2))
	r.AddOrigins("Set-Cookie", at(3))
	r.AddOrigins("set-cookie", at(4))
	r.AddOrigins("content-length", at(5))
	finish(r, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: b\r\nset-cookie: a\r\nset-cookie: c\r\nset-cookie: d\r\n\r\n", "")
	got, _ := s.Get(r.ID())
	lines := []int{}
	for _, header := range got.Response.Headers {
		lines = append(lines, header.Where.Line)
	}
	if want := []int{5, 3, 2, 4, 4}; !slices.Equal(lines, want) { // the server spells Content-Length; the last origin stands for further fields
		t.Errorf("lines %v, not %v", lines, want)
	}
}

func TestAnInterimResponseIsANote(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/")
	r.ResponseHead([]byte("HTTP/1.1 100 Continue\r\n\r\n"), start)
	finish(r, "HTTP/1.1 204 No Content\r\n\r\n", "")
	got, _ := s.Get(r.ID())
	if got.Status != 204 || len(got.Notes) != 1 || got.Notes[0].Code != "interimResponse" {
		t.Errorf("%+v", got.ExchangeSummary)
	}
}

func TestAnEndedConnectionIsANote(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/")
	r.End(start.Add(time.Second), false)
	got, _ := s.Get(r.ID())
	if !got.Complete || len(got.Notes) != 1 || got.Notes[0].Code != "connectionClosed" {
		t.Errorf("%+v", got.ExchangeSummary)
	}
}

func TestTheStoreIsBounded(t *testing.T) {
	s := NewStore(Limits{Exchanges: 3, Body: 16, Bodies: 40, Heads: 1 << 20})
	all := []*Exchange{}
	for i := range 5 {
		r := begin(s, "s1", fmt.Sprint("/", i))
		finish(r, "HTTP/1.1 200 OK\r\n\r\n", strings.Repeat("x", 20))
		all = append(all, r)
	}
	if list := s.List("", "", 10); targets(list.Exchanges) != "/2 /3 /4" || list.More || list.Older != 2 {
		t.Errorf("kept: %s, %+v", targets(list.Exchanges), list)
	}
	if _, ok := s.Get(all[0].ID()); ok {
		t.Error("the oldest is still kept")
	}
	kept := []int64{}
	for _, r := range all[2:] {
		data, sizes, _ := s.Body(r.ID(), protocol.BodyOfResponse, 0, 100)
		if sizes.Bytes != 20 || int64(len(data)) != sizes.Kept {
			t.Errorf("%+v with %d bytes", sizes, len(data))
		}
		kept = append(kept, sizes.Kept)
	}
	if !slices.Equal(kept, []int64{0, 16, 16}) { // the oldest body made room
		t.Errorf("kept of the bodies: %v", kept)
	}
	all[0].ResponseContent([]byte("late")) // a forgotten one may still be told things
	if s.bodies != 32 {
		t.Errorf("%d bytes are counted as kept", s.bodies)
	}
}

// What a script printed counts as a body, and that of an earlier script makes room at once.
func TestOutputIsBoundedAsBodiesAre(t *testing.T) {
	s := NewStore(Limits{Exchanges: 3, Body: 16, Bodies: 40, Heads: 1 << 20})
	r := begin(s, "s1", "/x.sh")
	r.Printed(0, []byte("first"))
	r.Printed(1, []byte(strings.Repeat("x", 20)))
	r.Printed(0, []byte("late"))
	r.SetScript(1, protocol.ScriptRun{})
	got, _ := s.Get(r.ID())
	if want := (protocol.Body{Bytes: 20, Kept: 16}); got.Script.Printed != want || s.bodies != 16 {
		t.Errorf("%+v, %d bytes are counted", got.Script.Printed, s.bodies)
	}
	for range 2 {
		begin(s, "s1", "/").ResponseContent([]byte(strings.Repeat("x", 16)))
	}
	if got, _ := s.Get(r.ID()); got.Script.Printed.Kept != 0 || s.bodies != 32 {
		t.Errorf("%+v, %d bytes are counted", got.Script.Printed, s.bodies)
	}
}

// Long heads leave room for fewer exchanges: those of requests and responses, and what is
// known of scripts.
func TestHeadsAreBounded(t *testing.T) {
	long := strings.Repeat("x", 1000)
	for what, lengthen := range map[string]func(*Exchange){
		"response head": func(r *Exchange) { finish(r, "HTTP/1.1 200 "+long+"\r\n\r\n", "") },
		"environment":   func(r *Exchange) { r.SetScript(0, protocol.ScriptRun{Env: []string{"A=" + long}}) },
		"errors":        func(r *Exchange) { r.SetScript(0, protocol.ScriptRun{Stderr: long}) },
		"notes": func(r *Exchange) {
			r.AddNote("notFound", protocol.SeverityWarning, map[string]string{"path": long})
			finish(r, "HTTP/1.1 404 Not Found\r\n\r\n", "")
		},
	} {
		s := NewStore(Limits{Exchanges: 100, Body: 1, Bodies: 1, Heads: 3500})
		subscription := s.Subscribe()
		var last *Exchange
		for i := range 10 {
			last = begin(s, "s1", fmt.Sprint("/", i))
			lengthen(last)
		}
		if list := s.List("", "", 10).Exchanges; targets(list) != "/7 /8 /9" {
			t.Errorf("%s: kept %s", what, targets(list))
		}
		if told := subscription.Next(10); told[0].Skipped != 7 {
			t.Errorf("%s: %d are said to be forgotten", what, told[0].Skipped)
		}
		s.Clear("")
		lengthen(last) // a forgotten one may still be told things
		if s.heads != 0 {
			t.Errorf("%s: %d bytes are counted as kept", what, s.heads)
		}
	}
	s := NewStore(Limits{Exchanges: 100, Body: 1, Bodies: 1, Heads: 3500})
	for i := range 10 {
		begin(s, "s1", fmt.Sprint("/", i, long))
	}
	if list := s.List("", "", 10).Exchanges; len(list) != 1 { // the head and the target
		t.Errorf("%d with long targets are kept", len(list))
	}
}

func TestListGoesBackByPages(t *testing.T) {
	s := NewStore(DefaultLimits())
	for i := range 5 {
		begin(s, fmt.Sprint("s", i%2), fmt.Sprint("/", i))
	}
	newest := s.List("", "", 2)
	if targets(newest.Exchanges) != "/3 /4" || !newest.More || newest.Older != 3 {
		t.Errorf("%s %+v", targets(newest.Exchanges), newest)
	}
	older := s.List("", newest.Exchanges[0].ID, 10)
	if targets(older.Exchanges) != "/0 /1 /2" || older.More || older.Older != 0 {
		t.Errorf("%s %+v", targets(older.Exchanges), older)
	}
	if of := s.List("s1", "", 10).Exchanges; targets(of) != "/1 /3" {
		t.Errorf("%s", targets(of))
	}
	s.Clear("s1")
	if left := s.List("", "", 10).Exchanges; targets(left) != "/0 /2 /4" {
		t.Errorf("%s", targets(left))
	}
}

// Whoever lists exchanges learns how many came before, of each site by itself.
func TestAListCountsWhatCameBefore(t *testing.T) {
	s := NewStore(Limits{Exchanges: 3, Body: 1, Bodies: 1, Heads: 1 << 20})
	for i := range 7 {
		begin(s, fmt.Sprint("s", i%2), fmt.Sprint("/", i))
	}
	older := func(siteID string, limit int) int { return s.List(siteID, "", limit).Older }
	if got := [...]int{older("", 10), older("", 2), older("s0", 10), older("s1", 10), older("s1", 0)}; got != [...]int{4, 5, 2, 2, 3} {
		t.Errorf("%v", got)
	}
	s.Clear("s1")
	if got := [...]int{older("", 10), older("s0", 10), older("s1", 10)}; got != [...]int{2, 2, 0} {
		t.Errorf("after clearing s1: %v", got)
	}
	s.Clear("")
	if got := older("", 10); got != 0 {
		t.Errorf("after clearing: %d", got)
	}
}

func TestASubscriptionTellsWhatChangedAndWhatWasMissed(t *testing.T) {
	s := NewStore(Limits{Exchanges: 3, Body: 1, Bodies: 1, Heads: 1 << 20})
	begin(s, "s1", "/before")
	subscription := s.Subscribe()
	defer subscription.Close()
	r := begin(s, "s1", "/a")
	r.SetKind(protocol.KindFile)
	<-subscription.Changed()
	if got := subscription.Next(10); len(got) != 1 || targets(got[0].Exchanges) != "/a" || got[0].Skipped != 0 {
		t.Errorf("%+v", got)
	}
	if got := subscription.Next(10); len(got) != 0 {
		t.Errorf("told twice: %+v", got)
	}
	finish(r, "HTTP/1.1 200 OK\r\n\r\n", "")
	for i := range 4 {
		begin(s, "s2", fmt.Sprint("/", i))
	}
	got := subscription.Next(2) // /a was seen; /0 was not and is gone
	if len(got) != 1 || targets(got[0].Exchanges) != "/1 /2" || got[0].Skipped != 1 {
		t.Errorf("%+v", got)
	}
	<-subscription.Changed() // more is left
	if got := subscription.Next(2); len(got) != 1 || targets(got[0].Exchanges) != "/3" || got[0].Skipped != 0 {
		t.Errorf("%+v", got)
	}
}

// An exchange may change after one that began later was read, and be forgotten before its
// turn comes again.
func TestWhatIsReadOutOfOrderIsCounted(t *testing.T) {
	s := NewStore(Limits{Exchanges: 3, Body: 1, Bodies: 1, Heads: 1 << 20})
	subscription := s.Subscribe()
	defer subscription.Close()
	slow := begin(s, "s1", "/slow")
	begin(s, "s1", "/quick")
	slow.SetKind(protocol.KindFile)
	if got := subscription.Next(1); targets(got[0].Exchanges) != "/quick" {
		t.Fatalf("%+v", got)
	}
	begin(s, "s1", "/a")
	begin(s, "s1", "/b") // in place of /slow, which was never read
	begin(s, "s1", "/c") // in place of /quick, which was
	if got := subscription.Next(10); targets(got[0].Exchanges) != "/a /b /c" || got[0].Skipped != 1 {
		t.Errorf("%+v", got)
	}
	s.Clear("")
	if n := len(subscription.read); n != 0 {
		t.Errorf("%d are remembered that are not kept", n)
	}
}

func TestAnObservationFindsTheNewestNavigation(t *testing.T) {
	s := NewStore(DefaultLimits())
	frame := s.Begin("s1", "GET", "/x", "GET /x HTTP/1.1\r\nsec-fetch-dest: iframe\r\n\r\n", start, start)
	finish(frame, "HTTP/1.1 200 OK\r\n\r\n", "")
	script := s.Begin("s1", "GET", "/x", "GET /x HTTP/1.1\r\nSec-Fetch-Dest: script\r\n\r\n", start, start)
	finish(script, "HTTP/1.1 200 OK\r\n\r\n", "")
	begin(s, "s1", "/x") // nothing was sent yet
	later := s.Begin("s1", "GET", "/x", "GET /x HTTP/1.1\r\n\r\n", start.Add(time.Second), start.Add(time.Second))
	finish(later, "HTTP/1.1 200 OK\r\n\r\n", "")
	if !s.Observe("s1", "/x", start.Add(time.Millisecond), protocol.Observed{ContentType: "text/html"}) {
		t.Fatal("none was found")
	}
	if got, _ := s.Get(later.ID()); got.Observed != nil {
		t.Errorf("%+v of what was asked for afterwards", got.Observed)
	}
	if got, _ := s.Get(frame.ID()); got.Observed == nil || got.Observed.ContentType != "text/html" {
		t.Errorf("%+v", got.Observed)
	}
	if s.Observe("s2", "/x", start, protocol.Observed{}) {
		t.Error("another site's exchange was taken")
	}
}

// Where nothing is recorded, telling is not a mistake.
// A target is read as the head that it stands in, so that the list and the head show the same.
func TestTargetsThatAreNotUTF8(t *testing.T) {
	s := NewStore(DefaultLimits())
	now := time.Now()
	for target, want := range map[string]string{"/ñ": "/ñ", "/\xf1": "/ñ", "/ñ\xf1": "/Ã±ñ"} {
		x := s.Begin("s1", "GET", target, "GET "+target+" HTTP/1.1\r\n\r\n", now, now)
		got, _ := s.Get(x.ID())
		if got.Target != want || !strings.Contains(got.Request.Head, want) {
			t.Errorf("%q: %q in %q, not %q", target, got.Target, got.Request.Head, want)
		}
	}
}

func TestNilRecordsNothing(t *testing.T) {
	var r *Exchange
	r.SetKind(protocol.KindFile)
	r.AddNote("x", protocol.SeverityError, nil)
	r.AddOrigins("x")
	if r.ID() != "" {
		t.Error("it has an id")
	}
}

// FuzzParseHead: no head makes it fail, and every field it finds stands in the head.
func FuzzParseHead(f *testing.F) {
	f.Add("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n")
	f.Add("\n:\n \n")
	f.Fuzz(func(t *testing.T, head string) {
		for _, h := range parseHead(head) {
			if !strings.Contains(Text(head), h.Name) {
				t.Errorf("%q is not in %q", h.Name, head)
			}
		}
		statusOf(head)
	})
}

func TestANoteThatSaysMoreTakesThePlaceOfAnother(t *testing.T) {
	s := NewStore(DefaultLimits())
	r := begin(s, "s1", "/x.py")
	codes := func() string {
		x, _ := s.Get(r.ID())
		names := []string{}
		for _, note := range x.Notes {
			names = append(names, note.Code)
		}
		return strings.Join(names, " ")
	}
	r.AddNote("a", protocol.SeverityWarning, nil)
	r.AddNote("b", protocol.SeverityWarning, nil)
	r.AddNote("c", protocol.SeverityWarning, nil)
	for _, step := range []struct{ code, by, want string }{{"a", "d", "d b c"}, {"c", "d", "d b"}, {"missing", "e", "d b e"}} {
		r.ReplaceNote(step.code, protocol.Note{Code: step.by})
		if got := codes(); got != step.want {
			t.Errorf("%s for %s: %s", step.by, step.code, got)
		}
	}
}

// An exchange whose script runs is complete only when all is told of the script, and its first
// note goes before the others, once.
func TestAnExchangeCompletesWithItsScript(t *testing.T) {
	s := NewStore(Limits{Exchanges: 8, Body: 10, Bodies: 100, Heads: 1000})
	completed := s.SubscribeCompleted()
	now := time.Now()
	x := s.Begin("s1", "GET", "/", "GET / HTTP/1.1\r\n\r\n", now, now)
	x.ScriptStarted()
	x.AddNote("noHeader", protocol.SeverityWarning, nil)
	x.End(now, true)
	if got := completed.Next(9); len(got) > 0 {
		t.Errorf("told before its script had ended: %+v", got)
	}
	for range 2 {
		x.AddFirstNote(protocol.Note{Code: "scriptFailed", Severity: protocol.SeverityError})
	}
	x.ScriptEnded()
	got := completed.Next(9)
	if len(got) != 1 || len(got[0].Exchanges) != 1 || len(got[0].Exchanges[0].Notes) != 2 || got[0].Exchanges[0].Notes[0].Code != "scriptFailed" {
		t.Errorf("%+v", got)
	}
}

// What live reload put in is cut out again, also where less than all is kept.
func TestContentWithoutWhatWasInserted(t *testing.T) {
	for kept, want := range map[string]string{"ab+++cd": "abcd", "ab++": "ab", "a": "a"} {
		s := Sent{Content: []byte(kept), Inserted: &protocol.Insertion{Offset: 2, Bytes: 3}}
		if got := string(s.Own()); got != want {
			t.Errorf("of %q: %q", kept, got)
		}
	}
}
