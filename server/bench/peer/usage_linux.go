package peer

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// CPU is the processor time that the server used, all its threads together, and known reports
// whether the system tells. It is the clock that clock_getcpuclockid(3) names, which counts
// nanoseconds where proc_pid_stat(5) counts hundredths of a second.
func (s *Server) CPU() (used time.Duration, known bool) {
	const perProcess, scheduled = 0, 2
	var at unix.Timespec
	if err := unix.ClockGettime(int32(^s.process.Pid<<3|perProcess|scheduled), &at); err != nil {
		return 0, false
	}
	return time.Duration(at.Nano()), true
}

// Memory is what the server has of it, and known reports whether the system tells.
func (s *Server) Memory() (m Memory, known bool) {
	file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", s.process.Pid))
	if err != nil {
		return Memory{}, false
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		var kilobytes float64
		_, _ = fmt.Sscan(value, &kilobytes) // other lines have other values
		switch name {
		case "Rss":
			m.Resident = kilobytes / 1024
		case "Pss":
			m.Proportional = kilobytes / 1024
		}
	}
	return m, m.Resident > 0
}
