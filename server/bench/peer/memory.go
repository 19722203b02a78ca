package peer

// Memory is in MiB (proc_pid_smaps(5)).
type Memory struct {
	// Resident is all that is in memory, Proportional the same with each shared page divided by
	// those who share it.
	Resident     float64
	Proportional float64
}
