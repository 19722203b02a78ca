package cgi

import (
	"slices"
	"strconv"
	"strings"
)

// Finding is a fault of a script's output, with what a person must know to correct it.
type Finding struct {
	Rule Violation
	// Of are the violations of the header that this explains: it is told in their place. A fault
	// that comes beside them has none.
	Of []Violation
	// Printed is the line of the output that the fault is about, empty where there is none.
	Printed string
	// Args are the values in the text about it.
	Args map[string]string
}

// Violated are the faults of a header as far as they show before its content is known.
func (h Header) Violated() []Finding {
	findings := []Finding{}
	for _, what := range h.Violations {
		switch what {
		case NoHeader, NoContentType:
			findings = append(findings, Finding{Rule: what})
		case NoEmptyLine:
			findings = append(findings, finding(what, h.lastLine()))
		default:
			findings = append(findings, h.explain(what, ""))
		}
	}
	return findings
}

// Findings are the faults of a header, as the beginning of the content behind it shows them: a
// line that is not a field may be plain, and a header that seems to be missing may come later.
func (h Header) Findings(content string) []Finding {
	findings := []Finding{}
	add := func(found Finding) { // what explains two violations is one fault
		at := slices.IndexFunc(findings, func(f Finding) bool { return f.Rule == found.Rule })
		if at < 0 {
			findings = append(findings, found)
			return
		}
		findings[at].Of = append(findings[at].Of, found.Of...)
	}
	for _, what := range h.Violations {
		found := h.explain(what, content)
		if found.Rule != what {
			found.Of = []Violation{what}
		}
		add(found)
	}
	for _, found := range h.misnamed() {
		add(found)
	}
	if line := h.escape(); line != "" {
		add(finding(LiteralEscape, line))
	}
	line, late := fieldBehind(content)
	switch {
	case len(findings) == 1 && findings[0].Rule == NoHeader && hasLateHeader(content):
		findings[0] = finding(TextBeforeHeader, firstLine(content))
		findings[0].Of = []Violation{NoHeader}
	case late && h.isHTML() && h.ended():
		add(finding(FieldAfterEmptyLine, line))
	}
	return findings
}

func finding(rule Violation, printed string) Finding {
	return Finding{Rule: rule, Printed: printed, Args: map[string]string{"printed": shortened(printed)}}
}

// explain finds the mistake that is behind a violation; the violation itself where none is plain.
func (h Header) explain(what Violation, content string) Finding {
	found := finding(what, h.Quoted[what])
	switch what {
	case NoHeader:
		return h.explainNoHeader(content)
	case NoEmptyLine:
		return h.explainNoEmptyLine(content)
	case NoContentType:
		return h.explainNoContentType(content)
	case BadStatus, LooseStatus:
		return explainStatus(what, h.Quoted[what])
	case BadType:
		if line := h.escape(); line != "" {
			return finding(LiteralEscape, line)
		}
		if slashEscape(h.Quoted[what]) {
			found.Rule = SlashEscape
			return found
		}
		return h.explainDoubled(found)
	case RelativeLocation:
		if rule, meant := noScheme(h.Quoted[what]); rule != "" {
			found.Rule, found.Args["meant"] = rule, shortened(meant)
			return found
		}
		return h.explainDoubled(found)
	case FieldNotPassed:
		found.Args["fields"] = strings.Join(h.NotPassed, ", ")
	case NoChallenge, NoLocation, NoAllow:
		for _, near := range h.misnamed() { // one fault, told once
			if name, _, _ := strings.Cut(near.Args["meant"], ":"); strings.EqualFold(name, fieldOf(what)) {
				return near
			}
		}
		_, found.Args["status"], _ = strings.Cut(h.Quoted[what], ": ")
	case UnfollowedLocation:
		_, found.Args["status"], _ = strings.Cut(h.Quoted[what], ": ")
		found.Args["meant"] = "Status: 302 Found"
	case DuplicateField:
		found.Args["name"], _, _ = strings.Cut(h.Quoted[what], ":")
	}
	return found
}

// explainDoubled is the finding that a field's name stands twice, where that is behind another.
func (h Header) explainDoubled(found Finding) Finding {
	if rule, meant := doubledName(h.Quoted[found.Rule]); rule != "" {
		found.Rule, found.Args["meant"] = rule, shortened(meant)
	}
	return found
}

