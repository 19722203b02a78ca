package rpc

import (
	"context"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

func (c *connection) getLesson(_ context.Context, p protocol.LessonGetParams) (protocol.LessonGetResult, error) {
	language := c.locale
	if p.Language != "" {
		language = l10n.Match(p.Language)
	}
	return c.service.Lesson(p.SiteID, language, c.locale)
}

func (c *connection) chooseInLesson(_ context.Context, p protocol.LessonChooseParams) (none, error) {
	return none{}, c.service.Choose(p)
}

func (c *connection) markRead(_ context.Context, p protocol.LessonReadParams) (none, error) {
	return none{}, c.service.MarkRead(p)
}

func (c *connection) restartLesson(_ context.Context, p protocol.LessonRestartParams) (none, error) {
	return none{}, c.service.RestartLesson(p.SiteID)
}

func (c *connection) resumeLesson(_ context.Context, p protocol.LessonResumeParams) (none, error) {
	return none{}, c.service.ResumeLesson(p)
}

func (c *connection) checkLesson(_ context.Context, p protocol.LessonCheckParams) (protocol.LessonCheckResult, error) {
	return c.service.CheckLesson(p, c.locale), nil
}

func (c *connection) completeInLesson(_ context.Context, p protocol.LessonPositionParams) (protocol.LessonCompleteResult, error) {
	return c.service.CompleteLesson(p, c.locale), nil
}

func (c *connection) hoverInLesson(_ context.Context, p protocol.LessonPositionParams) (protocol.LessonHoverResult, error) {
	return c.service.HoverLesson(p, c.locale), nil
}
