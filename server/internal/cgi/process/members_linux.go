package process

import (
	"os"
	"strconv"
	"strings"
)

// members is how many processes of the group run besides its leader (proc(5)). Only numbers
// above the leader's are looked at, since to read them all would cost more than many a script:
// where the system's numbers have begun again, some may be missed.
func (g *group) members() int {
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
		if process, err := strconv.Atoi(name); err == nil && process > g.leader && runsIn(name, g.leader) {
			found++
		}
	}
	return found
}

// runsIn reports whether a process is of a group, and more than a zombie.
func runsIn(process string, group int) bool {
	stat, err := os.ReadFile("/proc/" + process + "/stat")
	if err != nil {
		return false // it has ended
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:])) // the name before may hold anything
	return len(fields) > 2 && fields[2] == strconv.Itoa(group) && fields[0] != "Z" && fields[0] != "X"
}
