package lesson

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// TestFile is a lesson.test: what students may do, and what is then to be so.
type TestFile struct{ Runs []Run }

// Run begins in a fresh copy of the lesson's folder.
type Run struct {
	Name string
	Line int
	// Serve are flags of vitrina serve.
	Serve []string
	Do    []Command
}

// Command is a line of a run.
type Command struct {
	Line int
	// Verb is what is done.
	Verb Verb
	// Step is the step that it is about.
	Step string
	// Option is the chosen option, from 0.
	Option int
	// Not is true where a step must not be done.
	Not bool
	// Text is what a hint or a file contains, and Old what it replaces.
	Text, Old string
	// File is the file that is written, relative to the lesson's folder, and From the one that it is
	// copied from.
	File, From string
	Request    TestRequest
}

// TestRequest is a request of a test.
type TestRequest struct {
	Method, Target string
	Form           string
	Fields         []Field
	Times          int
	// Again is true where it asks whether what was sent before is still good, as a browser does.
	Again bool
}

// Verb is what a command of a test does.
type Verb string

// The verbs.
const (
	VerbRequest Verb = "request"
	VerbChoose  Verb = "choose"
	VerbRead    Verb = "read"
	VerbExpect  Verb = "expect"
	VerbHint    Verb = "hint"
	VerbWrite   Verb = "write"
	VerbReplace Verb = "replace"
)

// Bounds of a test file.
const (
	maxRuns     = 200
	maxCommands = 200
	maxTimes    = 100
)

// ParseTest reads a lesson.test. The steps and options that it names must be those of the lesson.
func ParseTest(source []byte, l *Lesson) (TestFile, []Problem) {
	t := &testReader{lesson: l}
	if len(source) > MaxFile || !utf8.Valid(source) {
		t.problem("lesson.notText")
		return t.file, t.problems
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(source), "\uFEFF"), "\r\n", "\n")
	for line := range strings.SplitSeq(text, "\n") {
		t.line++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if len(t.problems) < maxProblems {
			t.read(line)
		}
	}
	for _, run := range t.file.Runs {
		if len(run.Do) == 0 && run.Serve == nil && len(t.problems) == 0 {
			t.line = run.Line
			t.problem("lesson.test.emptyRun", "run", short(run.Name))
		}
	}
	return t.file, t.problems
}

type testReader struct {
	lesson   *Lesson
	file     TestFile
	line     int
	problems []Problem
}

func (t *testReader) problem(code string, args ...string) {
	problem := Problem{Line: max(t.line, 1), Column: 1, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		problem.Args[args[i]] = args[i+1]
	}
	t.problems = append(t.problems, problem)
}

// read reads a line that says something.
func (t *testReader) read(line string) {
	verb, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	if verb == "run" {
		switch {
		case rest == "":
			t.problem("lesson.test.noName")
		case len(t.file.Runs) == maxRuns:
			t.problem("lesson.test.tooMany", "most", number(maxRuns))
			return
		}
		t.file.Runs = append(t.file.Runs, Run{Name: rest, Line: t.line})
		return
	}
	if len(t.file.Runs) == 0 {
		t.problem("lesson.test.noRun")
		return
	}
	run := &t.file.Runs[len(t.file.Runs)-1]
	if verb == "serve" {
		flags, with := strings.CutPrefix(rest, "with ")
		if !with || len(run.Do) > 0 {
			t.problem("lesson.test.serve")
			return
		}
		run.Serve = strings.Fields(flags)
		return
	}
	words, raw, ok := testWords(rest)
	command := Command{Line: t.line}
	switch {
	case !ok:
		t.problem("lesson.unclosed")
		return
	case verb == "choose":
		ok = t.choose(&command, words)
	case verb == "read":
		ok = t.step(&command, VerbRead, words, 1)
	case verb == "expect":
		if len(words) > 0 && words[0] == "not" {
			command.Not, words = true, words[1:]
		}
		ok = t.step(&command, VerbExpect, words, 1)
	case verb == "hint":
		if ok = t.step(&command, VerbHint, words, 2); ok {
			command.Text = words[1]
		}
	case verb == "write":
		ok = len(words) == 3 && words[1] == "from" || len(words) == 2
		if ok {
			command.Verb, command.File, command.Text = VerbWrite, words[0], words[len(words)-1]
			if len(words) == 3 {
				command.From, command.Text = words[2], ""
			}
		}
	case verb == "replace":
		if ok = len(words) == 3 && words[1] != ""; ok {
			command.Verb, command.File, command.Old, command.Text = VerbReplace, words[0], words[1], words[2]
		}
	default:
		command.Request, ok = requestOf(verb, words, raw)
		command.Verb = VerbRequest
		upper := strings.ToUpper(verb)
		if known := slices.Contains(methods, upper); !ok && known && len(words) > 0 {
			if upper != verb {
				t.problem("lesson.test.capitals", "method", upper, "found", short(verb))
			} else if !strings.HasPrefix(words[0], "/") {
				t.problem("lesson.test.noSlash", "method", verb, "target", short(words[0]))
			}
		}
	}
	switch {
	case len(run.Do) == maxCommands:
		t.problem("lesson.test.tooMany", "most", number(maxCommands))
	case ok:
		run.Do = append(run.Do, command)
	case len(t.problems) == 0 || t.problems[len(t.problems)-1].Line != t.line:
		t.problem("lesson.test.unknown", "line", short(line))
	}
}

