// Package peer starts servers, so that they can be measured, and tells what they use.
package peer

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Patience is how long anything may take.
const Patience = 60 * time.Second

// Command is what starts a server.
type Command struct {
	// Args are the program and its arguments, Folder where it runs.
	Args   []string
	Folder string
	// Env are further variables of its environment.
	Env []string
}

// Server is one that runs.
type Server struct {
	Name    string
	Address string
	// Begun is when it was started, Answers how long it took until its first answer.
	Begun   time.Time
	Answers time.Duration

	process *os.Process
	ended   chan struct{}
	stderr  bytes.Buffer // may be read when it ended
}

// Contender is a server that can be started, under the name that it has in tables.
type Contender struct {
	Name    string
	Command func(address string) (Command, error)
}

// With is the same server with further variables in its environment.
func (c Contender) With(env ...string) Contender {
	return Contender{c.Name, func(address string) (Command, error) {
		command, err := c.Command(address)
		command.Env = append(command.Env, env...)
		return command, err
	}}
}

// Start starts a server at an address of its own, as in 127.0.0.1:8000, and waits until it answers.
// What it prints goes to the null device.
func (c Contender) Start(ctx context.Context) (*Server, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	what, err := c.Command(address)
	if err != nil {
		return nil, err
	}
	program, err := exec.LookPath(what.Args[0])
	if err != nil {
		return nil, err
	}
	if program, err = filepath.Abs(program); err != nil { // it runs in another folder
		return nil, err
	}
	s := &Server{Name: c.Name, Address: address, ended: make(chan struct{})}
	command := exec.Command(program, what.Args[1:]...)
	command.Dir, command.Stderr, command.Env = what.Folder, &s.stderr, append(Environment(), what.Env...)
	s.Begun = time.Now()
	if err := command.Start(); err != nil {
		return nil, err
	}
	s.process = command.Process
	go func() {
		_ = command.Wait() // Stop ends it
		close(s.ended)
	}()
	for !answers(address) {
		select {
		case <-s.ended:
			return nil, fmt.Errorf("%s ended: %s", c.Name, s.stderr.String())
		case <-ctx.Done():
			s.Stop()
			return nil, ctx.Err()
		case <-time.After(200 * time.Microsecond):
		}
		if time.Since(s.Begun) > Patience {
			s.Stop()
			return nil, fmt.Errorf("%s does not answer", c.Name)
		}
	}
	s.Answers = time.Since(s.Begun)
	return s, nil
}

// Environment is that of this process without the variables that change how Python runs: a
// benchmark is the same in every shell.
func Environment() []string {
	var env []string
	for _, each := range os.Environ() {
		if !strings.HasPrefix(each, "PYTHON") {
			env = append(env, each)
		}
	}
	return env
}

// answers reports whether a server answers a request, whatever it says.
func answers(address string) bool {
	connection, err := net.Dial("tcp", address)
	if err != nil {
		return false
	}
	defer connection.Close()
	if err := connection.SetDeadline(time.Now().Add(Patience)); err != nil {
		return false
	}
	if _, err := fmt.Fprintf(connection, "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", address); err != nil {
		return false
	}
	_, err = io.ReadFull(connection, make([]byte, 1))
	return err == nil
}

// Stop ends the server.
func (s *Server) Stop() {
	_ = s.process.Signal(os.Interrupt) // it may have ended
	select {
	case <-s.ended:
	case <-time.After(5 * time.Second):
		_ = s.process.Kill() // as above
		<-s.ended
	}
}

// freeAddress is one at which nobody listens at present.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

// Port is the port of an address.
func Port(address string) string { return address[strings.LastIndexByte(address, ':')+1:] }

// Names are those of some servers.
func Names(contenders []Contender) []string {
	var names []string
	for _, each := range contenders {
		names = append(names, each.Name)
	}
	return names
}
