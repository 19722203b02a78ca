// Bench measures the server beside others in one run, so that what counts, the ratios, does not
// depend on the computer: `npm run bench -- static`, `-- cgi`, `-- reload`.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"vitrina/server/bench/cgi"
	"vitrina/server/bench/figures"
	"vitrina/server/bench/reload"
	"vitrina/server/bench/static"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := bench(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// benchmark is one that can be asked for.
type benchmark interface {
	Flags(flags *flag.FlagSet)
	Measure(ctx context.Context) (figures.Result, error)
}

func bench(ctx context.Context, args []string, out io.Writer) error {
	benchmarks := map[string]benchmark{
		"static": &static.Options{}, "cgi": &cgi.Options{}, "reload": &reload.Options{},
	}
	if len(args) == 0 || benchmarks[args[0]] == nil {
		return errors.New("say what to measure: static, cgi or reload")
	}
	chosen := benchmarks[args[0]]
	flags := flag.NewFlagSet("bench "+args[0], flag.ContinueOnError)
	chosen.Flags(flags)
	inJSON := flags.Bool("json", false, "print JSON")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.Lookup("server").Value.String() == "" {
		return errors.New("say which program to start: -server PATH")
	}
	result, err := chosen.Measure(ctx)
	if err != nil {
		return err
	}
	if *inJSON {
		return json.NewEncoder(out).Encode(result)
	}
	result.Print(out)
	return nil
}
