package blame

import "strings"

// LineOfEmptyBefore is the number of the line that prints the empty line before a line of output:
// the statement or the line of a longer text that stands above it, or that line itself where the
// line end is in its literal. 0 where that is not sure.
func (s Source) LineOfEmptyBefore(printed string) int {
	at := s.withoutBlocks().only(func(line string) bool { return printed != "" && strings.Contains(line, printed) })
	if at == 0 {
		return 0
	}
	if before, _, _ := strings.Cut(s[at-1], printed); strings.HasSuffix(before, `\n`) {
		return at
	}
	first := at // of the empty lines above it
	for n := at - 1; n > 0; n-- {
		line := strings.TrimSpace(s[n-1])
		switch {
		case opensHereDocument(line):
			if first == at {
				return 0
			}
			return first
		case opensQuotes(line), printsEmptyLine(line):
			return n
		case line == "":
			first = n
		case !beginsComment(line):
			return 0
		}
	}
	return 0
}

// LineOfSpacesAfter is the number of the line that prints spaces behind a line of output: the next
// one where it shows that, else the line that prints what stands before; 0 where that is not sure.
func (s Source) LineOfSpacesAfter(printed string) int {
	at := s.LineOfPrinted(printed)
	if at > 0 && at < len(s) {
		if next := s[at]; next != "" && strings.TrimSpace(next) == "" || strings.Contains(next, `" `) || strings.Contains(next, "' ") {
			return at + 1
		}
	}
	return at
}

func opensHereDocument(line string) bool { return strings.Contains(line, "<<") }

// opensQuotes reports whether a line ends with a quote that opens a text of several lines, as the
// triple quotes of Python do.
func opensQuotes(line string) bool {
	if line == "" {
		return false
	}
	last := line[len(line)-1:]
	return strings.ContainsAny(last, "\"'`") && strings.Count(line, last)%2 == 1
}

// printsEmptyLine reports whether a statement prints an empty line and nothing else.
func printsEmptyLine(line string) bool {
	switch strings.TrimRight(strings.NewReplacer("'", `"`, " ", "").Replace(line), ";") {
	case `print()`, `print("")`, `print("\n")`, `echo`, `echo""`, `print"\n"`, `puts`, `puts""`, `console.log()`, `console.log("")`, `echo"\n"`, `printf"\n"`, `say""`:
		return true
	}
	return false
}
