package service

import (
	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/shelf"
	"vitrina/server/internal/protocol"
)

// lessonOf is the run of a site's lesson; nil where no such site runs.
func (s *Service) lessonOf(siteID string) *lessonRun {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lessons[siteID]
}

// endLesson ends the lesson of a site that has ended. What is to be handed in of it is kept.
func (s *Service) endLesson(siteID string) {
	run := s.lessonOf(siteID)
	if run == nil {
		return
	}
	run.close()
	handed := run.handIn()
	run.exchanges.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.lessons, siteID)
	if handed != nil {
		s.handedIn[siteID] = handed
	}
}

// inLesson does something with the lesson of a site, after taking in what happened, and tells clients
// what changed. Without a lesson there is nothing to do.
func (s *Service) inLesson(siteID string, do func(*lessonRun, *lesson.Lesson) error) error {
	run := s.lessonOf(siteID)
	if run == nil {
		if s.isArchive(siteID) {
			return nil
		}
		return fault.New(protocol.FailureSiteUnknown, "site", siteID)
	}
	run.mu.Lock()
	defer run.mu.Unlock()
	run.refresh()
	l := run.folder.Usable(l10n.English)
	if l == nil {
		return nil
	}
	if err := do(run, l); err != nil {
		return err
	}
	run.state.Judge(l)
	run.tell(l)
	return nil
}

// Lesson is the lesson of a site, in a language, and what is wrong with its files.
func (s *Service) Lesson(siteID string, language, messages l10n.Locale) (protocol.LessonGetResult, error) {
	run := s.lessonOf(siteID)
	if run == nil {
		if s.isArchive(siteID) {
			return protocol.LessonGetResult{}, nil
		}
		return protocol.LessonGetResult{}, fault.New(protocol.FailureSiteUnknown, "site", siteID)
	}
	run.mu.Lock()
	defer run.mu.Unlock()
	run.refresh()
	return run.show(language, messages), nil
}

// Choose takes a student's choice.
func (s *Service) Choose(p protocol.LessonChooseParams) error {
	return s.inLesson(p.SiteID, func(run *lessonRun, l *lesson.Lesson) error {
		if !run.state.Choose(l, p.Step, p.Choice) {
			return fault.New(protocol.FailureBadParams, "method", protocol.MethodLessonChoose, "problem", "paramValue", "field", "step", "value", p.Step)
		}
		return nil
	})
}

// MarkRead takes that a step was read.
func (s *Service) MarkRead(p protocol.LessonReadParams) error {
	return s.inLesson(p.SiteID, func(run *lessonRun, l *lesson.Lesson) error {
		if !run.state.MarkRead(l, p.Step) {
			return fault.New(protocol.FailureBadParams, "method", protocol.MethodLessonMarkRead, "problem", "paramValue", "field", "step", "value", p.Step)
		}
		return nil
	})
}

// RestartLesson forgets what came true.
func (s *Service) RestartLesson(siteID string) error {
	return s.inLesson(siteID, func(run *lessonRun, l *lesson.Lesson) error {
		run.begin()
		run.files.look(l.Files(), run.state)
		return nil
	})
}

// ResumeLesson adds what a client kept.
func (s *Service) ResumeLesson(p protocol.LessonResumeParams) error {
	return s.inLesson(p.SiteID, func(run *lessonRun, l *lesson.Lesson) error {
		if p.Progress.Lesson == run.folder.Name {
			run.state.Resume(l, p.Progress)
		}
		return nil
	})
}

// JudgeLesson gives the lesson of a site in each of its languages, with what has come true of it.
func (s *Service) JudgeLesson(siteID string, take func(*lesson.Lesson, []lesson.Judged)) {
	run := s.lessonOf(siteID)
	if run == nil {
		return
	}
	run.mu.Lock()
	defer run.mu.Unlock()
	run.refresh()
	for _, locale := range l10n.Locales {
		if file, has := run.folder.Files[locale]; has && !lesson.Errors(file.Problems) {
			take(file.Lesson, run.state.Judge(file.Lesson))
		}
	}
}

// nudgeLessons has the lessons of a site, or of all (siteID ""), look at what changed.
func (s *Service) nudgeLessons(siteID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, run := range s.lessons {
		if siteID == "" || siteID == id {
			run.nudge()
		}
	}
}

// CheckLesson says what is wrong with a lesson's file.
func (s *Service) CheckLesson(p protocol.LessonCheckParams, locale l10n.Locale) protocol.LessonCheckResult {
	result := protocol.LessonCheckResult{}
	for _, problem := range shelf.Check(p.Path, []byte(p.Text)) {
		result.Diagnostics = append(result.Diagnostics, problem.Diagnostic(p.Path, locale))
	}
	return result
}

// CompleteLesson says what can stand at a place of a lesson's file.
func (s *Service) CompleteLesson(p protocol.LessonPositionParams, locale l10n.Locale) protocol.LessonCompleteResult {
	return protocol.LessonCompleteResult{Items: lesson.Complete(p.Text, shelf.LocaleOf(p.Path), locale, p.Line, p.Column)}
}

// HoverLesson explains the assertion at a place of a lesson's file.
func (s *Service) HoverLesson(p protocol.LessonPositionParams, locale l10n.Locale) protocol.LessonHoverResult {
	return lesson.Hover(p.Text, shelf.LocaleOf(p.Path), locale, p.Line, p.Column)
}
