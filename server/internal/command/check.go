package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/service"
)

// check says of every script how it would be run and what is wrong with it. It exits
// with 1 where one of them cannot run.
func check(args []string, io IO) int {
	params, asJSON, err := parseCheck(args)
	if code, wrong := io.wrongUsage(err); wrong {
		return code
	}
	result, err := service.CheckScripts(context.Background(), params, io.Locale)
	if err != nil {
		return io.failed(err)
	}
	cannot := 0
	for _, script := range result.Scripts {
		for _, problem := range script.Problems {
			if problem.Severity == protocol.SeverityError {
				cannot++
			}
		}
	}
	if asJSON {
		jsonPrinter{io}.print(result)
	} else {
		printChecked(io, result)
	}
	if cannot > 0 {
		return exitError
	}
	return exitOK
}

func printChecked(io IO, result protocol.ScriptCheckResult) {
	if len(result.Scripts) == 0 {
		fmt.Fprintln(io.Out, io.say("check.none", nil))
	}
	for _, script := range result.Scripts {
		line := plain(script.Path)
		if len(script.Command) > 0 {
			line += "  →  " + plain(commandText(script.Command))
		}
		fmt.Fprintln(io.Out, line)
		for _, problem := range script.Problems {
			fmt.Fprintf(io.Out, "    %d: %s\n", problem.Line, plain(problem.Message))
		}
	}
}

// commandText is a command as one would type it, without the script behind it.
func commandText(command []string) string {
	return strings.Join(command[:max(len(command)-1, 1)], " ")
}

func parseCheck(args []string) (params protocol.ScriptCheckParams, asJSON bool, err error) {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var cgiFolders, commands list
	flags.Var(&cgiFolders, "cgi-dir", "")
	flags.Var(&commands, "interpreter", "")
	flags.BoolVar(&asJSON, "json", false, "")
	folders, err := parseMixed(flags, args)
	if err != nil {
		return params, asJSON, err
	}
	params.CGI.Directories = cgiFolders
	if params.CGI.Interpreters, err = interpreters(commands); err != nil {
		return params, asJSON, err
	}
	params.Root, err = rootFolder(folders)
	return params, asJSON, err
}

// wrongUsage says what is wrong with a command line, if the error of reading it says so.
func (io IO) wrongUsage(err error) (code int, wrong bool) {
	var usage *usageError
	switch {
	case err == nil:
		return exitOK, false
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(io.Out, io.say("usage", nil))
		return exitOK, true
	case errors.As(err, &usage):
		return io.usage(usage.key, usage.args), true
	default:
		return io.usage("flag.wrong", map[string]string{"cause": err.Error()}), true
	}
}
