package lesson

import (
	"reflect"
	"strings"
)

// CompareTwins says in what a file differs from that of the other language, where both must say the
// same: steps, questions, and assertions.
func CompareTwins(of, twin *Lesson) []Problem {
	problems := []Problem{}
	say := func(line int, code string, args ...string) {
		problem := Problem{Line: max(line, 1), Column: 1, Code: code, Args: map[string]string{}}
		for i := 0; i+1 < len(args); i += 2 {
			problem.Args[args[i]] = args[i+1]
		}
		problems = append(problems, problem)
	}
	if of.Minutes != twin.Minutes || of.Opens != twin.Opens || of.Predict != twin.Predict || !reflect.DeepEqual(of.Needs, twin.Needs) {
		say(1, "lesson.twinFrontMatter", "keys", strings.Join(shownKeys[of.Locale][1:], ", "))
	}
	for i, step := range of.Steps {
		if i >= len(twin.Steps) || twin.Steps[i].ID != step.ID {
			found := ""
			if i < len(twin.Steps) {
				found = twin.Steps[i].ID
			}
			switch {
			case twin.Step(step.ID) == nil:
				say(step.At, "lesson.twinStep", "id", step.ID)
			case of.Step(found) == nil:
				say(step.At, "lesson.twinMore", "id", found)
			default:
				say(step.At, "lesson.twinOrder", "id", step.ID, "other", found)
			}
			return problems // what follows would say it again
		}
		compareSteps(step, twin.Steps[i], say)
	}
	if len(twin.Steps) > len(of.Steps) {
		say(1, "lesson.twinMore", "id", twin.Steps[len(of.Steps)].ID)
	}
	return problems
}

func compareSteps(step, twin Step, say func(line int, code string, args ...string)) {
	switch {
	case (step.Choice == nil) != (twin.Choice == nil),
		step.Choice != nil && (len(step.Choice.Options) != len(twin.Choice.Options) || step.Choice.Right != twin.Choice.Right):
		say(step.At, "lesson.twinChoice", "id", step.ID)
	}
	if line, differs := compareLines(step.Check, twin.Check); differs {
		say(max(line, step.At), "lesson.twinCheck", "id", step.ID)
	}
	if (step.Afterwards == nil) != (twin.Afterwards == nil) {
		say(step.At, "lesson.twinDone", "id", step.ID)
	}
	if len(step.Hints) != len(twin.Hints) {
		say(step.At, "lesson.twinHints", "id", step.ID)
		return
	}
	for i, hint := range step.Hints {
		if line, differs := compareLines(hint.Condition, twin.Hints[i].Condition); differs {
			say(max(line, hint.At), "lesson.twinHint", "id", step.ID)
		}
	}
}

// compareLines reports whether lines say something else than their twins, and the first that does.
func compareLines(lines, twins []Line) (line int, differs bool) {
	for i, each := range lines {
		if i >= len(twins) || !reflect.DeepEqual(each.Assertion, twins[i].Assertion) {
			return each.at, true
		}
	}
	return 0, len(lines) != len(twins)
}
