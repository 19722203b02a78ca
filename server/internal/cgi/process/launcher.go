package process

import (
	"os"
	"os/exec"
	"time"
)

// Command is a program, its arguments, its folder and its whole environment.
type Command struct {
	Args []string // the program comes first
	Dir  string
	Env  []string
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
	p := &Process{
		cmd: exec.Command(c.Args[0], c.Args[1:]...), Graces: DefaultGraces,
		exited: make(chan struct{}), ended: make(chan struct{}), stdoutDone: make(chan struct{}), stderrDone: make(chan struct{}),
	}
	p.cmd.Dir, p.cmd.Env = c.Dir, c.Env
	ours, theirs, err := openStreams()
	if err != nil {
		return nil, err
	}
	defer closeAll(theirs)
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = theirs[0], theirs[1], theirs[2]
	if p.group, err = live.start(func() (*group, error) { return startGroup(p.cmd) }); err != nil {
		closeAll(ours)
		return nil, err
	}
	streams := s.streams
	if streams == nil {
		streams = withDeadlines
	}
	p.stdin, p.stdout, p.stderr = streams(ours[0]), streams(ours[1]), streams(ours[2])
	go p.readStderr()
	go func() {
		defer close(p.exited)
		p.group.awaitExit(p.cmd)
		p.exitedAt = time.Now()
	}()
	return p, nil
}

// openStreams opens three pipes: our ends, and those that become standard input, output and
// error.
func openStreams() (ours, theirs [3]*os.File, err error) {
	for i := range theirs {
		r, w, err := os.Pipe()
		if err != nil {
			closeAll(ours)
			closeAll(theirs)
			return ours, theirs, err
		}
		ours[i], theirs[i] = r, w
		if i == 0 {
			ours[i], theirs[i] = w, r
		}
	}
	return ours, theirs, nil
}

// closeAll closes those files that there are.
func closeAll(files [3]*os.File) {
	for _, file := range files {
		if file != nil {
			_ = file.Close() // a pipe: there is nothing to lose
		}
	}
}
