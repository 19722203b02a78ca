// Bench measures the server beside others in one run, so that what counts, the ratios, does not
// depend on the computer: `npm run bench -- reload`.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := bench(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags of a benchmark.
type options struct {
	server string
	rounds int
	files  int
	json   bool
}

func bench(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "reload" {
		return errors.New("say what to measure: reload")
	}
	var o options
	flags := flag.NewFlagSet("bench "+args[0], flag.ContinueOnError)
	flags.StringVar(&o.server, "server", "", "the program to start as `vitrina serve`")
	flags.IntVar(&o.rounds, "rounds", 60, "how many saves of each kind are measured")
	flags.IntVar(&o.files, "files", 50_000, "how many files the large folder has, ten in a folder; 0 leaves it out")
	flags.BoolVar(&o.json, "json", false, "print JSON")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if o.server == "" {
		return errors.New("say which program to start: -server PATH")
	}
	result, err := measureReload(ctx, o)
	if err != nil {
		return err
	}
	if o.json {
		return json.NewEncoder(os.Stdout).Encode(result)
	}
	result.print(os.Stdout)
	return nil
}
