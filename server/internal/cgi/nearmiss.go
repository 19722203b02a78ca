package cgi

import "strings"

// nearMiss tells what a line that is not a known field plainly should have been: the mistake, and the
// line that was meant. It returns false where that is not sure.
func nearMiss(line string) (mistake Violation, meant string, ok bool) {
	for _, recognize := range []func(line string) (Violation, string){statusLine, markBeforeHeader, bytesLiteral, echoOption, quotedField, spaceBeforeName, wrongName, wideColon, wrongColon, doubledName, misspeltType, misspeltCharset} {
		if mistake, meant = recognize(line); mistake != "" {
			return mistake, meant, true
		}
	}
	return "", "", false
}

func statusLine(line string) (Violation, string) {
	version, status, _ := strings.Cut(line, " ")
	if code, _, _ := parseStatus(status); code == 0 || !strings.HasPrefix(version, "HTTP/") {
		return "", ""
	}
	return StatusLine, "Status: " + strings.TrimSpace(status)
}

// markBeforeHeader recognises the byte-order mark of UTF-8, which no editor shows.
func markBeforeHeader(line string) (Violation, string) {
	name, value, ok := splitField([]byte(strings.TrimPrefix(line, "\ufeff")))
	if !ok || !strings.HasPrefix(line, "\ufeff") || !isSurelyField(name, value) {
		return "", ""
	}
	return MarkBeforeHeader, name + ": " + value
}

// bytesLiteral recognises what Python's print() makes of bytes.
func bytesLiteral(line string) (Violation, string) {
	if len(line) < 3 || line[0] != 'b' || line[1] != '\'' && line[1] != '"' {
		return "", ""
	}
	text, _, _ := strings.Cut(line[2:], `\`)
	name, value, ok := splitField([]byte(strings.TrimRight(text, line[1:2])))
	if !ok || !isSurelyField(name, value) {
		return "", ""
	}
	return BytesLiteral, name + ": " + value
}

func spaceBeforeName(line string) (Violation, string) {
	text := strings.TrimLeft(line, " \t")
	name, value, ok := splitField([]byte(text))
	if !ok || len(text) == len(line) || !isSurelyField(name, value) {
		return "", ""
	}
	return SpaceBeforeName, name + ": " + value
}

// wrongName recognises a name that is almost right, or has a space behind it.
func wrongName(line string) (Violation, string) {
	name, value, found := strings.Cut(strings.TrimLeft(line, " \t"), ":")
	if !found {
		return "", ""
	}
	value = strings.Trim(value, " \t")
	bare := strings.TrimRight(name, " \t")
	if len(bare) < len(name) && isSurelyField(bare, value) {
		return SpaceBeforeColon, bare + ": " + value
	}
	if meant := meantName(bare); meant != "" && isSurelyField(meant, value) {
		return MisspeltName, meant + ": " + value
	}
	return "", ""
}

// wrongColon recognises a field with something else for its colon, or nothing.
func wrongColon(line string) (Violation, string) {
	text := strings.TrimLeft(line, " \t")
	end := strings.IndexAny(text, " \t=;,")
	if end < 0 {
		return "", ""
	}
	name, rest := text[:end], strings.TrimLeft(text[end:], " \t")
	value, equals := strings.CutPrefix(rest, "=")
	value = strings.Trim(strings.TrimLeft(value, ";,"), " \t")
	switch knownName(name) {
	case "Content-Type", "Status", "Location", "Set-Cookie": // of other names, a sentence may begin so
	default:
		return "", ""
	}
	switch {
	case !isSurelyField(name, value):
		return "", ""
	case equals:
		return EqualsForColon, name + ": " + value
	}
	return NoColon, name + ": " + value
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
