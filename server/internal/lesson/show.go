package lesson

import (
	"slices"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Show is a lesson as a panel shows it. Its name and its other languages are for the caller to add.
func (s *State) Show(l *Lesson) *protocol.Lesson {
	shown := &protocol.Lesson{
		Title: l.Title, Language: LanguageOf(l.Locale), Minutes: l.Minutes, Opens: l.Opens, Predict: l.Predict, Intro: l.Intro,
	}
	judged := s.Judge(l)
	for i, step := range l.Steps {
		one := protocol.LessonStep{ID: step.ID, Title: step.Title, Blocks: step.Blocks, Done: judged[i].Done, ToRead: step.Check == nil}
		for at, line := range step.Check {
			is := judged[i].Lines[at]
			one.Lines = append(one.Lines, protocol.LessonLine{Text: line.Text, Holds: is.Holds, Seen: is.Seen.In(l.Locale)})
		}
		for _, hint := range judged[i].Hints {
			one.Hints = append(one.Hints, step.Hints[hint].Blocks)
		}
		if one.Done {
			one.Afterwards = step.Afterwards
		}
		if step.Choice != nil {
			one.Choice = &protocol.LessonChoice{Question: step.Choice.Question, Options: step.Choice.Options}
			if chosen, is := s.Choices[step.ID]; is {
				right := step.Choice.Right
				one.Choice.Chosen, one.Choice.Right = &chosen, &right
			}
		}
		shown.Steps = append(shown.Steps, one)
	}
	return shown
}

// LanguageOf is a language as the protocol names it.
func LanguageOf(locale l10n.Locale) protocol.LessonLanguage {
	if locale == l10n.Spanish {
		return protocol.LessonSpanish
	}
	return protocol.LessonEnglish
}

// Progress is how far a student is, in the order of the steps.
func (s *State) Progress(name string, l *Lesson) protocol.LessonProgress {
	progress := protocol.LessonProgress{Lesson: name, Choices: map[string]int{}}
	for _, step := range l.Steps {
		if s.Done[step.ID] {
			progress.Done = append(progress.Done, step.ID)
		}
		if s.Read[step.ID] {
			progress.Read = append(progress.Read, step.ID)
		}
		if chosen, is := s.Choices[step.ID]; is {
			progress.Choices[step.ID] = chosen
		}
	}
	return progress
}

// Resume adds progress that was kept. What is not of the lesson counts for nothing.
func (s *State) Resume(l *Lesson, kept protocol.LessonProgress) {
	for _, step := range l.Steps {
		if step.Check != nil && slices.Contains(kept.Done, step.ID) {
			s.Done[step.ID] = true
		}
		if step.Check == nil && slices.Contains(kept.Read, step.ID) {
			s.Read[step.ID] = true
		}
		if chosen, is := kept.Choices[step.ID]; is {
			s.Choose(l, step.ID, chosen)
		}
	}
}

// Choose keeps which option of a step's question was chosen. It reports whether there is such an
// option; the first choice counts.
func (s *State) Choose(l *Lesson, id string, option int) bool {
	step := l.Step(id)
	if step == nil || step.Choice == nil || option < 0 || option >= len(step.Choice.Options) {
		return false
	}
	if _, chosen := s.Choices[id]; !chosen {
		s.Choices[id] = option
	}
	return true
}

// MarkRead keeps that a step was read. It reports whether there is such a step, which asserts nothing.
func (s *State) MarkRead(l *Lesson, id string) bool {
	step := l.Step(id)
	if step == nil || step.Check != nil {
		return false
	}
	s.Read[id] = true
	return true
}
