package command

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/service"
)

// check says of every script how it would be run and what is wrong with it. It exits
// with 1 where one of them cannot run.
func check(args []string, console Console) int {
	params, typed, asJSON, err := parseCheck(args)
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	console.typed = typed
	result, err := service.CheckScripts(context.Background(), params, console.Locale)
	if err != nil {
		return console.failed(err)
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
		err = writeJSON(console.Out, result)
	} else {
		err = printChecked(console, params, result)
	}
	if err != nil {
		return console.failed(notWritten(err))
	}
	if cannot > 0 {
		return exitError
	}
	return exitOK
}

func printChecked(console Console, params protocol.ScriptCheckParams, result protocol.ScriptCheckResult) error {
	var lines bytes.Buffer
	if len(result.Scripts) == 0 {
		fmt.Fprintln(&lines, console.say("check.none", map[string]string{"folders": plain(strings.Join(scriptFolders(params), ", "))}))
	}
	for _, script := range result.Scripts {
		line := plain(script.Path)
		if len(script.Command) > 0 {
			line += "  →  " + plain(commandText(script.Command))
		}
		fmt.Fprintln(&lines, line)
		for _, problem := range script.Problems {
			fmt.Fprintf(&lines, "    %d: %s\n", problem.Line, plain(problem.Message))
		}
	}
	_, err := console.Out.Write(lines.Bytes())
	return err
}

// scriptFolders are the folders in which a check looks for scripts.
func scriptFolders(params protocol.ScriptCheckParams) []string {
	named := params.CGI.Directories
	if len(named) == 0 {
		named = []string{"cgi-bin"} // the default, as the help has it
	}
	folders := []string{}
	for _, each := range named {
		folders = append(folders, filepath.Join(params.Root, filepath.FromSlash(each)))
	}
	return folders
}

// commandText is a command as one would type it, without the script behind it.
func commandText(command []string) string {
	return strings.Join(command[:max(len(command)-1, 1)], " ")
}
