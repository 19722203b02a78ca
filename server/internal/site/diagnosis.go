package site

import (
	"bufio"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/blame"
	"vitrina/server/internal/cgi"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/mistake"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/record"
)

// diagnosis is what is known of a fault of a script: its place, where there is one, and its
// cause, where it was recognised.
type diagnosis struct {
	trace blame.Trace // no line where nothing was reported
	// args name the mistake and the values in its texts, for l10n.Mistake.
	args map[string]string
	// ofCommand is true where a command that the script called told it, and not the interpreter.
	ofCommand bool
}

// diagnose finds the place and the cause in what a script's interpreter said, on standard
// error or on the page.
func (s *Site) diagnose(rec *record.Exchange, script cgi.Script, run protocol.ScriptRun, printed func() string, failed bool) diagnosis {
	ran := blame.Script{Root: s.folder.current().path, File: script.File, Command: run.Command}
	var trace blame.Trace
	var found bool
	if failed {
		if trace, found = ran.Traceback(run.Stderr); !found {
			trace, found = ran.TracebackOfPage(printed())
		}
	} else {
		trace, found = ran.Warning(run.Stderr, printed)
	}
	if !found {
		return s.diagnoseWithoutPlace(rec, script, ran, run, failed)
	}
	if earlier, ok := ran.Warning(run.Stderr, printed); failed && ok && mistake.Follows(trace.Message, trace.Line, earlier.Message, earlier.Line) && earlier.Path == trace.Path {
		trace = earlier
	}
	args := map[string]string{"mistake": "other", "message": trace.Message}
	if recognised, ok := mistake.Of(s.failure(rec, script, ran, run, trace)); ok {
		args = recognised.Args
		args["mistake"] = recognised.Key
		if recognised.Line > 0 {
			trace.Line = recognised.Line
		}
	}
	shorten(args)
	if args["mistake"] == "carriageReturn" { // it is in every line
		trace.Line = 1
		return diagnosis{trace: trace, args: args}
	}
	args["line"], args["path"] = strconv.Itoa(trace.Line), filepath.ToSlash(strings.TrimPrefix(trace.Path, s.folder.current().path+string(filepath.Separator)))
	return diagnosis{trace: trace, args: args}
}

// diagnoseWithoutPlace finds the cause where no line of the site was named.
func (s *Site) diagnoseWithoutPlace(rec *record.Exchange, script cgi.Script, ran blame.Script, run protocol.ScriptRun, failed bool) diagnosis {
	quiet, unflushed := strings.TrimSpace(run.Stderr) == "", 0
	if quiet && ran.Language() == "python" {
		unflushed = mistake.Unflushed(blame.ReadSource(script.File))
	}
	switch {
	case ranWithoutFile(run):
		return diagnosis{args: map[string]string{"mistake": "awkWithoutFile", "start": run.Command[0] + " -f"}}
	case unflushed > 0:
		return diagnosis{args: map[string]string{"mistake": "exitUnflushed", "line": strconv.Itoa(unflushed), "path": script.Path}}
	case !failed:
		return s.diagnoseCommand(rec, script, ran, run)
	case quiet:
		return diagnosis{args: map[string]string{"mistake": silent(ran, run)}}
	}
	recognised, ok := mistake.Of(s.failure(rec, script, ran, run, blame.Trace{Message: ran.Message(run.Stderr)}))
	if !ok && run.Signal != "" {
		return diagnosis{args: map[string]string{"mistake": ofSignal(run.Signal)}}
	}
	if !ok {
		return diagnosis{}
	}
	recognised.Args["mistake"] = recognised.Key
	if recognised.NeedsLine() {
		recognised.Args = map[string]string{"mistake": "withoutLine", "message": ran.Message(run.Stderr)}
	}
	shorten(recognised.Args)
	if d := s.diagnoseCommand(rec, script, ran, run); d.trace.Line > 0 {
		return d
	}
	return diagnosis{args: recognised.Args}
}

// diagnoseCommand finds the line of a shell script that called a command which then found no file.
// The shell itself does not tell, and goes on.
func (s *Site) diagnoseCommand(rec *record.Exchange, script cgi.Script, ran blame.Script, run protocol.ScriptRun) diagnosis {
	if !slices.Contains([]string{"sh", "bash"}, ran.Language()) {
		return diagnosis{}
	}
	message := ran.Message(run.Stderr)
	command, _, _ := strings.Cut(message, ":")
	recognised, ok := mistake.Of(s.failure(rec, script, ran, run, blame.Trace{Message: message}))
	if !ok || recognised.Args["file"] == "" {
		return diagnosis{}
	}
	line := blame.ReadSource(script.File).LineOfCommand(command, recognised.Args["file"])
	if line == 0 {
		return diagnosis{}
	}
	recognised.Args["mistake"], recognised.Args["line"], recognised.Args["path"] = recognised.Key, strconv.Itoa(line), script.Path
	shorten(recognised.Args)
	return diagnosis{blame.Trace{Path: script.File, Line: line, Code: "error", Message: message}, recognised.Args, true}
}

// maxValue is how many characters of a value a sentence has.
const maxValue = 300

// shorten cuts long values: a message of an interpreter's may hold all that it was given.
func shorten(args map[string]string) {
	for name, value := range args {
		if runes := []rune(value); len(runes) > maxValue {
			args[name] = string(runes[:maxValue]) + "…"
		}
	}
}

