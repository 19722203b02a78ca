package process

import (
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// members is how many processes of the group run besides its leader (proc(5)). Only numbers
// above the leader's are looked at, since to read them all would cost more than many a script:
// where the system's numbers have begun again, some may be missed.
func (g *group) members() int {
	if last, known := lastNumber(); known && last >= g.leader && last-g.leader <= maxAsked && !g.mayHave(last) {
		return 0
	}
	return g.listed()
}

// maxAsked is how many numbers are asked for one by one: as many as cost less than the list of all
// processes does where few run.
const maxAsked = 256

// lastNumber is the number that the system gave to a process or thread last: the fifth field of
// loadavg.
func lastNumber() (int, bool) {
	file, err := unix.Open("/proc/loadavg", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return 0, false
	}
	var content [128]byte
	n, err := unix.Read(file, content[:])
	_ = unix.Close(file) // it was only read
	fields := strings.Fields(string(content[:max(0, n)]))
	if err != nil || len(fields) < 5 {
		return 0, false
	}
	last, err := strconv.Atoi(fields[4])
	return last, err == nil
}

// mayHave reports whether a process or thread of the group has a number up to the last.
func (g *group) mayHave(last int) bool {
	for number := g.leader + 1; number <= last; number++ {
		if runsIn(number, g.leader) {
			return true
		}
	}
	return false
}

// listed counts the members by the list of all processes.
func (g *group) listed() int {
	proc, err := os.Open("/proc")
	if err != nil {
		return 0
	}
	defer proc.Close()
	names, err := proc.Readdirnames(-1)
	if err != nil {
		return 0
	}
	found := 0
	for _, name := range names {
		if process, err := strconv.Atoi(name); err == nil && process > g.leader && runsIn(process, g.leader) {
			found++
		}
	}
	return found
}

// runsIn reports whether a process is of a group, and more than a zombie.
func runsIn(process, group int) bool {
	if of, err := unix.Getpgid(process); err != nil || of != group {
		return false
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(process) + "/stat")
	if err != nil {
		return false // it has ended
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:])) // the name before may hold anything
	return len(fields) > 2 && fields[2] == strconv.Itoa(group) && fields[0] != "Z" && fields[0] != "X"
}
