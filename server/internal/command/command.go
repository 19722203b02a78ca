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

// Console is what a command reads and writes.
type Console struct {
	In       io.Reader
	Out, Err io.WriteCloser
	// Locale is the language of what people read.
	Locale l10n.Locale
}

// System is the process's own input and output, in the language of its environment.
func System() Console {
	return Console{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Locale: environmentLocale(os.Getenv, systemLanguages)}
}

// Run runs a command line and returns its exit code.
func Run(args []string, console Console) int {
	args, locale, err := takeLanguage(args, console.Locale)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	console.Locale = locale
	if len(args) == 0 {
		fmt.Fprint(console.Err, console.say("usage", nil))
		return exitUsage
	}
	keepMemoryLow()
	switch name, rest := args[0], args[1:]; name {
	case "serve":
		return serve(rest, console)
	case "check":
		return check(rest, console)
	case "lesson":
		return lessons(rest, console)
	case "har":
		return showHAR(rest, console)
	case "rpc":
		return rpcOverStdio(rest, console)
	case "version", "--version":
		fmt.Fprint(console.Out, build.Describe())
		return exitOK
	case "help", "--help", "-h":
		fmt.Fprint(console.Out, console.say("usage", nil))
		return exitOK
	default:
		return console.usage("command.unknown", map[string]string{"command": name})
	}
}

// colours reports whether Out shows colours.
func (c Console) colours() bool {
	file, ok := c.Out.(*os.File)
	return ok && showsColours(file)
}

func (c Console) say(key string, args map[string]string) string {
	return l10n.Text(c.Locale, key, args)
}

// usage says on one line what is wrong with the command line.
func (c Console) usage(key string, args map[string]string) int {
	fmt.Fprintln(c.Err, "vitrina: "+c.say(key, args))
	return exitUsage
}

// textError is an error whose sentence is a text of package l10n.
type textError struct {
	key  string
	args map[string]string
}

// Error is the text's key.
func (e *textError) Error() string { return e.key }

// wrongUsage says what is wrong with a command line, if the error of reading it is one.
func (c Console) wrongUsage(err error) (code int, wrong bool) {
	var usage *textError
	switch {
	case err == nil:
		return exitOK, false
	case errors.Is(err, errHelp):
		fmt.Fprint(c.Out, c.say("usage", nil))
		return exitOK, true
	case errors.As(err, &usage):
		return c.usage(usage.key, usage.args), true
	default:
		return c.failed(err), true
	}
}

// failed says on one line what went wrong.
func (c Console) failed(err error) int {
	sentences := []string{}
	var f *fault.Error
	var text *textError
	switch {
	case errors.As(err, &f):
		for _, each := range f.All() {
			sentences = append(sentences, c.sentence(each))
		}
	case errors.As(err, &text):
		sentences = append(sentences, c.say(text.key, text.args))
	default:
		sentences = append(sentences, strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	fmt.Fprintln(c.Err, "vitrina: "+strings.Join(sentences, " "))
	if f != nil && f.Failure == protocol.FailureBadSetting {
		return exitUsage // a flag has a value that it cannot have
	}
	return exitError
}

// sentence is what a fault says. A setting has the name that it was typed by.
func (c Console) sentence(f *fault.Error) string {
	flag := flagOf[f.Args["setting"]]
	if f.Failure != protocol.FailureBadSetting || flag == "" {
		return f.In(c.Locale)
	}
	return c.say("flag.badValue", map[string]string{"flag": flag, "value": f.Args["value"], "problem": f.Problem(c.Locale)})
}