// step reads the step that a command is about, which has a number of words.
func (t *testReader) step(command *Command, verb Verb, words []string, count int) bool {
	if len(words) != count {
		return false
	}
	command.Verb, command.Step = verb, words[0]
	if t.lesson.Step(words[0]) == nil {
		t.problem("lesson.test.noStep", "id", short(words[0]))
		return false
	}
	return true
}

func (t *testReader) choose(command *Command, words []string) bool {
	if !t.step(command, VerbChoose, words, 2) {
		return false
	}
	option, err := strconv.Atoi(words[1])
	choice := t.lesson.Step(words[0]).Choice
	if err != nil || choice == nil || option < 1 || option > len(choice.Options) {
		t.problem("lesson.test.noOption", "id", words[0], "option", short(words[1]))
		return false
	}
	command.Option = option - 1
	return true
}

// requestOf reads METHOD TARGET [FORM] [with NAME: VALUE]… [again] [N times]. Quotes belong to the value
// of a field.
func requestOf(method string, words, raw []string) (TestRequest, bool) {
	name, is := methodOf(word{text: method})
	if !is || name != method || len(words) == 0 || !strings.HasPrefix(words[0], "/") && words[0] != "*" {
		return TestRequest{}, false
	}
	r := TestRequest{Method: method, Target: words[0], Times: 1}
	words, raw = words[1:], raw[1:]
	if last := len(words) - 1; last > 0 && (words[last] == "times" || words[last] == "veces") {
		times, err := strconv.Atoi(words[last-1])
		if err != nil || times < 1 || times > maxTimes {
			return r, false
		}
		r.Times, words = times, words[:last-1]
	}
	if last := len(words) - 1; last >= 0 && words[last] == "again" {
		r.Again, words = true, words[:last]
	}
	if len(words) > 0 && words[0] != "with" {
		r.Form, words, raw = words[0], words[1:], raw[1:]
	}
	for len(words) > 0 {
		if words[0] != "with" {
			return r, false
		}
		end := slices.Index(words[1:], "with") + 1
		if end == 0 {
			end = len(words)
		}
		name, value, is := strings.Cut(strings.Join(raw[1:end], ""), ":")
		if !is || !isField(strings.TrimSpace(name)) || strings.ContainsAny(value, "\r\n") {
			return r, false
		}
		r.Fields, words = append(r.Fields, Field{strings.TrimSpace(name), strings.TrimSpace(value)}), words[end:]
		raw = raw[end:]
	}
	return r, true
}

// testWords parts what follows a verb. A text in double quotes may have \n, \t, \" and \\ in it, and so
// may one in backquotes; raw is each word as it stands there, with the space before it.
func testWords(text string) (words, raw []string, ok bool) {
	for text = strings.TrimSpace(text); text != ""; {
		bare := strings.TrimLeft(text, " \t")
		space := text[:len(text)-len(bare)]
		text = bare
		quote := text[0]
		if quote != '"' && quote != '`' {
			end := strings.IndexAny(text, " \t")
			if end < 0 {
				end = len(text)
			}
			words, raw, text = append(words, text[:end]), append(raw, space+text[:end]), text[end:]
			continue
		}
		var value strings.Builder
		at := 1
		for ; at < len(text) && text[at] != quote; at++ {
			if text[at] != '\\' || at+1 == len(text) {
				value.WriteByte(text[at])
				continue
			}
			at++
			switch text[at] {
			case 'n':
				value.WriteByte('\n')
			case 't':
				value.WriteByte('\t')
			case '"', '`', '\\':
				value.WriteByte(text[at])
			default:
				value.WriteString(text[at-1 : at+1])
			}
		}
		if at >= len(text) {
			return nil, nil, false
		}
		words, raw, text = append(words, value.String()), append(raw, space+text[:at+1]), text[at+1:]
	}
	return words, raw, true
}
