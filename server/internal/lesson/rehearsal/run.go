package rehearsal

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/shelf"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/service"
)

// stage is where one run happens.
type stage struct {
	rehearsal *rehearsal
	folder    string // the copy
	service   *service.Service
	site      protocol.Site
	browser   *browser
}

// run does one run. The first thing that goes wrong ends it.
func (r *rehearsal) run(ctx context.Context, run lesson.Run) {
	temporary, err := os.MkdirTemp("", "vitrina-lesson-")
	if err != nil {
		r.fail(problem("lesson.test.notRead", "file", "lesson", "cause", cause(err)), run.Line)
		return
	}
	defer func() { _ = os.RemoveAll(temporary) }() // what cannot be removed is the system's to clear away
	s := &stage{rehearsal: r, folder: filepath.Join(temporary, r.folder.Name)}
	if err := copyFolder(r.folder.Path, s.folder); err != nil {
		r.fail(problem("lesson.test.notRead", "file", r.folder.Name, "cause", cause(err)), run.Line)
		return
	}
	if wrong := s.serve(run.Serve); wrong != nil {
		r.fail(*wrong, run.Line)
		return
	}
	defer func() { _ = s.service.Close() }() // the run is over
	defer s.browser.close()
	for _, command := range run.Do {
		wrong := s.do(ctx, command)
		s.judge(r.noted)
		if wrong != nil {
			r.fail(*wrong, command.Line)
			return
		}
	}
}

// serve serves the copy.
func (s *stage) serve(flags []string) *lesson.Problem {
	params, err := s.rehearsal.flags(flags)
	if err != nil {
		wrong := problem("lesson.test.badFlags", "flags", strings.Join(flags, " "))
		return &wrong
	}
	port, prewarm := 0, false
	params.Root, params.Host, params.Port, params.CGI.Prewarm = filepath.Join(s.folder, shelf.SiteFolder), "", &port, &prewarm
	s.service = service.New()
	s.site, err = s.service.StartSite(params, true)
	if err != nil {
		wrong := problem("lesson.test.notServed").With("cause", func(locale l10n.Locale) string {
			why := err.Error()
			var said *fault.Error
			if errors.As(err, &said) {
				why = said.In(locale)
			}
			return strings.ReplaceAll(why, s.folder, s.rehearsal.folder.Path) // the copy is nobody's business
		})
		return &wrong
	}
	s.browser = newBrowser(s.site, s.service.FollowCompleted())
	return nil
}

// judge gives what is true of the lesson now.
func (s *stage) judge(take func(*lesson.Lesson, []lesson.Judged)) {
	s.service.JudgeLesson(s.site.ID, take)
}

// do does what a command says. It returns what is not as it should be.
func (s *stage) do(ctx context.Context, c lesson.Command) *lesson.Problem {
	switch c.Verb {
	case lesson.VerbRequest:
		return s.browser.ask(ctx, c.Request)
	case lesson.VerbChoose:
		if err := s.service.Choose(protocol.LessonChooseParams{SiteID: s.site.ID, Step: c.Step, Choice: c.Option}); err != nil {
			wrong := problem("lesson.test.noOption", "id", c.Step, "option", "")
			return &wrong
		}
	case lesson.VerbRead:
		if err := s.service.MarkRead(protocol.LessonReadParams{SiteID: s.site.ID, Step: c.Step}); err != nil {
			wrong := problem("lesson.test.noStep", "id", c.Step)
			return &wrong
		}
	case lesson.VerbExpect:
		return s.expect(c)
	case lesson.VerbHint:
		return s.hint(c)
	case lesson.VerbWrite, lesson.VerbReplace:
		return s.edit(c)
	}
	return nil
}

func (s *stage) expect(c lesson.Command) (wrong *lesson.Problem) {
	s.judge(func(l *lesson.Lesson, judged []lesson.Judged) {
		for i, step := range l.Steps {
			if step.ID != c.Step || judged[i].Done == !c.Not {
				continue
			}
			one := problem("lesson.test.done", "id", c.Step)
			if !c.Not {
				one = problem("lesson.test.notDone", "id", c.Step).With("seen", func(locale l10n.Locale) string {
					seen := []string{}
					for _, line := range judged[i].Lines {
						if !line.Holds {
							seen = append(seen, line.Seen.In(locale))
						}
					}
					return strings.Join(seen, " ")
				})
			}
			wrong = &one
		}
	})
	return wrong
}

// hint looks whether a hint is shown that has a text, in one of the lesson's languages.
func (s *stage) hint(c lesson.Command) (wrong *lesson.Problem) {
	found, done := false, false
	shown := map[l10n.Locale][]string{}
	s.judge(func(l *lesson.Lesson, judged []lesson.Judged) {
		for i, step := range l.Steps {
			if step.ID != c.Step {
				continue
			}
			done = judged[i].Done
			for _, at := range judged[i].Hints {
				text := oneLine(lesson.PlainBlocks(step.Hints[at].Blocks))
				found = found || strings.Contains(text, oneLine(c.Text))
				shown[l.Locale] = append(shown[l.Locale], text)
			}
		}
	})
	if found {
		return nil
	}
	if done {
		one := problem("lesson.test.hintDone", "id", c.Step, "text", c.Text)
		return &one
	}
	one := problem("lesson.test.noHint", "id", c.Step, "text", c.Text).With("shown", func(locale l10n.Locale) string {
		hints := shown[locale]
		for _, each := range l10n.Locales { // the lesson may be in the other language alone
			if len(hints) == 0 {
				hints = shown[each]
			}
		}
		if len(hints) == 0 {
			return l10n.Text(locale, "lesson.test.noneShown", nil)
		}
		return l10n.Text(locale, "lesson.test.shownInstead", map[string]string{"hint": strings.Join(hints, " · ")})
	})
	return &one
}