func (h Header) explainNoHeader(content string) Finding {
	first := firstLine(content)
	if line, late := fieldBehind(content); late && strings.TrimSpace(first) == "" {
		return finding(EmptyLineFirst, line)
	}
	if found, ok := missed(first); ok {
		return found
	}
	return finding(NoHeader, first)
}

func (h Header) explainNoEmptyLine(content string) Finding {
	first := firstLine(content)
	if misnamed := h.misnamed(); len(misnamed) > 0 && misnamed[0].Rule == BytesLiteral {
		return misnamed[0]
	}
	if line := h.escape(); line != "" {
		return finding(LiteralEscape, line)
	}
	if line := h.Quoted[BadType]; slashEscape(line) {
		return finding(SlashEscape, line)
	}
	if found, ok := missed(first); ok {
		return found
	}
	switch {
	case content == "":
		return finding(HeaderNotEnded, h.lastLine())
	case strings.TrimSpace(first) == "":
		return finding(SpaceInEmptyLine, h.lastLine())
	}
	return finding(NoEmptyLine, h.lastLine())
}

func (h Header) explainNoContentType(content string) Finding {
	candidates := h.misnamed()
	if found, ok := missed(firstLine(content)); ok && !h.ended() {
		candidates = append(candidates, found)
	}
	for _, found := range candidates {
		if name, _, _ := strings.Cut(found.Args["meant"], ":"); strings.EqualFold(name, "Content-Type") {
			return found
		}
	}
	line, late := fieldBehind(content)
	switch {
	case late && h.ended() && len(h.Fields) == 0 && h.Status == 0:
		return finding(EmptyLineFirst, line)
	case late && h.ended():
		return finding(FieldAfterEmptyLine, line)
	}
	return finding(NoContentType, firstLine(content))
}

func explainStatus(what Violation, line string) Finding {
	found := finding(what, line)
	if rule, meant := doubledName(line); rule != "" {
		found.Rule, found.Args["meant"] = rule, shortened(meant)
		return found
	}
	_, value, _ := strings.Cut(line, ": ")
	status, reason, _ := parseStatus(value)
	if status == 0 && statusOf(value) != 0 {
		found.Rule, status, reason = StatusWithoutNumber, statusOf(value), value
	}
	found.Args["meant"] = strings.TrimSpace("Status: " + strconv.Itoa(status) + " " + reason)
	return found
}

// missed is the finding of a line that is a near miss.
func missed(line string) (Finding, bool) {
	mistake, meant, ok := nearMiss(line)
	if !ok {
		return Finding{}, false
	}
	found := finding(mistake, line)
	found.Args["meant"] = shortened(meant)
	return found, true
}

// maxNamed is how many fields are looked at: nobody writes more by hand, and a script may print
// fields without end.
const maxNamed = 100

// misnamed are the fields whose names plainly stand for others.
func (h Header) misnamed() []Finding {
	findings := []Finding{}
	for _, f := range h.Fields[:min(len(h.Fields), maxNamed)] {
		if found, ok := missed(f.Name + ": " + f.Value); ok {
			findings = append(findings, found)
		}
	}
	return findings
}

// ended reports whether the header has its empty line.
func (h Header) ended() bool {
	return !h.Has(NoEmptyLine) && !h.Has(NoHeader) && !h.Has(BareCR) && !h.Has(NoOutput)
}

func (h Header) isHTML() bool {
	typed, _ := h.Get("Content-Type")
	return strings.HasPrefix(strings.ToLower(typed), "text/html")
}

// escape is the field that has a line end as two characters; empty where none has.
func (h Header) escape() string {
	for _, f := range h.Fields {
		if literalEscape(f.Name, f.Value) {
			return f.Name + ": " + f.Value
		}
	}
	return ""
}

// lastLine is the last of the fields.
func (h Header) lastLine() string {
	if len(h.Fields) == 0 {
		return ""
	}
	last := h.Fields[len(h.Fields)-1]
	return last.Name + ": " + last.Value
}

// shortened is a line that fits into a sentence, its control characters as pictures.
func shortened(line string) string {
	const most = 80
	letters := []rune(strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' {
			return '\u2400' + c
		}
		return c
	}, strings.ToValidUTF8(line, "\uFFFD")))
	if len(letters) <= most {
		return string(letters)
	}
	return string(letters[:most]) + "…"
}
