// Package reload measures how long a page waits for what was saved, beside other servers.
package reload

import "flag"

// Options say what is measured, and how often.
type Options struct {
	Program string // started as `vitrina serve`
	Rounds  int
	Files   int
}

// Flags puts the options on a command line.
func (o *Options) Flags(flags *flag.FlagSet) {
	flags.StringVar(&o.Program, "server", "", "the program to start as `vitrina serve`")
	flags.IntVar(&o.Rounds, "rounds", 60, "how many saves of each kind are measured")
	flags.IntVar(&o.Files, "files", 50_000, "how many files the large folder has, ten in a folder; 0 leaves it out")
}
