//go:build unix && !linux

package process

import "os/exec"

// start starts a command. This system has no signal for the end of a parent: a script whose
// server is killed notices by its streams, which are closed then.
func start(cmd *exec.Cmd) error { return cmd.Start() }