// failure is what a mistake is recognised by.
func (s *Site) failure(rec *record.Exchange, script cgi.Script, ran blame.Script, run protocol.ScriptRun, trace blame.Trace) mistake.Failure {
	folder := path.Dir(script.Path)
	language, command := ran.Language(), ""
	if len(run.Command) > 0 {
		command = run.Command[0]
	}
	if isOfPython(language, trace) {
		language, command = "python", "python3"
	}
	managed := false
	if language == "python" && len(run.Command) > 0 {
		environment, _ := s.cgi.Environment(run.Command)
		managed = environment == "" && cgi.IsManaged(run.Command)
	}
	var source blame.Source
	crlf, named := false, script.File
	if s.isSource(trace.Path) {
		source, crlf, named = blame.ReadSource(trace.Path), endsLinesWithCRLF(trace.Path), trace.Path
	}
	return mistake.Failure{
		Language: language, Command: command, Managed: managed, Message: trace.Message, Named: s.namedFor(script, ran, trace),
		Source: source, Line: trace.Line, CRLF: crlf, UnreadMark: cgi.HasUnreadMark(named, run.Command),
		Method: variable(run, "REQUEST_METHOD"), Empty: slices.Contains([]string{"", "0"}, variable(run, "CONTENT_LENGTH")),
		Type:      mediatype.Parse(variable(run, "CONTENT_TYPE")).Essence,
		Folder:    folder,
		Elsewhere: func(name string) string { return s.elsewhere(folder, name) },
		Exists: func(name string) bool {
			_, err := os.Stat(filepath.Join(filepath.Dir(script.File), filepath.FromSlash(name)))
			return err == nil
		},
		Form: s.form(rec, run),
	}
}

// namedFor is the language that the script's name stands for, where the failure is its own.
func (s *Site) namedFor(script cgi.Script, ran blame.Script, trace blame.Trace) string {
	if trace.Path != "" && trace.Path != script.File {
		return ""
	}
	return mistake.NamedFor(script.Path, ran.Language(), blame.ReadSource(script.File))
}

// isOfPython reports whether a report is of Python, called by a script in another language.
// Its messages begin with the kind of error.
func isOfPython(language string, trace blame.Trace) bool {
	return slices.Contains([]string{"", "sh", "bash"}, language) && strings.HasSuffix(trace.Code, "Error") && strings.HasPrefix(trace.Message, trace.Code)
}

// variable is a variable of the environment that a script had, empty where it had none.
func variable(run protocol.ScriptRun, name string) string {
	for _, pair := range run.Env {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// endsLinesWithCRLF reports whether a file's first line ends as on Windows.
func endsLinesWithCRLF(file string) bool {
	source, err := os.Open(file)
	if err != nil {
		return false
	}
	defer source.Close()
	line, err := bufio.NewReader(io.LimitReader(source, 4<<10)).ReadString('\n')
	return err == nil && strings.HasSuffix(line, "\r\n")
}

// maxLookedAt is how many names of the site are looked at for a file that a script did not find.
const maxLookedAt = 2000

// elsewhere is the path, from a folder, of the one file of a name in the site; empty where
// there is none, or several.
func (s *Site) elsewhere(folder, name string) string {
	found, looked := []string{}, 0
	_ = fs.WalkDir(s.root().FS(), ".", func(at string, entry fs.DirEntry, err error) error {
		if looked++; looked > maxLookedAt {
			return fs.SkipAll
		}
		switch {
		case err != nil:
			return nil // what cannot be read is not suggested
		case at != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules"):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.IsDir() && entry.Name() == name:
			found = append(found, at)
		case entry.IsDir():
			s.opening(at)()
		}
		return nil
	})
	if len(found) != 1 {
		return ""
	}
	relative, err := filepath.Rel(filepath.FromSlash(folder), filepath.FromSlash(found[0]))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(relative)
}

// maxPage is how much of a page is looked through for what an interpreter wrote there.
const maxPage = 1 << 20

// printed gives the content of an exchange's response, as far as it was kept.
func (s *Site) printed(rec *record.Exchange) func() string {
	return func() string {
		body, _, _ := s.options.Store.Body(rec.ID(), protocol.BodyOfResponse, 0, maxPage)
		return string(body)
	}
}

// isShellLines reports whether the mistake is that a shell failed at lines that end in CR LF.
func (d diagnosis) isShellLines() bool { return d.args["mistake"] == "carriageReturn" }

// with adds the mistake to what else a text speaks of.
func (d diagnosis) with(args map[string]string) map[string]string {
	all := maps.Clone(d.args)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, args)
	return all
}

// ofTimeout is what is known of a script that was stopped: where it was. What it wrote before
// is not why.
func (d diagnosis) ofTimeout() diagnosis {
	if !d.trace.Interrupted() {
		return diagnosis{}
	}
	args := maps.Clone(d.args)
	args["mistake"] = "stoppedAt"
	return diagnosis{trace: d.trace, args: args}
}

// checkedCode is the code by which a check tells of a mistake that is in the whole file: an editor mends both alike.
var checkedCode = map[string]string{"byteOrderMark": "unreadByteOrderMark", "carriageReturn": "shellCR"}

// diagnostic is the place for an editor: the cause in its language, and the interpreter's own words.
func (d diagnosis) diagnostic(locale l10n.Locale, failed bool) protocol.Diagnostic {
	severity := protocol.SeverityError
	if !failed {
		severity = protocol.SeverityWarning
	}
	message, code := d.trace.Message, d.trace.Code
	if checked, ok := checkedCode[d.args["mistake"]]; ok {
		code = checked
	}
	if d.args["mistake"] != "other" {
		args := maps.Clone(d.args)
		delete(args, "line") // the editor shows it
		what, todo := l10n.Mistake(locale, args)
		message = what + " " + todo + "\n" + message
	}
	return protocol.Diagnostic{Path: d.trace.Path, Line: d.trace.Line, Column: d.trace.Column, Severity: severity, Code: code, Message: message}
}
