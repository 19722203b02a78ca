package cgi

import (
	"os"
	"os/exec"
	"unsafe"

	"golang.org/x/sys/windows"
)

// group is a job object: Windows' way to hold a process and all its children.
type group struct{ job windows.Handle }

// startInGroup starts a command in a job object of its own. The job ends with its
// last handle, so nothing survives this program either.
func startInGroup(cmd *exec.Cmd) (group, error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return group{}, err
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
		return group{}, err
	}
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(cmd.Process.Pid))
	if err == nil {
		err = windows.AssignProcessToJobObject(job, process)
		_ = windows.CloseHandle(process)
	}
	if err != nil { // it may be over already; then there is nothing to hold
		_ = cmd.Process.Kill()
	}
	return group{job}, nil
}

// terminate ends the job: Windows knows no way to ask a program without a window.
func (g group) terminate() { _ = windows.TerminateJobObject(g.job, 1) }

// kill ends every process of the job.
func (g group) kill() { _ = windows.TerminateJobObject(g.job, 1) }

// release gives the job back; the group must not be used after it.
func (g group) release() { _ = windows.CloseHandle(g.job) }

// signalName is empty: Windows has exit codes only.
func signalName(*os.ProcessState) string { return "" }
