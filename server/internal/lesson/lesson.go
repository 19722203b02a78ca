// Package lesson is a lesson that checks itself: its file is parsed, and what a student did is held
// against the assertions in it. It is pure. What happened is given to it as exchanges, edits and
// choices; it does not know where they come from.
package lesson

import (
	"strings"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Bounds of a lesson's file.
const (
	// MaxFile is the length of a file, in bytes.
	MaxFile = 256 << 10
	// MaxSteps is how many steps a lesson has.
	MaxSteps = 100
	// MaxLines is how many assertions a check or hint has.
	MaxLines = 50
	// maxLine is the length of an assertion, in bytes.
	maxLine = 1000
	// maxHints is how many hints a step has, and maxOptions how many options its question.
	maxHints   = 20
	maxOptions = 20
)

// Lesson is what one file says.
type Lesson struct {
	Locale  l10n.Locale
	Title   string
	Minutes int
	// Opens is the path at which the lesson begins; empty where it does not say.
	Opens string
	// Links are the paths of the site that its text leads to, and that at which it begins.
	Links []Link
	// Needs are the programs that it needs.
	Needs []string
	// Predict is true where the panel covers what answers a question that is not answered yet.
	Predict bool
	Intro   []protocol.Block
	Steps   []Step
}

// Step is a step of a lesson.
type Step struct {
	ID     string
	Title  string
	Blocks []protocol.Block
	Choice *Choice
	Check  []Line
	Hints  []Hint
	// Afterwards is told once the step is done.
	Afterwards []protocol.Block
	// At is the line of its heading.
	At int
}

// Choice is a step's question.
type Choice struct {
	Question []protocol.Span
	Options  []protocol.List[protocol.Span]
	// Right is the right option, from 0.
	Right int
	at    int
}

// Hint is shown while its condition holds and its step is not done.
type Hint struct {
	Condition []Line
	Blocks    []protocol.Block
	// At is the line of the file at which it begins.
	At int
}

// Line is an assertion as it stands in the file.
type Line struct {
	Text string
	Assertion
	at int
}

// Step finds a step by its id; nil where there is none.
func (l *Lesson) Step(id string) *Step {
	for i := range l.Steps {
		if l.Steps[i].ID == id {
			return &l.Steps[i]
		}
	}
	return nil
}

// Files are the files that assertions speak of, relative to the served folder, each once.
func (l *Lesson) Files() []string {
	files := []string{}
	known := map[string]bool{}
	add := func(lines []Line) {
		for _, line := range lines {
			for _, file := range line.files() {
				if file != "" && !known[file] {
					known[file] = true
					files = append(files, file)
				}
			}
		}
	}
	for _, step := range l.Steps {
		add(step.Check)
		for _, hint := range step.Hints {
			add(hint.Condition)
		}
	}
	return files
}

// PlainBlocks is the text of blocks.
func PlainBlocks(blocks []protocol.Block) string {
	var text strings.Builder
	for _, block := range blocks {
		text.WriteString(Plain(block.Spans) + block.Text + PlainBlocks(block.Blocks))
		for _, item := range block.Items {
			text.WriteString(PlainBlocks(item))
		}
		text.WriteString("\n")
	}
	return text.String()
}

// Plain is the text of spans.
func Plain(spans []protocol.Span) string {
	text := ""
	for _, span := range spans {
		text += span.Text
	}
	return text
}
