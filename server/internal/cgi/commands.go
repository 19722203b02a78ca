package cgi

import (
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"vitrina/server/internal/cgi/interpreter"
)

// commands keeps the commands of scripts, so that in a burst of requests a script is not opened, and
// PATH not searched, for each.
type commands struct {
	mu   sync.Mutex
	kept map[string]keptCommand // by the script's path
}

// keptCommand is a command, and what it was found by.
type keptCommand struct {
	command  []string
	script   fs.FileInfo
	path     string // the variable PATH
	programs string // of the virtual environment
	at       time.Time
}

const (
	// keptFor is how long a command is kept: programs that are installed meanwhile are found then.
	keptFor = time.Second
	// maxCommands is how many are kept. When there are more, all are forgotten.
	maxCommands = 256
)

// of is the command that runs a script.
func (c *commands) of(script string, choice interpreter.Choice, env interpreter.VirtualEnv) ([]string, error) {
	info, err := os.Stat(script)
	if err != nil {
		return choice.Command(script)
	}
	now := keptCommand{script: info, path: os.Getenv("PATH"), programs: env.Programs, at: time.Now()}
	c.mu.Lock()
	was, known := c.kept[script]
	c.mu.Unlock()
	if known && was.isFor(now) {
		return slices.Clone(was.command), nil
	}
	if now.command, err = choice.Command(script); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= maxCommands {
		c.kept = map[string]keptCommand{}
	}
	c.kept[script] = now
	return slices.Clone(now.command), nil
}

// isFor reports whether a command that was found before still is the script's.
func (k keptCommand) isFor(now keptCommand) bool {
	return k.path == now.path && k.programs == now.programs && now.at.Sub(k.at) < keptFor &&
		os.SameFile(k.script, now.script) && k.script.Mode() == now.script.Mode() &&
		k.script.Size() == now.script.Size() && k.script.ModTime().Equal(now.script.ModTime())
}
