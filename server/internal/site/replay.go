package site

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// replays are the requests that this server sends to itself, by the address that each comes from: so the recorder
// knows them. The zero value is ready.
type replays struct {
	mu      sync.Mutex
	closed  bool
	under   map[netip.AddrPort]*replay
	running sync.WaitGroup
}

// replay is one of them.
type replay struct {
	of    string      // the id of the exchange that it sends again, empty for none
	began chan string // gets the id of its first exchange
}

// Replay sends bytes to the site, as any client would, and returns the id of the exchange that they begin. whole is
// false where they are not a complete request: then nothing follows, and the site is told so. The errors are
// fault.Errors, or the context's.
func (s *Site) Replay(ctx context.Context, of string, request []byte, whole bool) (id string, err error) {
	address := s.listen[0].Addr().(*net.TCPAddr)
	ip := address.IP
	if ip.IsUnspecified() {
		ip = net.IPv4(127, 0, 0, 1)
		if address.IP.To4() == nil {
			ip = net.IPv6loopback
		}
	}
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", net.JoinHostPort(ip.String(), strconv.Itoa(address.Port)))
	if err != nil {
		return "", fault.New(protocol.FailureRequestUnanswered).Because(err)
	}
	sent := &replay{of, make(chan string, 1)}
	forget, open := s.replays.enter(connection.LocalAddr(), sent)
	if !open {
		return "", errors.Join(fault.New(protocol.FailureRequestUnanswered), connection.Close())
	}
	answered := make(chan struct{})
	go func() {
		defer s.replays.running.Done()
		defer close(answered)
		defer forget()
		exchangeBytes(connection.(*net.TCPConn), request, whole)
	}()
	select {
	case id = <-sent.began:
		return id, nil
	case <-ctx.Done():
		return "", ctx.Err()
	case <-answered:
	}
	select {
	case id = <-sent.began:
		return id, nil
	default: // it was turned away, or the site ended
		return "", fault.New(protocol.FailureRequestUnanswered)
	}
}

// exchangeBytes sends a request and reads the answer to its end, whatever it is: the recorder keeps it.
func exchangeBytes(connection *net.TCPConn, request []byte, whole bool) {
	var writing sync.WaitGroup
	writing.Go(func() {
		_, err := connection.Write(request) // a server may answer before it has all
		if !whole && err == nil {
			_ = connection.CloseWrite() // the answer ends then
		}
	})
	defer writing.Wait()
	defer connection.Close() // wakes the writer
	if !whole {
		_, _ = io.Copy(io.Discard, connection)
		return
	}
	method, _, _ := bytes.Cut(request, []byte(" "))
	reader := bufio.NewReader(connection)
	for {
		response, err := http.ReadResponse(reader, &http.Request{Method: string(method)})
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, response.Body)
		if response.StatusCode >= http.StatusOK || response.StatusCode == http.StatusSwitchingProtocols {
			return
		}
	}
}

// enter remembers a replay, which runs from now on, by the address that its connection comes from, unless the
// site is ending.
func (r *replays) enter(from net.Addr, sent *replay) (forget func(), open bool) {
	address := addressOf(from)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, false
	}
	r.running.Add(1)
	if r.under == nil {
		r.under = map[netip.AddrPort]*replay{}
	}
	r.under[address] = sent
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.under, address)
	}, true
}

// close waits for those that run, once the site has closed their connections. None begins any more.
func (r *replays) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.running.Wait()
}

// began marks an exchange that a replay began.
func (r *replays) began(from net.Addr, begun *record.Exchange) {
	r.mu.Lock()
	sent := r.under[addressOf(from)]
	r.mu.Unlock()
	if sent == nil {
		return
	}
	begun.SetReplay(sent.of)
	select {
	case sent.began <- begun.ID():
	default: // the bytes held several requests
	}
}

func addressOf(a net.Addr) netip.AddrPort {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	at := tcp.AddrPort()
	return netip.AddrPortFrom(at.Addr().Unmap(), at.Port())
}
