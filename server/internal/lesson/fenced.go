package lesson

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"vitrina/server/internal/protocol"
)

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
