//go:build linux

package test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// answer is a response as it crossed the wire.
type answer struct {
	head   string // the bytes up to and with the empty line
	status int
	header http.Header
	body   string
}

// sendRaw sends a request's bytes on a connection of its own and reads all responses
// till the server closes.
func sendRaw(t *testing.T, site, request string) string {
	t.Helper()
	conn := dial(t, site)
	defer conn.Close()
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(conn)
	if err != nil {
		t.Fatalf("reading the answer to %q: %v (so far %q)", request, err, all)
	}
	return string(all)
}

// ownClient is a client whose connections no other test uses, and which end before the
// servers that the test started before.
func ownClient(t *testing.T) *http.Client {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// get asks for a path with further field lines ("Name: value"). The path is sent as it is.
func get(t *testing.T, site, path string, fields ...string) answer {
	t.Helper()
	return ask(t, site, "GET", path, "", fields...)
}

// getMany asks for a path many times on one connection, all at once. Of the answers there is
// everything but the bytes of their heads.
func getMany(t *testing.T, site, path string, many int, fields ...string) []answer {
	t.Helper()
	conn := dial(t, site)
	defer conn.Close()
	request := "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + strings.Join(append(fields, ""), "\r\n")
	sent := make(chan error, 1)
	go func() {
		_, err := io.WriteString(conn, strings.Repeat(request+"\r\n", many-1)+request+"Connection: close\r\n\r\n")
		sent <- err
	}()
	all := make([]answer, many)
	for i, reader := 0, bufio.NewReader(conn); i < many; i++ {
		response, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Fatalf("answer %d of %d: %v", i+1, many, err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatalf("answer %d of %d: %v", i+1, many, err)
		}
		all[i] = answer{status: response.StatusCode, header: response.Header, body: string(body)}
	}
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
	return all
}

func ask(t *testing.T, site, method, path, body string, fields ...string) answer {
	t.Helper()
	host := strings.TrimSuffix(strings.TrimPrefix(site, "http://"), "/")
	request := method + " " + path + " HTTP/1.1\r\nConnection: close\r\n"
	if !strings.Contains("\n"+strings.Join(fields, "\n"), "\nHost:") {
		request += "Host: " + host + "\r\n"
	}
	for _, f := range fields {
		request += f + "\r\n"
	}
	return parse(t, method, sendRaw(t, site, request+"\r\n"+body))
}

// hangUp ends the client's side once a response has begun, and waits until the server ends its own. A client that ends its
// side before is waited for during a second only, in which a busy machine may not answer.
func hangUp(conn net.Conn) {
	for got, buffer := []byte{}, make([]byte, 1<<16); !finalStatus.Match(got); {
		n, err := conn.Read(buffer)
		if got = append(got, buffer[:n]...); err != nil {
			return
		}
	}
	_ = conn.(*net.TCPConn).CloseWrite()
	_, _ = io.Copy(io.Discard, conn)
}

func parse(t *testing.T, method, raw string) answer {
	t.Helper()
	head, _, found := strings.Cut(raw, "\r\n\r\n")
	if !found {
		t.Fatalf("no head in %q", raw)
	}
	response, err := http.ReadResponse(bufio.NewReader(strings.NewReader(raw)), &http.Request{Method: method})
	if err != nil {
		t.Fatalf("%v in %q", err, raw)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("the body: %v in %q", err, raw)
	}
	return answer{head + "\r\n\r\n", response.StatusCode, response.Header, string(body)}
}
