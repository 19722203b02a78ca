package reload

import "vitrina/server/internal/l10n"

// question is what a page asks its user before it is loaded again: a sentence and two buttons.
type question struct {
	Text string `json:"text"`
	Yes  string `json:"yes"`
	No   string `json:"no"`
}

// questionsIn are the questions in a language. Again is for a page that answers a form, which
// loading it would send again; typed is for one that holds what was typed and not sent, and sending for one whose form is
// being sent.
func questionsIn(locale l10n.Locale) map[string]question {
	questions := map[string]question{}
	for _, name := range []string{"again", "typed", "sending"} {
		questions[name] = question{
			Text: l10n.Text(locale, "live."+name, nil),
			Yes:  l10n.Text(locale, "live."+name+"Yes", nil),
			No:   l10n.Text(locale, "live.no", nil),
		}
	}
	return questions
}
