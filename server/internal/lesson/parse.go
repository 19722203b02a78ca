package lesson

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// fileReader reads one file.
type fileReader struct {
	lesson   *Lesson
	problems []Problem
	// lines are the file's, without what ends them, and starts the offset of each.
	lines  []string
	starts []int
	source []byte // the file, with spaces in the place of its front matter
	step   *Step  // the one that is being read; nil before the first
	// same is the subject of the line before.
	same *Subject
}

// Parse reads a lesson's file. Its language is that which its assertions are read in first; both are
// understood. Where one of the problems is an error, the lesson is not to be used.
func Parse(source []byte, locale l10n.Locale) (*Lesson, []Problem) {
	p := &fileReader{lesson: &Lesson{Locale: locale, Predict: true}}
	if len(source) > MaxFile {
		p.problem(1, 1, "lesson.tooLarge", "kibibytes", number(MaxFile>>10))
		return p.lesson, p.problems
	}
	if !utf8.Valid(source) || strings.IndexByte(string(source), 0) >= 0 {
		p.problem(1, 1, "lesson.notText")
		return p.lesson, p.problems
	}
	text := strings.TrimPrefix(string(source), "\uFEFF")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	p.split(text)
	body := p.frontMatter(p.lines)
	if at := p.nested(body); at > 0 {
		p.problem(at, 1, "lesson.tooNested")
		return p.lesson, p.problems
	}
	p.source = []byte(text)
	for i := range p.startOf(body) {
		if p.source[i] != '\n' {
			p.source[i] = ' '
		}
	}
	p.body()
	p.whole()
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	return p.lesson, p.problems
}

func (p *fileReader) split(text string) {
	offset := 0
	for line := range strings.Lines(text) {
		p.lines = append(p.lines, strings.TrimSuffix(line, "\n"))
		p.starts = append(p.starts, offset)
		offset += len(line)
	}
	p.starts = append(p.starts, offset)
}

// startOf is the offset behind a number of lines.
func (p *fileReader) startOf(lines int) int { return p.starts[min(lines, len(p.starts)-1)] }

