package process

import (
	"os/exec"
	"runtime"
	"syscall"
)

// starts are taken by starters that have nothing to do.
var starts = make(chan func())

// start starts a command that gets SIGKILL when this program is gone, even by a SIGKILL of its
// own (prctl(2), PR_SET_PDEATHSIG). The signal comes when the thread that started the command
// ends, so only threads that live as long as this program may start one. There are as many
// as commands were ever started at the same moment.
func start(cmd *exec.Cmd) error {
	addProcessor()
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	result := make(chan error, 1)
	job := func() { result <- cmd.Start() }
	select {
	case starts <- job:
	default:
		go starter(job)
	}
	return <-result
}

// starter starts commands on a thread of its own, for ever.
func starter(job func()) {
	runtime.LockOSThread()
	for {
		job()
		job = <-starts
	}
}
