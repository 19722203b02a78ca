// Package static measures how files are answered, beside other servers.
package static

import (
	"flag"
	"time"

	"vitrina/server/bench/peer"
)

// Options say what is measured, and how often.
type Options struct {
	Program string // started as `vitrina serve`
	Peers   string // the folder of the programs to compare with
	Rounds  int
	Slice   time.Duration
	Starts  int
	Idle    int
}

// Flags puts the options on a command line.
func (o *Options) Flags(flags *flag.FlagSet) {
	flags.StringVar(&o.Program, "server", "", "the program to start as `vitrina serve`")
	flags.StringVar(&o.Peers, "peers", peer.Beside(), "the folder where the programs to compare with were built")
	flags.IntVar(&o.Rounds, "rounds", 9, "how many rounds there are of each file; in each, every server has its turn")
	flags.DurationVar(&o.Slice, "slice", time.Second, "how long a turn lasts")
	flags.IntVar(&o.Starts, "starts", 60, "how often each server is started")
	flags.IntVar(&o.Idle, "idle", 10_000, "how many connections are left idle; 0 leaves them out")
}
