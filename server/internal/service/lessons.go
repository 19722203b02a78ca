package service

import (
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Lesson is the lesson of a site.
func (s *Service) Lesson(string, l10n.Locale, l10n.Locale) (protocol.LessonGetResult, error) {
	return protocol.LessonGetResult{}, nil
}

// Choose takes a student's choice.
func (s *Service) Choose(protocol.LessonChooseParams) error { return nil }

// MarkRead takes that a step was read.
func (s *Service) MarkRead(protocol.LessonReadParams) error { return nil }

// RestartLesson forgets what came true.
func (s *Service) RestartLesson(string) error { return nil }

// ResumeLesson adds what a client kept of it.
func (s *Service) ResumeLesson(protocol.LessonResumeParams) error { return nil }

// CheckLesson says what is wrong with a lesson's file.
func (s *Service) CheckLesson(protocol.LessonCheckParams, l10n.Locale) protocol.LessonCheckResult {
	return protocol.LessonCheckResult{}
}

// CompleteLesson says which assertions can stand at a place.
func (s *Service) CompleteLesson(protocol.LessonPlaceParams, l10n.Locale) protocol.LessonCompleteResult {
	return protocol.LessonCompleteResult{}
}

// HoverLesson explains the assertion at a place.
func (s *Service) HoverLesson(protocol.LessonPlaceParams, l10n.Locale) protocol.LessonHoverResult {
	return protocol.LessonHoverResult{}
}
