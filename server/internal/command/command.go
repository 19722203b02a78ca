// Package command is the command line: which command was asked for, its flags, and
// the exit code. Everything else is in the packages that it calls.
package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"vitrina/server/internal/build"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Exit codes. Usage errors are told apart from what went wrong later, as most
// command lines do.
const (
	exitOK    = 0
	exitError = 1
	exitUsage = 2
	// exitSignal, plus its number, is the exit code where a second signal ended the program,
	// as shells have it (POSIX, XCU 2.8.2).
	exitSignal = 128
)

// IO is what a command reads and writes.
type IO struct {
	In       io.Reader
	Out, Err io.WriteCloser
	// Locale is the language of what is said on Err.
	Locale l10n.Locale
}

// System is the process's own input and output, in the language of its environment.
func System() IO {
	return IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Locale: environmentLocale(os.Getenv)}
}

// Run runs a command line and returns its exit code.
func Run(args []string, io IO) int {
	if len(args) == 0 {
		fmt.Fprint(io.Err, io.say("usage", nil))
		return exitUsage
	}
	keepMemoryLow()
	switch name, rest := args[0], args[1:]; name {
	case "serve":
		return serve(rest, io)
	case "check":
		return check(rest, io)
	case "rpc":
		return rpcOverStdio(rest, io)
	case "version", "--version":
		fmt.Fprint(io.Out, build.Describe())
		return exitOK
	case "help", "--help", "-h":
		fmt.Fprint(io.Out, io.say("usage", nil))
		return exitOK
	default:
		return io.usage("command.unknown", map[string]string{"command": name})
	}
}

// colours tells whether Out shows colours.
func (io IO) colours() bool {
	file, ok := io.Out.(*os.File)
	return ok && showsColours(file)
}

func (io IO) say(key string, args map[string]string) string { return l10n.Text(io.Locale, key, args) }

// usage says on one line what is wrong with the command line.
func (io IO) usage(key string, args map[string]string) int {
	fmt.Fprintln(io.Err, "vitrina: "+io.say(key, args))
	return exitUsage
}

// wrongUsage says what is wrong with a command line, if the error of reading it is one.
func (io IO) wrongUsage(err error) (code int, wrong bool) {
	var usage *usageError
	switch {
	case err == nil:
		return exitOK, false
	case errors.Is(err, errHelp):
		fmt.Fprint(io.Out, io.say("usage", nil))
		return exitOK, true
	case errors.As(err, &usage):
		return io.usage(usage.key, usage.args), true
	default:
		return io.failed(err), true
	}
}

// failed says on one line what went wrong.
func (io IO) failed(err error) int {
	sentences := []string{}
	var f *fault.Error
	if errors.As(err, &f) {
		for _, each := range f.All() {
			sentences = append(sentences, io.sentence(each))
		}
	} else {
		sentences = append(sentences, strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	fmt.Fprintln(io.Err, "vitrina: "+strings.Join(sentences, " "))
	if f != nil && f.Failure == protocol.FailureBadSetting {
		return exitUsage // a flag has a value that it cannot have
	}
	return exitError
}

// sentence is what a fault says. A setting has the name that it was typed by.
func (io IO) sentence(f *fault.Error) string {
	flag := flagOf[f.Args["setting"]]
	if f.Failure != protocol.FailureBadSetting || flag == "" {
		return f.In(io.Locale)
	}
	return io.say("flag.badValue", map[string]string{"flag": flag, "value": f.Args["value"], "problem": f.Problem(io.Locale)})
}
