package rpc

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// slowService stops a site only when it is let, and fails in ways of its own.
type slowService struct {
	Service // what is not below is not called

	stop    chan struct{} // StopSite waits for it
	disk    chan struct{} // Saved waits for it; nil for no wait
	mu      sync.Mutex
	started int
	stopped int
	saved   []string
}

func (s *slowService) StopSite(string) error {
	<-s.stop
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped++
	return nil
}

func (s *slowService) Saved(p protocol.ReloadDidSaveParams) {
	if s.disk != nil {
		<-s.disk
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saved = append(s.saved, p.Path)
}

func (s *slowService) StartSite(protocol.SiteStartParams, bool) (protocol.Site, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.started++
	return protocol.Site{}, nil
}

func (s *slowService) StopSites() error { return nil }

func (s *slowService) Sites() []protocol.Site { return nil }

func (s *slowService) Exchanges(string, string, int) protocol.ExchangeListResult {
	return protocol.ExchangeListResult{}
}

func (s *slowService) Exchange(string) (protocol.Exchange, error) { panic("on purpose") }

func (s *slowService) CheckScripts(ctx context.Context, _ protocol.ScriptCheckParams, _ l10n.Locale) (protocol.ScriptCheckResult, error) {
	<-ctx.Done()
	return protocol.ScriptCheckResult{}, ctx.Err()
}

func (s *slowService) FollowExchanges() Follower { return idle{} }

func (s *slowService) FollowEvents() (<-chan Event, func()) { return nil, func() {} }

// counts are how many sites were started and stopped.
func (s *slowService) counts() (started, stopped int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.started, s.stopped
}

// idle is a Follower of nothing.
type idle struct{}

func (idle) Changed() <-chan struct{}                    { return nil }
func (idle) Next(int) []protocol.ExchangeDidRecordParams { return nil }
func (idle) Close()                                      {}

// client is the other end of a connection.
type client struct {
	t       *testing.T
	service *slowService
	in      *io.PipeWriter
	ended   chan bool // receives what serve returns
	hangUp  context.CancelFunc

	mu      sync.Mutex
	answers []answer
}

type answer struct {
	ID     int             `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code int                `json:"code"`
		Data protocol.ErrorData `json:"data"`
	} `json:"error"`
}

// connect begins a conversation in a bubble of synctest.
func connect(t *testing.T, role Role) *client {
	ctx, cancel := context.WithCancel(context.Background())
	theirs, in := io.Pipe()
	out, ours := io.Pipe()
	c := &client{t: t, service: &slowService{stop: make(chan struct{})}, in: in, ended: make(chan bool, 1), hangUp: cancel}
	go func() {
		c.ended <- serve(ctx, &stream{messages: &framed{bufio.NewReader(theirs), ours}, locale: l10n.English}, c.service, role)
		_ = theirs.Close()
	}()
	go c.listen(&framed{bufio.NewReader(out), nil})
	t.Cleanup(func() {
		cancel()
		_ = in.Close()
	})
	return c
}

func (c *client) listen(from *framed) {
	for {
		data, err := from.read()
		if err != nil {
			return
		}
		var a answer
		if err := json.Unmarshal(data, &a); err != nil {
			panic(err)
		}
		c.mu.Lock()
		c.answers = append(c.answers, a)
		c.mu.Unlock()
	}
}

// say sends a request, or with id 0 a notification, and waits until everything that can
// happen has.
func (c *client) say(id int, method, params string) {
	c.t.Helper()
	message := `{"jsonrpc":"2.0","method":"` + method + `","params":` + params
	if id > 0 {
		message += `,"id":` + strconv.Itoa(id)
	}
	message += "}"
	if err := (&framed{nil, c.in}).write([]byte(message)); err != nil {
		c.t.Fatal(err)
	}
	synctest.Wait()
}

func (c *client) initialize() {
	c.t.Helper()
	c.say(1, protocol.MethodInitialize, `{"protocolVersion":1,"client":{"name":"test","version":"1"},"workspaceTrusted":true}`)
}

// answered are the ids of the requests that were answered, in the order of the answers.
func (c *client) answered() []int {
	c.mu.Lock()
	defer c.mu.Unlock()
	ids := []int{}
	for _, a := range c.answers {
		ids = append(ids, a.ID)
	}
	return ids
}

// failure is the failure that a request was answered with, empty where it was not.
func (c *client) failure(id int) protocol.Failure {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range c.answers {
		if a.ID == id && a.Error != nil {
			return a.Error.Data.Failure
		}
	}
	return ""
}

// want compares the order of the answers so far.
func (c *client) want(ids ...int) {
	c.t.Helper()
	if got := c.answered(); !slices.Equal(got, ids) {
		c.t.Errorf("answered were %v, not %v", got, ids)
	}
}

// While a site stops, the rest is answered; what is asked of sites is answered after it.
func TestAStopHoldsUpOnlyWhatComesAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Editor)
		c.initialize()
		c.say(2, protocol.MethodSiteStop, `{"siteId":"s1"}`)
		c.say(3, protocol.MethodSiteList, "null")
		c.say(4, protocol.MethodSiteStart, `{"root":"/"}`)
		c.say(5, protocol.MethodExchangeList, "{}")
		c.want(1, 5)
		close(c.service.stop)
		synctest.Wait()
		c.want(1, 5, 2, 3, 4)
	})
}

// A save asks the disk, which may not answer.
func TestASaveHoldsUpNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Editor)
		c.service.disk = make(chan struct{})
		c.initialize()
		c.say(0, protocol.MethodReloadDidSave, `{"path":"/w/a"}`)
		c.say(0, protocol.MethodReloadDidSave, `{"path":"/w/b"}`)
		c.say(2, protocol.MethodExchangeList, "{}")
		c.say(3, protocol.MethodShutdown, "null")
		c.want(1, 2, 3)
		close(c.service.disk)
		synctest.Wait()
		if want := []string{"/w/a", "/w/b"}; !slices.Equal(c.service.saved, want) {
			t.Errorf("saved were %q, not %q", c.service.saved, want)
		}
	})
}

// The catalogue says who may send a notification, as it does for requests.
func TestANotificationOfWhoMayNotSendItIsDropped(t *testing.T) {
	for _, row := range []struct {
		role Role
		want int
	}{{Editor, 1}, {Panel, 0}} {
		synctest.Test(t, func(t *testing.T) {
			c := connect(t, row.role)
			c.initialize()
			c.say(0, protocol.MethodReloadDidSave, `{"path":"/w/a"}`)
			if got := len(c.service.saved); got != row.want {
				t.Errorf("role %d: %d saves in place of %d", row.role, got, row.want)
			}
		})
	}
}

// Before a client has named its language, the one of the environment counts.
func TestBeforeInitializeTheEnvironmentsLanguageIsSpoken(t *testing.T) {
	theirs, in := io.Pipe()
	out, ours := io.Pipe()
	go ServeStdio(t.Context(), theirs, ours, &slowService{}, l10n.Spanish)
	from, to := &framed{bufio.NewReader(out), nil}, &framed{nil, in}
	for message, want := range map[string]string{
		`{"jsonrpc":"2.0","id":1,"method":"site/list"}`: "site/list llegó antes que initialize",
		`{"jsonrpc":`: "no es JSON",
	} {
		if err := to.write([]byte(message)); err != nil {
			t.Fatal(err)
		}
		if said, err := from.read(); err != nil || !strings.Contains(string(said), want) {
			t.Errorf("%s: %s, %v", message, said, err)
		}
	}
	_ = in.Close() // it ends
}

func TestNothingHoldsUpShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Editor)
		c.initialize()
		c.say(2, protocol.MethodSiteStop, `{"siteId":"s1"}`)
		c.say(3, protocol.MethodSiteStart, `{"root":"/"}`)
		c.say(4, protocol.MethodScriptCheck, `{"root":"/"}`)
		c.say(5, protocol.MethodShutdown, "null")
		if !slices.Contains(c.answered(), 5) {
			t.Errorf("answered were only %v", c.answered())
		}
		close(c.service.stop)
		synctest.Wait()
		if started, _ := c.service.counts(); started > 0 || c.failure(3) != protocol.FailureCancelled || c.failure(4) != protocol.FailureCancelled {
			t.Errorf("%d started; %q, %q", started, c.failure(3), c.failure(4))
		}
		c.say(0, protocol.MethodExit, "null")
		if clean := <-c.ended; !clean {
			t.Error("a shutdown and an exit are not a clean end")
		}
	})
}

func TestWhatIsCancelledEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Editor)
		c.initialize()
		c.say(2, protocol.MethodScriptCheck, `{"root":"/"}`)
		c.say(0, protocol.MethodCancel, `{"id":7}`)   // there is none
		c.say(0, protocol.MethodCancel, `{"id":"2"}`) // another one's id
		c.say(0, protocol.MethodCancel, `[]`)
		c.want(1)
		c.say(0, protocol.MethodCancel, `{"id":2}`)
		c.want(1, 2)
		c.say(3, protocol.MethodSiteStop, `{"siteId":"s1"}`)
		c.say(4, protocol.MethodSiteStart, `{"root":"/"}`)
		c.say(0, protocol.MethodCancel, `{"id":4}`)
		close(c.service.stop)
		synctest.Wait()
		c.want(1, 2, 3, 4)
		started, stopped := c.service.counts()
		if c.failure(2) != protocol.FailureCancelled || c.failure(4) != protocol.FailureCancelled || started != 0 || stopped != 1 {
			t.Errorf("%q, %q; %d started, %d stopped", c.failure(2), c.failure(4), started, stopped)
		}
	})
}

// However a connection ends, what it began comes to its end first.
func TestTheEndWaitsForWhatRuns(t *testing.T) {
	for name, end := range map[string]func(*client){
		"the client hangs up": func(c *client) { _ = c.in.Close() },
		"exit":                func(c *client) { c.say(0, protocol.MethodExit, "null") },
		"a signal":            func(c *client) { c.hangUp() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := connect(t, Editor)
				c.initialize()
				c.say(2, protocol.MethodSiteStop, `{"siteId":"s1"}`)
				c.say(3, protocol.MethodSiteStart, `{"root":"/"}`)
				end(c)
				time.Sleep(2 * hangUpGrace) // by the bubble's clock: no time passes
				select {
				case <-c.ended:
					t.Error("it ended before the site was stopped")
				default:
				}
				close(c.service.stop)
				synctest.Wait()
				if started, stopped := c.service.counts(); started != 0 || stopped != 1 {
					t.Errorf("%d started, %d stopped", started, stopped)
				}
				<-c.ended
			})
		})
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Editor)
		c.initialize()
		c.say(2, protocol.MethodExchangeGet, `{"id":"1"}`)
		if c.failure(2) != protocol.FailureInternal {
			t.Errorf("%+v", c.answers)
		}
		if stack := c.answers[1].Error.Data.Args["stack"]; !strings.Contains(stack, "slowService") {
			t.Errorf("the stack is %q", stack)
		}
		c.say(3, protocol.MethodSiteList, "null")
		c.want(1, 2, 3)
	})
}

// What the catalogue gives to the editor alone is refused to a panel, and nothing else is.
func TestAPanelMayWhatTheCatalogueSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := connect(t, Panel)
		c.initialize()
		close(c.service.stop)
		id := 1
		for _, call := range protocol.Calls() {
			if _, answers := methods[call.Method]; answers != (call.Kind == protocol.ClientRequest) {
				t.Errorf("%s is a %s, and in the table of methods: %v", call.Method, call.Kind, answers)
			}
			if call.Kind != protocol.ClientRequest || call.Access == protocol.AccessOwn {
				continue
			}
			id++
			c.say(id, call.Method, `{"unknown":1}`) // no method has this
			want := protocol.FailureBadParams
			if call.Access == protocol.AccessEditor {
				want = protocol.FailureNotForPanel
			}
			if got := c.failure(id); got != want {
				t.Errorf("%s: %q, not %q", call.Method, got, want)
			}
		}
	})
}
