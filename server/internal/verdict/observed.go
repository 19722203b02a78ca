package verdict

import "vitrina/server/internal/protocol"

// Observed puts what a page reported of itself in the place of what was predicted, which stays beside
// it.
func Observed(predicted protocol.Verdict, report protocol.Observed) protocol.Verdict {
	if report.ContentType == "" || !navigates(predicted.Destination) {
		return predicted
	}
	before := predicted.Outcome
	seen := predicted
	seen.Basis, seen.Predicted = protocol.BasisObserved, &before
	seen.Type = report.ContentType
	seen.Charset = told(predicted.Charset, report.CharacterSet)
	agrees := before.Type == report.ContentType || before.Type == "" && before.Reason == "notModified"
	if before.Fate == protocol.FateEmpty && before.Reason == "noContent" && agrees {
		return seen
	}
	seen.Fate, seen.As = protocol.FateShown, protocol.AsText
	if as, displayable := appearance(report.ContentType); displayable {
		seen.As = as
	}
	if seen.Differs = !agrees || before.Fate != protocol.FateShown; seen.Differs {
		seen.Reason, seen.Standard, seen.Afterwards, seen.Args = "told", "", "", nil
	}
	return seen
}
