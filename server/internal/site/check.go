package site

import (
	"context"
	"os"
	"path/filepath"

	"vitrina/server/internal/cgi"
	"vitrina/server/internal/config"
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// CheckScripts checks every script in a folder, or only one (only, "" for all), and runs none:
// how it would be run, and its problems in a language. Its errors are fault.Errors, or the
// context's.
func CheckScripts(ctx context.Context, c config.Config, only string, locale l10n.Locale) (protocol.ScriptCheckResult, error) {
	result := protocol.ScriptCheckResult{Scripts: []protocol.CheckedScript{}}
	root, err := os.OpenRoot(c.Root)
	if err != nil {
		return result, fault.New(protocol.FailureRootUnreadable, "path", c.Named).Because(err)
	}
	defer root.Close()
	defer context.AfterFunc(ctx, func() { _ = root.Close() })() // so that the look ends soon
	runner := &cgi.Runner{Root: c.Root, Interpreters: c.CGI.Interpreters}
	checked, err := runner.Check(root, c.CGI.Folders, only)
	switch {
	case ctx.Err() != nil:
		return result, ctx.Err()
	case err != nil:
		return result, fault.New(protocol.FailureRootUnreadable, "path", c.Named).Because(err)
	}
	for _, each := range checked {
		shown := protocol.CheckedScript{Path: each.Script.Path, Command: each.Command, Problems: []protocol.Diagnostic{}}
		if shown.Command == nil {
			shown.Command = []string{}
		}
		for _, p := range each.Problems {
			shown.Problems = append(shown.Problems, protocol.Diagnostic{
				Path: filepath.Join(c.Named, filepath.FromSlash(each.Script.Path)), Line: p.Line, Severity: p.Severity, Code: string(p.Code), Message: sentence(locale, p, len(each.Command) == 0),
			})
		}
		result.Scripts = append(result.Scripts, shown)
	}
	return result, nil
}

// sentence describes a problem. A script that cannot run has the sentences of its error page.
func sentence(locale l10n.Locale, p cgi.Problem, noCommand bool) string {
	if noCommand && p.Severity == protocol.SeverityError && p.Code != cgi.CheckFailed {
		key := "error." + string(cgi.ScriptCannotRun) + "." + string(p.Code)
		return l10n.Text(locale, key+".what", p.Args) + " " + l10n.Text(locale, key+".todo", p.Args)
	}
	return l10n.Text(locale, "check."+string(p.Code), p.Args)
}
