package process

import (
	"os"
	"os/exec"
	"sync"
	"time"
)

// Command is a program, its arguments, its folder and its whole environment.
type Command struct {
	Args []string // the program comes first
	Dir  string
	Env  []string
	// Stated are those variables of Env that are the same for every request; nil where the
	// command is for one request alone.
	Stated []string
	// NoInput gives it a standard input that is empty from the start.
	NoInput bool
}

// Launcher brings a command to life: by starting its program, or in another way.
type Launcher interface {
	Launch(Command) (*Process, error)
}

// Spawn is the Launcher that starts the program anew each time.
type Spawn struct {
	streams func(*os.File) stream // makes streams of pipes; nil for withDeadlines
}

// Launch starts a command in a process group of its own, with descriptors 0, 1 and 2 only.
func (s Spawn) Launch(c Command) (*Process, error) {
	ours, theirs, err := openStreams(c.NoInput)
	if err != nil {
		return nil, err
	}
	return s.start(c, ours, theirs)
}

// start starts a command with its ends of its streams, and with further descriptors from 3 on.
// It closes what it does not keep.
func (s Spawn) start(c Command, ours, theirs [3]*os.File, further ...*os.File) (*Process, error) {
	defer closeAll(theirs[:])
	p := &Process{
		cmd: exec.Command(c.Args[0], c.Args[1:]...), Graces: DefaultGraces,
		exited: make(chan struct{}), ended: make(chan struct{}), stdoutDone: make(chan struct{}), stderrDone: make(chan struct{}),
	}
	p.cmd.Dir, p.cmd.Env, p.cmd.ExtraFiles = c.Dir, c.Env, further
	if theirs[0] != nil {
		p.cmd.Stdin = theirs[0]
	} else if empty, err := nullDevice(); err == nil { // else the command opens its own
		p.cmd.Stdin = empty
	}
	p.cmd.Stdout, p.cmd.Stderr = theirs[1], theirs[2]
	var err error
	if p.group, err = live.start(func() (*group, error) { return startGroup(p.cmd) }); err != nil {
		closeAll(ours[:])
		return nil, err
	}
	streams := s.streams
	if streams == nil {
		streams = withDeadlines
	}
	p.BegunAt = time.Now()
	p.stdin = noStream{}
	if ours[0] != nil {
		p.stdin = &input{stream: streams(ours[0])}
	}
	p.stdout, p.stderr = streams(ours[1]), streams(ours[2])
	go p.readStderr()
	go func() {
		defer close(p.exited)
		p.group.awaitExit(p.cmd)
		p.exitedAt = time.Now()
	}()
	return p, nil
}

// openStreams opens three pipes: our ends, and those that become standard input, output and
// error. Without input there is none for it: the command gets the system's null device.
func openStreams(noInput bool) (ours, theirs [3]*os.File, err error) {
	for i := range theirs {
		if i == 0 && noInput {
			continue
		}
		var err error
		if ours[i], theirs[i], err = openPipe(i > 0); err != nil {
			closeAll(ours[:])
			closeAll(theirs[:])
			return ours, theirs, err
		}
	}
	return ours, theirs, nil
}

// nullDevice is the input of every command without one.
var nullDevice = sync.OnceValues(func() (*os.File, error) { return os.Open(os.DevNull) })

// closeAll closes those files that there are.
func closeAll(files []*os.File) {
	for _, file := range files {
		if file != nil {
			_ = file.Close() // a pipe: there is nothing to lose
		}
	}
}
