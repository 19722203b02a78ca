package cgi

import "strings"

// nearMiss tells what a line that is no known field plainly should have been: the mistake, and the
// line that was meant. It returns false where that is not sure.
func nearMiss(line string) (mistake Violation, meant string, ok bool) {
	if version, status, found := strings.Cut(line, " "); found && strings.HasPrefix(version, "HTTP/") {
		if code, _, _ := parseStatus(status); code != 0 {
			return StatusLine, "Status: " + strings.TrimSpace(status), true
		}
	}
	if text, found := bytesLiteral(line); found {
		if name, value, ok := splitField([]byte(text)); ok && isSurelyField(name, value) {
			return BytesLiteral, name + ": " + value, true
		}
	}
	text := strings.TrimLeft(line, " \t")
	if name, value, ok := splitField([]byte(text)); ok && len(text) < len(line) && isSurelyField(name, value) {
		return SpaceBeforeName, name + ": " + value, true
	}
	if name, value, found := strings.Cut(text, ":"); found {
		value = strings.Trim(value, " \t")
		bare := strings.TrimRight(name, " \t")
		if len(bare) < len(name) && isSurelyField(bare, value) {
			return SpaceBeforeColon, bare + ": " + value, true
		}
		if meant := meantName(bare); meant != "" && isSurelyField(meant, value) {
			return MisspeltName, meant + ": " + value, true
		}
	}
	end := strings.IndexAny(text, " \t=;,")
	if end < 0 {
		return "", "", false
	}
	name, rest := text[:end], strings.TrimLeft(text[end:], " \t")
	value, equals := strings.CutPrefix(rest, "=")
	value = strings.Trim(strings.TrimLeft(value, ";,"), " \t")
	switch knownName(name) {
	case "Content-Type", "Status", "Location", "Set-Cookie": // of other names, a sentence may begin so
	default:
		return "", "", false
	}
	switch {
	case strings.HasPrefix(rest, ":") || !isSurelyField(name, value):
		return "", "", false
	case equals:
		return EqualsForColon, name + ": " + value, true
	}
	return NoColon, name + ": " + value, true
}

// bytesLiteral is the first line of the text that a bytes literal of Python stands for, where a
// line begins with one: what print() makes of bytes.
func bytesLiteral(line string) (text string, ok bool) {
	if len(line) < 3 || line[0] != 'b' || line[1] != '\'' && line[1] != '"' {
		return "", false
	}
	text, _, _ = strings.Cut(line[2:], `\`)
	return strings.TrimRight(text, line[1:2]), true
}

// literalEscape reports whether a value has a backslash with an n where the line should end. A
// backslash elsewhere may be meant.
func literalEscape(name, value string) bool {
	switch knownName(name) {
	case "Content-Type", "Location", "Set-Cookie":
	default:
		return false
	}
	_, after, found := strings.Cut(value, `\n`)
	if !found {
		return false
	}
	_, _, field := splitField([]byte(after))
	return after == "" || after[0] == '\\' || after[0] == '<' || field
}

// fieldBehind is the first line of content that is not blank, where it is surely a field.
func fieldBehind(content string) (line string, ok bool) {
	line = firstLine(strings.TrimLeft(content, " \t\r\n"))
	name, value, ok := splitField([]byte(line))
	return line, ok && isSurelyField(name, value)
}

func firstLine(content string) string {
	line, _, _ := strings.Cut(content, "\n")
	return strings.TrimRight(line, "\r")
}

// hasLateHeader reports whether content has a header block with a Content-Type in it, behind
// other text.
func hasLateHeader(content string) bool {
	for rest := content; ; {
		_, line, more := strings.Cut(rest, "\n")
		if !more {
			return false
		}
		rest = line
		header, _ := parseHeader([]byte(rest), true)
		if typed, _ := header.Get("Content-Type"); isMediaType(typed) && !header.Has(NoEmptyLine) {
			return true
		}
	}
}
