// Package command is the command line: which command was asked for, its flags, and
// the exit code. Everything else is in the packages that it calls.
package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"

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
	// asked is true where the command line asked for it: then it is that of the panel, too, which
	// otherwise speaks the browser's.
	asked bool
	// typed is what the flags of the command were given.
	typed typedValues
}

// Main runs this process's command line on its own input and output, in the language of its environment, and returns
// its exit code.
func Main() int {
	keepMemoryLow()
	locale := environmentLocale(os.Getenv, systemLanguages)
	return Run(os.Args[1:], Console{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Locale: locale})
}

// Run runs a command line and returns its exit code. What is set for the whole process is Main's.
func Run(args []string, console Console) int {
	rest, locale, err := takeLanguage(args, console.Locale)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	console.Locale, console.asked = locale, len(rest) < len(args)
	args = rest
	if len(args) == 0 {
		fmt.Fprint(console.Err, console.say("usage", nil))
		return exitUsage
	}
	run := commandNamed(args[0])
	if run == nil {
		return console.unknown(args[0])
	}
	return run(args[1:], console)
}

// commandNamed is the command of a name; nil where there is none.
func commandNamed(name string) func(args []string, console Console) int {
	switch name {
	case "serve":
		return serve
	case "check":
		return check
	case "lesson":
		return lessons
	case "har":
		return showHAR
	case "rpc":
		return rpcOverStdio
	case "version", "--version", "-version":
		return showVersion
	case "help", "--help", "-help", "-h":
		return showHelp
	default:
		return nil
	}
}

// unknown says that there is no such command, or that a flag stands in its place.
func (c Console) unknown(name string) int {
	if flag, _, _ := strings.Cut(name, "="); strings.HasPrefix(name, "-") {
		return c.usage("command.flagFirst", map[string]string{"flag": flag})
	}
	return c.usage("command.unknown", map[string]string{"command": name})
}

func showVersion(args []string, console Console) int {
	rest, err := flags{}.parse(args)
	if err == nil && len(rest) > 0 {
		err = &textError{"command.takesNothing", map[string]string{"command": "version", "argument": rest[0]}}
	}
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	return console.print(build.Describe())
}

// showHelp shows the only help that there is. People name the command that they want it for.
func showHelp(args []string, console Console) int {
	rest, err := flags{}.parse(args)
	switch {
	case err != nil:
	case len(rest) > 0 && commandNamed(rest[0]) == nil:
		return console.unknown(rest[0])
	case len(rest) > 1 && rest[0] != "lesson": // lesson has commands of its own
		err = &textError{"command.helpTakesOne", map[string]string{"argument": rest[1]}}
	}
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	return console.print(console.say("usage", nil))
}

// print writes all that a command has to say, and returns its exit code.
func (c Console) print(text string) int {
	if _, err := io.WriteString(c.Out, text); err != nil {
		return c.failed(notWritten(err))
	}
	return exitOK
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
		return c.print(c.say("usage", nil)), true
	case errors.As(err, &usage):
		if usage.key == "flag.unknown" && c.helpNames(usage.args["flag"]) {
			return c.usage("flag.notHere", usage.args), true
		}
		return c.usage(usage.key, usage.args), true
	default:
		return c.failed(err), true
	}
}

// helpNames reports whether the help shows a flag: one that is not of this command is then of another.
func (c Console) helpNames(flag string) bool {
	return slices.Contains(strings.FieldsFunc(c.say("usage", nil), func(r rune) bool { return r != '-' && !unicode.IsLetter(r) }), flag)
}

// said is an error that is a sentence in the reader's language already.
type said string

func (s said) Error() string { return string(s) }

// failed says on one line what went wrong. An error that has no words of ours is one that we
// did not think of.
func (c Console) failed(err error) int {
	sentences := []string{}
	var f *fault.Error
	var text *textError
	var here *noCurrentFolder
	var sentence said
	switch {
	case errors.As(err, &f):
		for _, each := range f.All() {
			sentences = append(sentences, c.sentence(each))
		}
	case errors.As(err, &text):
		sentences = append(sentences, c.say(text.key, text.args))
	case errors.As(err, &here):
		sentences = append(sentences, c.say("flag.noCurrentFolder", map[string]string{"cause": fault.Cause(here.cause)}))
	case errors.As(err, &sentence):
		sentences = append(sentences, strings.ReplaceAll(string(sentence), "\n", " "))
	default:
		sentences = append(sentences, c.say("failure.internal", map[string]string{"cause": fault.Cause(err)}))
	}
	fmt.Fprintln(c.Err, "vitrina: "+strings.Join(sentences, " "))
	if f != nil && f.Failure == protocol.FailureBadSetting {
		return exitUsage // a flag has a value that it cannot have
	}
	return exitError
}

// sentence is what a fault says. A setting has the name and the value that were typed.
func (c Console) sentence(f *fault.Error) string {
	flag := flagOf[f.Args["setting"]]
	if f.Failure != protocol.FailureBadSetting || flag == "" {
		return f.In(c.Locale)
	}
	value, typed := c.typed[[2]string{flag, f.Args["entry"]}]
	if !typed {
		value = f.Args["value"]
	}
	return c.say("flag.badValue", map[string]string{"flag": flag, "value": plain(value), "problem": f.Problem(c.Locale)})
}
