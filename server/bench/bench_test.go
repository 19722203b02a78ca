package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"vitrina/server/bench/figures"
	"vitrina/server/bench/peer"
)

func TestBenchRefuses(t *testing.T) {
	for _, args := range [][]string{nil, {"nothing"}, {"static"}, {"cgi"}, {"reload"}, {"reload", "-rounds", "x"}} {
		if err := bench(context.Background(), args, new(bytes.Buffer)); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

// programs is a folder with all that the benchmarks start.
var programs string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "vitrina-bench-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	programs = folder
	for output, packages := range map[string]string{
		peer.Built(folder, "vitrina"):       "vitrina/server",
		folder + string(filepath.Separator): "vitrina/server/bench/...",
	} {
		if out, err := exec.Command("go", "build", "-o", output, packages).CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "building the programs to measure: %v: %s\n", err, out)
			return 1
		}
	}
	return m.Run()
}

// measure runs a benchmark with numbers so small that its figures mean nothing.
func measure(t *testing.T, what string, flags ...string) figures.Table {
	t.Helper()
	args := append([]string{what, "-json", "-server", peer.Built(programs, "vitrina"), "-peers", programs}, flags...)
	var out bytes.Buffer
	if err := bench(t.Context(), args, &out); err != nil {
		t.Fatal(err)
	}
	var table figures.Table
	if err := json.Unmarshal(out.Bytes(), &table); err != nil {
		t.Fatal(err)
	}
	return table
}

// wantRows holds a table against the ids of its rows: each has a value of the server itself and of
// a peer that is always there, and reports whether its goal is met.
func wantRows(t *testing.T, table figures.Table, with string, ids ...string) {
	t.Helper()
	var got []string
	for _, row := range table.Rows {
		got = append(got, row.ID)
		if row.Values["vitrina"] <= 0 || row.Values[with] <= 0 || row.Ratios[with] <= 0 {
			t.Errorf("%s: values %v, ratios %v", row.ID, row.Values, row.Ratios)
		}
		if row.Goal != nil && row.Goal.Met == nil {
			t.Errorf("%s: whether the goal is met is not told", row.ID)
		}
	}
	if !slices.Equal(got, ids) {
		t.Errorf("the rows are %q, not %q", got, ids)
	}
}

func TestStatic(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells what a server uses")
	}
	table := measure(t, "static", "-rounds", "1", "-slice", "1ms", "-starts", "1", "-idle", "5")
	wantRows(t, table, "FileServer",
		"small.rate", "small.cpu", "small.p50", "small.p99", "medium.rate", "medium.cpu", "large.throughput", "large.cpu",
		"memory.rss", "memory.pss", "start", "idle.held", "idle.rss")
}

// Rows that this program, or this computer, cannot have are left out, and a note says so.
func TestCGI(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells what a server uses")
	}
	table := measure(t, "cgi", "-requests", "1", "-rounds", "1", "-slice", "1ms", "-bulk", "1", "-idle", "1ms")
	ids := []string{
		"python.p50", "python.p99", "imports.p50", "imports.p99", "cold.p50", "cold.p99",
		"compiled.p50", "compiled.p99", "sh.p50", "sh.p99", "shim.p50",
		"compiled.rate", "python.rate", "cold.rate", "bulk.out", "bulk.in", "memory.rss", "memory.rest",
	}
	help, err := exec.Command(peer.Built(programs, "vitrina"), "help").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(help, []byte("--no-prewarm")) {
		ids = slices.DeleteFunc(ids, func(id string) bool { return id[:4] == "cold" })
		if len(table.Notes) < 2 {
			t.Errorf("the notes are %q", table.Notes)
		}
	}
	wantRows(t, table, "net/http/cgi", ids...)
}
