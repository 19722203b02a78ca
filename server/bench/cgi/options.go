// Package cgi measures how scripts are run, beside other servers.
package cgi

import (
	"flag"
	"time"

	"vitrina/server/bench/peer"
)

// Options say what is measured, and how often.
type Options struct {
	Program  string // started as `vitrina serve`
	Peers    string // the folder of the programs to compare with
	Requests int
	Rounds   int
	Slice    time.Duration
	Bulk     int64
	Idle     time.Duration
}

// Flags puts the options on a command line.
func (o *Options) Flags(flags *flag.FlagSet) {
	flags.StringVar(&o.Program, "server", "", "the program to start as `vitrina serve`")
	flags.StringVar(&o.Peers, "peers", peer.Beside(), "the folder where the programs to compare with were built")
	flags.IntVar(&o.Requests, "requests", 200, "how often each script is asked for by one client")
	flags.IntVar(&o.Rounds, "rounds", 7, "how many rounds there are of many clients, and of long contents; in each, every server has its turn")
	flags.DurationVar(&o.Slice, "slice", 2*time.Second, "how long a turn of many clients lasts")
	flags.Int64Var(&o.Bulk, "bulk", 100, "how long long contents are, in MB")
	flags.DurationVar(&o.Idle, "idle", 10*time.Second, "how long nobody asks before the memory is looked at again")
}
