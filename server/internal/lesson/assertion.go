package lesson

// Assertion is what a line says, in no language: those of twins are equal.
type Assertion struct {
	// Then is true where the exchange comes after that of the line before.
	Then bool
	// After is a file that was edited before the exchange, and behind that of the line before; empty
	// where none is named.
	After string
	// Subject is whose exchange; nil where the line is about something else.
	Subject *Subject
	// Claims are all of them to hold, of one and the same exchange.
	Claims []Claim
}

// Subject is which exchanges a line is about.
type Subject struct {
	// Method is empty for any.
	Method string
	// Target is a path, with or without a query; * stands for any text.
	Target string
	// AtLeast is how many exchanges there must be.
	AtLeast int
}

// Claim is a form with what was put into its slots, by the slot's name.
type Claim struct {
	Form  string
	Slots map[string]string
}

// files are those that the assertion speaks of.
func (a Assertion) files() []string {
	files := []string{a.After}
	for _, claim := range a.Claims {
		files = append(files, claim.Slots[slotFile])
	}
	return files
}

// answers reports whether the assertion is about the question of its step.
func (a Assertion) answers() bool {
	for _, claim := range a.Claims {
		switch claim.Form {
		case formAnswered, formChoseRight, formChoseWrong, formChose:
			return true
		}
	}
	return false
}
