package listen

import (
	"errors"
	"net"
	"net/http"
	"testing"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
)

// TestWhoHasThePort lets several programs listen, and asks which of them is called Vitrina.
func TestWhoHasThePort(t *testing.T) {
	answering := func(fields ...string) func(net.Listener) {
		return func(l net.Listener) {
			server := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				for i := 0; i < len(fields); i += 2 {
					w.Header().Set(fields[i], fields[i+1])
				}
				w.WriteHeader(http.StatusFound)
			})}
			go func() { _ = server.Serve(l) }()
			t.Cleanup(func() { _ = server.Close() })
		}
	}
	for name, test := range map[string]struct {
		program func(net.Listener)
		want    protocol.Failure
	}{
		"Vitrina":                     {answering("Server", "Vitrina/0.9"), protocol.FailurePortTakenByVitrina},
		"another server":              {answering("Server", "SimpleHTTP/0.6 Python/3.11"), protocol.FailurePortTaken},
		"a name that only begins so":  {answering("Server", "Vitrinas/1"), protocol.FailurePortTaken},
		"no name":                     {answering(), protocol.FailurePortTaken},
		"a server that leads to ours": {answering("Location", "http://127.0.0.1:1/"), protocol.FailurePortTaken},
		"silence":                     {func(net.Listener) {}, protocol.FailurePortTaken},
		"another protocol": {func(l net.Listener) {
			go func() {
				for {
					c, err := l.Accept()
					if err != nil {
						return
					}
					_, _ = c.Write([]byte("220 mail.example ESMTP\r\n"))
					_ = c.Close()
				}
			}()
		}, protocol.FailurePortTaken},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = l.Close() })
			test.program(l)
			_, err = open(t, Address{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port})
			var f *fault.Error
			if !errors.As(err, &f) || f.Failure != test.want || f.Args["address"] != l.Addr().String() {
				t.Errorf("the failure is %v, want %s", err, test.want)
			}
		})
	}
}
