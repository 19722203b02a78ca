package cgi

import "vitrina/server/bench/figures"

// The names of the servers in tables.
const (
	own      = "vitrina"
	standard = "net/http/cgi"
	// bare is not a server: the script is started by this program, as it starts any.
	bare = "bare spawn"
)

// clients is how many ask at once where that is said.
const clients = 8

func rows() []*figures.Row {
	servers := []string{standard, "lighttpd"}
	atLeast := func(ratio float64) *figures.Goal { return &figures.Goal{Of: servers, AtLeast: ratio} }
	atMost := func(ratio float64) *figures.Goal { return &figures.Goal{Of: servers, AtMost: ratio} }
	return []*figures.Row{
		{ID: "python.p50", What: "Python, p50", Unit: "ms", Goal: atMost(0.15)},
		{ID: "python.p99", What: "Python, p99", Unit: "ms", Goal: atMost(0.5)},
		{ID: "imports.p50", What: "Python with five imports, p50", Unit: "ms", Goal: atMost(0.2)},
		{ID: "imports.p99", What: "Python with five imports, p99", Unit: "ms"},
		{ID: "cold.p50", What: "Python with --no-prewarm, p50", Unit: "ms", Goal: atMost(1)},
		{ID: "cold.p99", What: "Python with --no-prewarm, p99", Unit: "ms"},
		{ID: "compiled.p50", What: "compiled, p50", Unit: "ms", Goal: atMost(1)},
		{ID: "compiled.p99", What: "compiled, p99", Unit: "ms", Goal: atMost(1)},
		{ID: "sh.p50", What: "sh, p50", Unit: "ms", Goal: atMost(1)},
		{ID: "sh.p99", What: "sh, p99", Unit: "ms", Goal: atMost(1)},
		{ID: "shim.p50", What: "Python through a shim, p50", Unit: "ms", Goal: &figures.Goal{Of: []string{bare}, AtMost: 0.03}},
		{ID: "compiled.rate", What: "compiled, 8 clients", Unit: "requests/s", Goal: atLeast(1)},
		{ID: "python.rate", What: "Python, 8 clients", Unit: "requests/s", Goal: atLeast(0.97)},
		{ID: "cold.rate", What: "Python with --no-prewarm, 8 clients", Unit: "requests/s", Goal: atLeast(0.97)},
		{ID: "bulk.out", What: "long content out", Unit: "MB/s", Goal: atLeast(1.3)},
		{ID: "bulk.in", What: "long content in", Unit: "MB/s", Goal: atLeast(1)},
		{ID: "memory.rss", What: "memory of the server after that", Unit: "MiB", Goal: &figures.Goal{AtMost: 25}},
		{ID: "memory.rest", What: "the same after a pause", Unit: "MiB"},
	}
}