// lineOf is the line, from 1, that an offset is in.
func (p *fileReader) lineOf(offset int) int {
	low, high := 0, len(p.lines)
	for low < high {
		if middle := (low + high) / 2; p.starts[middle] <= offset {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return max(low, 1)
}

// mostTogether is how many lines, and how many brackets, may follow each other without an empty line. More
// make parsing slow: goldmark looks at each of them for the other.
const mostTogether = 1000

// nested is the first line that nests more than a person would write; 0 where there is none.
func (p *fileReader) nested(from int) int {
	together, brackets := 0, 0
	for i := from; i < len(p.lines); i++ {
		line := p.lines[i]
		together, brackets = together+1, brackets+strings.Count(line, "[")
		if strings.Trim(line, " \t>") == "" && !strings.Contains(line, ">") {
			together, brackets = 0, 0
		}
		if together > mostTogether || brackets > mostTogether || tooNested(line) || indent(line) > 2*mostMarkers {
			return i + 1
		}
	}
	return 0
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// body reads what follows the front matter: a heading of the second level begins a step.
func (p *fileReader) body() {
	for node := markdown(p.source).FirstChild(); node != nil; node = node.NextSibling() {
		if heading, is := node.(*ast.Heading); is && heading.Level <= 2 {
			p.heading(heading)
			continue
		}
		if code, is := node.(*ast.FencedCodeBlock); is {
			if p.fenced(code) {
				continue
			}
		}
		p.linksIn(node, p.source, p.lineOf)
		block, is := blockOf(node, p.source, 0)
		switch {
		case !is:
		case p.step == nil:
			p.lesson.Intro = append(p.lesson.Intro, block)
		default:
			p.step.Blocks = append(p.step.Blocks, block)
		}
	}
}

// named parts a heading from the name of its step, in braces at its end.
func named(heading string) (title, id string, is bool) {
	title, behind, is := cutLast(heading, "{#")
	id, ends := strings.CutSuffix(behind, "}")
	if !is || !ends || strings.ContainsAny(id, "{}") {
		return heading, "", false
	}
	return strings.TrimSpace(title), id, true
}

// bareID is the name of a step in braces without #; empty where there is none.
func bareID(title string) string {
	_, behind, is := cutLast(title, "{")
	if id, ends := strings.CutSuffix(behind, "}"); is && ends && validID(id) {
		return id
	}
	return ""
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

func (p *fileReader) heading(node *ast.Heading) {
	at := p.lineOf(max(node.Pos(), 0))
	title := strings.TrimSpace(Plain(inlines(node, p.source)))
	title, id, is := named(title)
	if bare := bareID(title); !is && bare != "" {
		p.problem(at, 1, "lesson.noHash", "found", "{"+bare+"}", "meant", "{#"+bare+"}")
	}
	if is && !validID(id) {
		p.problem(at, 1, "lesson.badID", "id", short(id))
		id = ""
	}
	if node.Level == 1 {
		p.problem(at, 1, "lesson.heading")
		return
	}
	if id == "" {
		id = idOf(title)
	}
	switch {
	case title == "" || id == "":
		p.problem(at, 1, "lesson.noHeading")
		return
	case len(p.lesson.Steps) == MaxSteps:
		p.problem(at, 1, "lesson.tooManySteps", "most", number(MaxSteps))
		return
	case p.lesson.Step(id) != nil:
		p.problem(at, 1, "lesson.idTwice", "id", id)
	}
	p.lesson.Steps = append(p.lesson.Steps, Step{ID: id, Title: title, At: at})
	p.step, p.same = &p.lesson.Steps[len(p.lesson.Steps)-1], nil
}

// maxID is the length of a step's id.
const maxID = 64

func validID(id string) bool {
	for _, r := range id {
		if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return id != "" && len(id) <= maxID
}

// idOf is an id made from a heading.
func idOf(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	id := strings.Join(words, "-")
	for len(id) > maxID {
		_, size := utf8.DecodeLastRuneInString(id)
		id = id[:len(id)-size]
	}
	return id
}

// placed is a line of a fenced block.
type placed struct {
	text string
	// line counts from 1; indent is how many UTF-16 code units stand before the text.
	line, indent int
}

// fenced reads a block that is more than text; it reports whether it is one.
func (p *fileReader) fenced(node *ast.FencedCodeBlock) bool {
	word := strings.ToLower(string(node.Language(p.source)))
	kind := fenceOf(word)
	first := p.lineOf(max(node.Pos(), 0))
	if meant := meantFence(word); kind == "" && meant != "" {
		// Shown as code, it would give away what is to be found out.
		p.problem(first, 1, "lesson.nearFence", "word", short(word), "meant", meant)
		return true
	}
	if p.unclosed(node, first, kind) {
		p.problem(first, 1, "lesson.unclosedFence", "line", number(first))
		return true
	}
	if kind == "" {
		return false
	}
	lines := []placed{}
	for i := range node.Lines().Len() {
		segment := node.Lines().At(i)
		at := p.lineOf(segment.Start)
		whole := p.lines[at-1]
		text := strings.TrimSpace(whole)
		lines = append(lines, placed{text: text, line: at, indent: units(whole[:strings.Index(whole, text)])})
	}
	if p.step == nil {
		p.problem(first, 1, "lesson.outside", "word", word)
		return true
	}
	switch kind {
	case fenceCheck:
		if p.step.Check != nil {
			p.problem(first, 1, "lesson.twice", "word", word)
			return true
		}
		p.same = nil
		before := len(p.problems)
		p.step.Check = p.assertions(lines)
		if len(p.step.Check) == 0 && len(p.problems) == before {
			p.problem(first, 1, "lesson.nothing", "word", word)
		}
	case fenceChoice:
		if p.step.Choice != nil {
			p.problem(first, 1, "lesson.twice", "word", word)
			return true
		}
		p.choice(lines, first)
	case fenceHint:
		if len(p.step.Hints) == maxHints {
			p.problem(first, 1, "lesson.tooMany", "most", number(maxHints), "word", word)
			return true
		}
		p.hint(lines, first)
	case fenceDone:
		if p.step.Afterwards != nil {
			p.problem(first, 1, "lesson.twice", "word", word)
			return true
		}
		p.step.Afterwards = p.markdown(lines)
	}
	return true
}

// option reads the line of an option: - [ ] text, or - [x] text for the right one.
func option(line string) (text string, right, is bool) {
	if len(line) < 6 || !strings.ContainsRune("-*+", rune(line[0])) || line[1:3] != " [" || line[4:6] != "] " || !strings.ContainsRune(" xX", rune(line[3])) {
		return "", false, false
	}
	return strings.TrimSpace(line[6:]), line[3] != ' ', true
}

func (p *fileReader) choice(lines []placed, first int) {
	choice := &Choice{Right: -1, at: first}
	question := []string{}
	for _, line := range lines {
		text, right, is := option(line.text)
		switch {
		case !is && line.text == "":
		case !is && len(choice.Options) == 0:
			question = append(question, line.text)
		case !is:
			p.problem(line.line, 1+line.indent, "lesson.badOption")
		case len(choice.Options) == maxOptions:
			p.problem(line.line, 1, "lesson.tooMany", "most", number(maxOptions), "word", fenceWords[p.lesson.Locale][fenceChoice])
			return
		default:
			if right {
				if choice.Right >= 0 {
					p.problem(line.line, 1+line.indent, "lesson.twoRight")
				}
				choice.Right = len(choice.Options)
			}
			choice.Options = append(choice.Options, spansOf(text))
		}
	}
	choice.Question = spansOf(strings.Join(question, "\n"))
	switch {
	case len(question) == 0:
		p.problem(first, 1, "lesson.noQuestion")
	case len(choice.Options) < 2:
		p.problem(first, 1, "lesson.fewOptions")
	case choice.Right < 0:
		p.problem(first, 1, "lesson.noneRight")
	}
	p.step.Choice = choice
}

func (p *fileReader) hint(lines []placed, first int) {
	for i, line := range lines {
		if line.text != fence {
			continue
		}
		p.same = nil
		condition := p.assertions(lines[:i])
		blocks := p.markdown(lines[i+1:])
		switch {
		case i == 0:
			p.problem(first, 1, "lesson.noCondition")
		case len(blocks) == 0:
			p.problem(first, 1, "lesson.emptyHint")
		}
		p.step.Hints = append(p.step.Hints, Hint{Condition: condition, Blocks: blocks, At: first})
		return
	}
	p.problem(first, 1, "lesson.noFence")
}

// markdown reads lines as text of the lesson.
func (p *fileReader) markdown(lines []placed) []protocol.Block {
	text := []string{}
	for _, line := range lines {
		text = append(text, strings.TrimRight(p.lines[line.line-1], " \t"))
	}
	source := strings.Join(text, "\n")
	if !tooNested(source) {
		p.linksIn(markdown([]byte(source)), []byte(source), func(offset int) int { return lines[strings.Count(source[:offset], "\n")].line })
	}
	return blocksOf(source)
}

// assertions reads lines of which each says something.
func (p *fileReader) assertions(lines []placed) []Line {
	read := []Line{}
	for _, line := range lines {
		if line.text == "" || strings.HasPrefix(line.text, "#") {
			continue
		}
		if len(read) == MaxLines {
			p.problem(line.line, 1, "lesson.tooManyLines", "most", number(MaxLines))
			break
		}
		assertion, _, problem := parseLine(line.text, p.lesson.Locale, p.same)
		if problem != nil {
			problem.Line, problem.Column = line.line, problem.Column+line.indent
			p.problems = append(p.problems, *problem)
			p.same = &Subject{} // what follows may still speak of "one"
			continue
		}
		if assertion.Subject != nil {
			p.same = assertion.Subject
		}
		read = append(read, Line{Text: line.text, Assertion: assertion, at: line.line})
	}
	return read
}

// whole looks at what only the whole file can tell.
func (p *fileReader) whole() {
	if len(p.lesson.Steps) == 0 && len(p.problems) == 0 {
		p.problem(max(len(p.lines), 1), 1, "lesson.noSteps")
	}
	for i := range p.lesson.Steps {
		step := &p.lesson.Steps[i]
		p.aboutChoice(step, step.Check)
		for _, hint := range step.Hints {
			p.aboutChoice(step, hint.Condition)
		}
		if step.Choice != nil && step.Check == nil {
			p.problem(step.Choice.at, 1, "lesson.choiceUnchecked", "word", fenceWords[p.lesson.Locale][fenceCheck], "line", formOf(formAnswered).shown(p.lesson.Locale))
		}
	}
}

// aboutChoice looks at the lines that are about the step's question, and has options named by their number.
func (p *fileReader) aboutChoice(step *Step, lines []Line) {
	for _, line := range lines {
		if !line.answers() {
			continue
		}
		if step.Choice == nil {
			p.problem(line.at, 1, "lesson.noChoice")
			continue
		}
		for _, claim := range line.Claims {
			if claim.Form != formChose {
				continue
			}
			at := step.Choice.named(claim.Slots[slotText])
			if at < 0 {
				p.problem(line.at, 1, "lesson.noOption", "text", short(claim.Slots[slotText]))
				continue
			}
			claim.Slots[slotText] = number(at)
		}
	}
}

// named is the option that has a text; -1 where none does.
func (c *Choice) named(text string) int {
	for i, spans := range c.Options {
		if strings.EqualFold(strings.TrimSpace(Plain(spans)), strings.TrimSpace(text)) {
			return i
		}
	}
	return -1
}

// maxProblems is how many problems are told of a file.
const maxProblems = 200

func (p *fileReader) problem(line, column int, code string, args ...string) {
	p.keep(Problem{Line: line, Column: column, Code: code}, args)
}

// remark keeps what its author should know of a lesson that works all the same.
func (p *fileReader) remark(line int, code string, args ...string) {
	p.keep(Problem{Line: line, Column: 1, Code: code, Doubt: true}, args)
}

func (p *fileReader) keep(problem Problem, args []string) {
	if len(p.problems) >= maxProblems {
		return
	}
	problem.Args = map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		problem.Args[args[i]] = args[i+1]
	}
	p.problems = append(p.problems, problem)
}
