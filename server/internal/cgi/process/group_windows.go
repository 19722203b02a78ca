package process

import (
	"os"
	"os/exec"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// group is a job object: Windows' way to hold a process and all its children.
type group struct {
	mu  sync.Mutex // guards job
	job windows.Handle
}

// startGroup starts a command in a job object of its own. The job ends with its last handle,
// so nothing survives this program either.
func startGroup(cmd *exec.Cmd) (*group, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, err
	}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{LimitFlags: windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE},
	}
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		_ = windows.CloseHandle(job)
		return nil, err
	}
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(cmd.Process.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, process)
		_ = windows.CloseHandle(process)
	}
	if err != nil { // it may be over already; then there is nothing to hold
		_ = cmd.Process.Kill()
	}
	return &group{job: job}, nil
}

// awaitExit waits until the command has exited. A job has no number that could become
// another's, so the exit code is taken at once.
func (g *group) awaitExit(cmd *exec.Cmd) { _ = cmd.Wait() } // how it ended is read from ProcessState

// interrupt does nothing: Windows sends Ctrl+C to consoles only.
func (g *group) interrupt() bool { return false }

// terminate ends the job: Windows knows no way to ask a program without a window.
func (g *group) terminate() { g.kill() }

// kill ends every process of the job.
func (g *group) kill() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.job != 0 {
		_ = windows.TerminateJobObject(g.job, 1)
	}
}

// reap gives the job back.
func (g *group) reap(*exec.Cmd) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_ = windows.CloseHandle(g.job)
	g.job = 0
}

// signalName is empty: Windows has exit codes only.
func signalName(*os.ProcessState) string { return "" }
