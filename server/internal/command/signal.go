package command

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// untilSignal is a context that ends with the first signal to stop. Whoever sends a second
// one does not want to wait: every script is ended by kill, and the program with it.
func untilSignal(kill func()) (context.Context, context.CancelFunc) {
	// A closed terminal (SIGHUP) is a signal to stop. A reader of our output that is gone
	// (SIGPIPE) must not end the program before its scripts are: writing fails instead. The
	// signal is received and not ignored, since scripts would inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-signals
		cancel()
		for again := range signals {
			if again == syscall.SIGHUP {
				continue // the system and the shell each send one for the same closed terminal
			}
			kill()
			os.Exit(exitSignal + int(again.(syscall.Signal)))
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		cancel()
	}
}
