package watch

// filesystem is what a folder lies on.
type filesystem struct {
	// name is what the system calls it.
	name    string
	reports reporting
}

// reporting is which changes a file system reports.
type reporting int

const (
	everything reporting = iota
	// mostly: what happens behind it is not reported, which seldom happens.
	mostly
	// something: only what this computer changes through it.
	something
)
