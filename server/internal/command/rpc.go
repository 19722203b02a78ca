package command

import (
	"errors"

	"vitrina/server/internal/rpc"
	"vitrina/server/internal/service"
)

// rpcOverStdio serves an editor until it hangs up: the end of standard input ends
// everything.
func rpcOverStdio(args []string, console Console) int {
	if _, err := (flags{}).parse(args); errors.Is(err, errHelp) {
		return console.print(console.say("usage", nil))
	}
	if len(args) > 0 {
		return console.usage("command.rpcTakesNothing", map[string]string{"argument": args[0]})
	}
	s := service.New()
	if err := s.OpenPanel(0); err != nil {
		return console.failed(err)
	}
	ctx, stop := untilSignal(s.Kill)
	defer stop()
	clean := rpc.ServeStdio(ctx, console.In, console.Out, s, console.Locale)
	if err := s.Close(); err != nil {
		return console.failed(err)
	}
	if !clean { // LSP 3.17: exit without shutdown is an error
		return exitError
	}
	return exitOK
}
