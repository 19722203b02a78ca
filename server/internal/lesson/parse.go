package lesson

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"vitrina/server/internal/l10n"
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
