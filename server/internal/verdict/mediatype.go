package verdict

import "strings"

// members are those of a list, also over several lines; a comma in a quoted string parts nothing
// (RFC 9110, sections 5.6.1 and 5.6.4).
func members(values []string) []string {
	all := []string{}
	for _, value := range values {
		quoted, escaped, begin := false, false, 0
		for at := range len(value) {
			switch c := value[at]; {
			case escaped:
				escaped = false
			case quoted && c == '\\':
				escaped = true
			case c == '"':
				quoted = !quoted
			case c == ',' && !quoted:
				all = append(all, value[begin:at])
				begin = at + 1
			}
		}
		all = append(all, value[begin:])
	}
	return all
}

// namedType is the type that a response names, in lower case and without parameters, as Chromium
// reads it: of several the last one that has a slash, up to the first space, semicolon or
// parenthesis. Empty where it names none.
func (r Response) namedType() string {
	named := ""
	for _, value := range members(r.values("Content-Type")) {
		value = strings.Trim(value, " \t\r\n")
		if value == "*/*" || !strings.Contains(value, "/") {
			continue
		}
		if end := strings.IndexAny(value, " \t;("); end >= 0 {
			value = value[:end]
		}
		named = strings.ToLower(value)
	}
	if !strings.Contains(named, "/") {
		return ""
	}
	return named
}

// essence is the type that the standard extracts (Fetch, "extract a MIME type"): the last that
// parses. Empty where none does.
func essence(values []string) string {
	found := ""
	for _, value := range members(values) {
		kind, _, _ := strings.Cut(value, ";")
		kind = strings.ToLower(strings.Trim(kind, " \t\r\n"))
		before, after, _ := strings.Cut(kind, "/")
		if isToken(before) && isToken(after) && kind != "*/*" {
			found = kind
		}
	}
	return found
}

// isToken reports whether a text is one (RFC 9110, section 5.6.2).
func isToken(text string) bool {
	for i := range len(text) {
		c := text[i]
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0) {
			return false
		}
	}
	return text != ""
}

// saysNothing reports whether a type means "guess" (MIME Sniffing, section 7, step 1).
func saysNothing(kind string) bool {
	switch kind {
	case "", "unknown/unknown", "application/unknown", "*/*":
		return true
	}
	return false
}

// isJavaScript reports whether a type is one of scripts (MIME Sniffing, section 4.6).
func isJavaScript(kind string) bool {
	switch kind {
	case "application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
		"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
		"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
		"text/x-ecmascript", "text/x-javascript":
		return true
	}
	return false
}

// isJSON reports whether a type is one of JSON (MIME Sniffing, section 4.6).
func isJSON(kind string) bool {
	return kind == "application/json" || kind == "text/json" || strings.HasSuffix(kind, "+json")
}
