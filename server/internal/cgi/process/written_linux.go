package process

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// written is how many bytes the processes of the group have written, to whatever it was. That is not known
// where one of them has reaped a child: what that wrote is counted nowhere.
func (g *group) written() (total int64, known bool) {
	return writtenBy(append(g.listed(g.has), g.leader))
}

// writtenByLeader is the same where no other process of the group is left.
func (g *group) writtenByLeader() (total int64, known bool) { return writtenBy([]int{g.leader}) }

func writtenBy(processes []int) (total int64, known bool) {
	for _, process := range processes { // be it a zombie (proc_pid_io(5))
		_, after, _ := strings.Cut(readProc("/proc/"+strconv.Itoa(process)+"/io"), "wchar: ")
		number, _, _ := strings.Cut(after, "\n")
		written, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, false
		}
		total += written
	}
	return total, !slices.ContainsFunc(processes, mayHaveReaped) // last, so that a child that ends meanwhile shows
}

// mayHaveReaped reports whether a process may have reaped a child: there is none without page faults, and
// those of the reaped are counted (proc_pid_stat(5), cminflt and cmajflt).
func mayHaveReaped(process int) bool {
	fields := statOf(process)
	return len(fields) < 11 || fields[8] != "0" || fields[10] != "0"
}

// unread is how much of what a stream brings nobody has read yet.
func unread(s stream) int64 {
	waiting := 0
	onDescriptor(s, func(fd int) { waiting, _ = unix.IoctlGetInt(fd, unix.TIOCINQ) }) // one that is closed has nothing
	return int64(waiting)
}
