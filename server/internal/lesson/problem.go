package lesson

import (
	"strings"
	"unicode/utf16"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Problem is what is wrong with a line of a file.
type Problem struct {
	// Line and Column count from 1; Column counts UTF-16 code units, as editors do.
	Line, Column int
	// Code is the key of its text.
	Code string
	Args map[string]string
	// Doubt is true where the lesson works all the same.
	Doubt bool
	// parts are texts that stand in the place of args of the same name, each in the reader's language.
	parts map[string]func(l10n.Locale) string
}

// In is the problem's sentence.
func (p Problem) In(locale l10n.Locale) string {
	args := map[string]string{}
	for name, value := range p.Args {
		args[name] = value
	}
	for name, part := range p.parts {
		args[name] = part(locale)
	}
	return strings.TrimSpace(l10n.Text(locale, p.Code, args))
}

// Diagnostic is the problem as an editor shows it.
func (p Problem) Diagnostic(path string, locale l10n.Locale) protocol.Diagnostic {
	severity := protocol.SeverityError
	if p.Doubt {
		severity = protocol.SeverityWarning
	}
	return protocol.Diagnostic{Path: path, Line: max(p.Line, 1), Column: max(p.Column, 1), Severity: severity, Code: strings.TrimPrefix(p.Code, "lesson."), Message: p.In(locale)}
}

// With adds a text that stands in the place of an arg, in the reader's language.
func (p Problem) With(name string, text func(l10n.Locale) string) Problem {
	p.parts = map[string]func(l10n.Locale) string{name: text}
	return p
}

// Errors reports whether one of the problems keeps the lesson from working.
func Errors(problems []Problem) bool {
	for _, problem := range problems {
		if !problem.Doubt {
			return true
		}
	}
	return false
}

// units is the length of text in UTF-16 code units.
func units(text string) int { return len(utf16.Encode([]rune(text))) }

// bytesOf is the length in bytes of the first UTF-16 code units of text.
func bytesOf(text string, count int) int {
	for at, r := range text {
		if count <= 0 {
			return at
		}
		count -= max(utf16.RuneLen(r), 1)
	}
	return len(text)
}
