package static

import "vitrina/server/bench/figures"

// The names of the servers in tables.
const (
	own        = "vitrina"
	fileServer = "FileServer"
)

// file is one that is asked for.
type file struct {
	name        string
	id          string // the beginning of its rows' ids
	size        int64
	connections int
}

var files = []file{
	{"small.txt", "small", 1 << 10, 32},
	{"medium.txt", "medium", 16 << 10, 32},
	{"large.txt", "large", 10 << 20, 4},
}

func rows() []*figures.Row {
	atLeast := func(ratio float64) *figures.Goal {
		return &figures.Goal{Of: []string{fileServer}, AtLeast: ratio}
	}
	atMost := func(ratio float64) *figures.Goal {
		return &figures.Goal{Of: []string{fileServer}, AtMost: ratio}
	}
	return []*figures.Row{
		{ID: "small.rate", What: "1 KB, 32 connections", Unit: "requests/s", Goal: atLeast(1.5)},
		{ID: "small.cpu", What: "1 KB, server's CPU", Unit: "µs/request", Goal: atMost(0.6)},
		{ID: "small.p50", What: "1 KB, p50", Unit: "ms"},
		{ID: "small.p99", What: "1 KB, p99", Unit: "ms", Goal: atMost(1)},
		{ID: "medium.rate", What: "16 KB, 32 connections", Unit: "requests/s", Goal: atLeast(1)},
		{ID: "medium.cpu", What: "16 KB, server's CPU", Unit: "µs/request"},
		{ID: "large.throughput", What: "10 MB, 4 connections", Unit: "MB/s", Goal: atLeast(0.8)},
		{ID: "large.cpu", What: "10 MB, server's CPU", Unit: "µs/request"},
		{ID: "memory.rss", What: "memory after that load", Unit: "MiB", Goal: &figures.Goal{AtMost: 40}},
		{ID: "memory.pss", What: "the same, shared pages divided", Unit: "MiB"},
		{ID: "start", What: "start to first answer", Unit: "ms", Goal: atMost(1.15)},
		{ID: "idle.held", What: "held open, idle", Unit: "connections"},
		{ID: "idle.rss", What: "memory with all of these", Unit: "MiB", Goal: &figures.Goal{AtMost: 120}},
	}
}
