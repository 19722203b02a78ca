package command

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// untilSignal is a context that ends with the first signal to stop. A second one
// ends the program at once.
func untilSignal(parent context.Context) (context.Context, context.CancelFunc) {
	// A closed terminal (SIGHUP) is a signal to stop. A reader of our output that is gone
	// (SIGPIPE) must not end the program before its scripts are: writing fails instead. The
	// signal is received and not ignored, since scripts would inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}
