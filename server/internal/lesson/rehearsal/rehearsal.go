// Package rehearsal does what a lesson's own tests say: each run in a fresh copy of the lesson's folder,
// with a server of its own.
package rehearsal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/shelf"
	"vitrina/server/internal/protocol"
)

// Problem is what went wrong in a file of the lesson's folder.
type Problem struct {
	Path string
	lesson.Problem
}

// Flags reads flags of `vitrina serve`.
type Flags func(args []string) (protocol.SiteStartParams, error)

// Result is what the tests of a lesson showed.
type Result struct {
	// Runs is how many there were.
	Runs     int
	Problems []Problem
}

// Rehearse does the runs of a lesson without errors. Where the context ends, no more is done, and what is
// returned says nothing of the lesson.
func Rehearse(ctx context.Context, folder shelf.Folder, flags Flags) Result {
	r := &rehearsal{folder: folder, flags: flags, path: filepath.Join(folder.Path, shelf.TestFileName), done: map[string]bool{}, shown: map[shownHint]bool{}}
	source, err := shelf.ReadFile(r.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		missing := lesson.Problem{Line: 1, Column: 1, Code: "lesson.test.missing", Doubt: true, Args: map[string]string{"id": r.main().Steps[0].ID}}
		return Result{Problems: []Problem{{r.path, missing}}}
	case err != nil:
		return Result{Problems: []Problem{{r.path, shelf.NotRead(r.path, err)}}}
	}
	file, problems := lesson.ParseTest(source, r.main())
	if len(problems) > 0 {
		return Result{Runs: len(file.Runs), Problems: r.at(problems)}
	}
	site := filepath.Join(folder.Path, shelf.SiteFolder)
	if info, err := os.Stat(site); err != nil || !info.IsDir() { // else each run would say so
		return Result{Runs: len(file.Runs), Problems: r.at([]lesson.Problem{{Line: 1, Column: 1, Code: "lesson.test.noSite", Args: map[string]string{"folder": site}}})}
	}
	atOnce := make(chan struct{}, max(1, runtime.NumCPU()))
	var running sync.WaitGroup
	for _, run := range file.Runs {
		atOnce <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		running.Go(func() {
			defer func() { <-atOnce }()
			r.run(ctx, run)
		})
	}
	running.Wait()
	slices.SortStableFunc(r.problems, func(a, b Problem) int { return a.Line - b.Line })
	if len(r.problems) == 0 {
		r.untried()
	}
	return Result{Runs: len(file.Runs), Problems: r.problems}
}

// shownHint is a hint of a step, by its place.
type shownHint struct {
	step string
	at   int
}

// rehearsal is the work on one lesson.
type rehearsal struct {
	folder shelf.Folder
	flags  Flags
	path   string

	mu       sync.Mutex
	problems []Problem
	done     map[string]bool    // by the step's id
	shown    map[shownHint]bool // the hints that were
}

// main is the lesson in the language that there is, English first.
func (r *rehearsal) main() *lesson.Lesson { return r.folder.Usable(l10n.English) }

func (r *rehearsal) at(problems []lesson.Problem) []Problem {
	placed := []Problem{}
	for _, each := range problems {
		placed = append(placed, Problem{r.path, each})
	}
	return placed
}

// fail keeps what went wrong at a line of the tests.
func (r *rehearsal) fail(problem lesson.Problem, line int) {
	problem.Line, problem.Column = line, 1
	r.mu.Lock()
	defer r.mu.Unlock()
	r.problems = append(r.problems, Problem{r.path, problem})
}

// noted keeps what came true in a run.
func (r *rehearsal) noted(l *lesson.Lesson, judged []lesson.Judged) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, step := range l.Steps {
		r.done[step.ID] = r.done[step.ID] || judged[i].Done
		for _, hint := range judged[i].Hints {
			r.shown[shownHint{step.ID, hint}] = true
		}
	}
}

// untried says which steps and hints no run came to.
func (r *rehearsal) untried() {
	l := r.main()
	path := r.folder.Files[l.Locale].Path
	for _, step := range l.Steps {
		if !r.done[step.ID] {
			r.problems = append(r.problems, Problem{path, lesson.Problem{Line: step.At, Column: 1, Code: "lesson.test.stepUndone", Args: map[string]string{"id": step.ID}}})
		}
		for i, hint := range step.Hints {
			if !r.shown[shownHint{step.ID, i}] {
				r.problems = append(r.problems, Problem{path, lesson.Problem{Line: hint.At, Column: 1, Code: "lesson.test.hintUnshown", Args: map[string]string{"id": step.ID}}})
			}
		}
	}
}

// problem is what a code says, with its values.
func problem(code string, args ...string) lesson.Problem {
	p := lesson.Problem{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		p.Args[args[i]] = args[i+1]
	}
	return p
}

// cause is why the system refused.
func cause(err error) string { return fault.Cause(err) }

// oneLine is a text without ends of lines.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
