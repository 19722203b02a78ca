package process

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// members is how many processes of the group run besides its leader (proc(5)). Where few have been started
// since, only those are looked at: to read them all would cost more than many a script.
func (g *group) members() int {
	if last, known := lastNumber(); known && last >= g.leader && last-g.leader <= maxAsked && !g.mayHave(last) {
		return 0
	}
	return len(g.listed(g.runs))
}

// maxAsked is how many numbers are asked for one by one: as many as cost less than the list of all
// processes does where few run.
const maxAsked = 256

// lastNumber is the number that the system gave to a process or thread last: the fifth field of
// loadavg.
func lastNumber() (int, bool) {
	fields := strings.Fields(readProc("/proc/loadavg"))
	if len(fields) < 5 {
		return 0, false
	}
	last, err := strconv.Atoi(fields[4])
	return last, err == nil
}

// mayHave reports whether a process or thread of the group has a number up to the last.
func (g *group) mayHave(last int) bool {
	for number := g.leader + 1; number <= last; number++ {
		if g.runs(number) {
			return true
		}
	}
	return false
}

// listed are members besides the leader, by the list of all processes.
func (g *group) listed(is func(process int) bool) []int {
	proc, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer proc.Close()
	names, err := proc.Readdirnames(-1)
	if err != nil {
		return nil
	}
	var found []int
	for _, name := range names {
		if process, err := strconv.Atoi(name); err == nil && process != g.leader && is(process) {
			found = append(found, process)
		}
	}
	return found
}

// has reports whether a process is of the group, be it a zombie.
func (g *group) has(process int) bool {
	of, err := unix.Getpgid(process)
	return err == nil && of == g.leader
}

// runs reports whether a process is of the group, and more than a zombie.
func (g *group) runs(process int) bool {
	if !g.has(process) {
		return false
	}
	fields := statOf(process)
	return len(fields) > 2 && fields[2] == strconv.Itoa(g.leader) && fields[0] != "Z" && fields[0] != "X"
}

// statOf are the fields of a process's stat from its state on (proc_pid_stat(5)), none where it has ended.
func statOf(process int) []string {
	stat := readProc("/proc/" + strconv.Itoa(process) + "/stat")
	return strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:]) // the name before may hold anything
}

// readProc reads a file of proc that is short, empty where it cannot be read. It is read at once, and costs less
// than a file of os does.
func readProc(name string) string {
	file, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return ""
	}
	defer unix.Close(file) // it was only read
	var content [1024]byte
	n, err := unix.Read(file, content[:])
	if err != nil {
		return ""
	}
	return string(content[:n])
}
