package secret

import (
	"mime"
	"strings"

	"vitrina/server/internal/mediatype"
)

// Span is a part of a text that is a secret.
type Span struct {
	From, To int
	// Bare is true for a value of JSON that is not a string: what stands in its place needs quotes.
	Bare bool
}

// InBody finds the secrets in content of a media type: in the fields of a form, and in what is JSON by its
// type or its beginning. It reads what is cut short or broken as far as that goes, as the panel does
// (extension/panel/model/secretBody.ts): a test compares both.
func InBody(contentType, body string) []Span {
	named := mediatype.Parse(contentType)
	switch {
	case named.Essence == "application/x-www-form-urlencoded":
		return inParameters(body)
	case named.Essence == "multipart/form-data":
		return inParts(body, named.Parameters["boundary"])
	case mediatype.IsJSON(named.Essence), startsAsJSON(body):
		return inJSON(body)
	}
	return nil
}

// Replaced gives a text with something in place of its secrets.
func Replaced(text string, spans []Span, with string) string {
	var b strings.Builder
	at := 0
	for _, span := range spans {
		b.WriteString(text[at:span.From])
		if span.Bare {
			b.WriteString(`"` + with + `"`)
		} else {
			b.WriteString(with)
		}
		at = span.To
	}
	return b.String() + text[at:]
}

func startsAsJSON(body string) bool {
	start := strings.TrimLeft(body[:min(len(body), 1024)], " \t\r\n")
	return strings.HasPrefix(start, "{") || strings.HasPrefix(start, "[")
}

// inParameters finds secrets in a=1&token=x (URL Standard, application/x-www-form-urlencoded).
func inParameters(text string) []Span {
	var found []Span
	for at := 0; at < len(text); {
		end := at + index(text[at:], "&;")
		name, value, parted := strings.Cut(text[at:end], "=")
		switch from := end - len(value); {
		case !parted || value == "":
		case Named(name):
			found = append(found, Span{From: from, To: end})
		default:
			for _, span := range InValue(value) {
				found = append(found, Span{From: from + span.From, To: from + span.To})
			}
		}
		at = end + 1
	}
	return found
}

// inParts finds secrets in multipart/form-data (RFC 7578); a file is none.
func inParts(text, boundary string) []Span {
	var found []Span
	delimiter := "\r\n--" + boundary
	if boundary == "" {
		return nil
	}
	at := strings.Index("\r\n"+text, delimiter) - len("\r\n")
	for at >= -len("\r\n") {
		from := at + len(delimiter)
		if from > len(text) {
			break
		}
		length := strings.Index(text[from:], delimiter)
		end := len(text)
		if length >= 0 {
			end = from + length
		}
		if head, content, parted := strings.Cut(text[from:end], "\r\n\r\n"); parted && content != "" && isSecretPart(head) {
			found = append(found, Span{From: end - len(content), To: end})
		}
		if length < 0 {
			break
		}
		at = end
	}
	return found
}

func isSecretPart(head string) bool {
	for line := range strings.SplitSeq(head, "\r\n") {
		field, value, _ := strings.Cut(line, ":")
		if strings.EqualFold(field, "Content-Disposition") {
			_, parameters, err := mime.ParseMediaType(value)
			_, file := parameters["filename"]
			return err == nil && !file && Named(parameters["name"])
		}
	}
	return false
}

// inJSON finds the values of members with such names. It reads words, not the grammar, so that it finds
// them in what is cut short, and in what is nearly JSON (Python's {'a': 1}).
func inJSON(text string) []Span {
	var found []Span
	for at := 0; at < len(text); {
		if !isQuote(text[at]) {
			at++
			continue
		}
		end := stringEnd(text, at)
		name := strings.Trim(text[at:end], `"'`)
		colon := skipSpace(text, end)
		if at = end; colon >= len(text) || text[colon] != ':' || !Named(name) {
			continue
		}
		if span, ok := valueAt(text, skipSpace(text, colon+1)); ok {
			found = append(found, span)
			if at = span.To; !span.Bare {
				at++ // the quote that ends it
			}
		}
	}
	return found
}

// valueAt is the value that begins there; not ok for what tells nothing: an empty string, true, null.
func valueAt(text string, at int) (span Span, ok bool) {
	switch {
	case at >= len(text):
		return span, false
	case isQuote(text[at]):
		end := stringEnd(text, at)
		if end-at > 1 && text[end-1] == text[at] {
			end--
		}
		return Span{From: at + 1, To: end}, end > at+1
	case text[at] == '{' || text[at] == '[':
		return Span{From: at, To: nestedEnd(text, at), Bare: true}, true
	}
	end := at + index(text[at:], ",}] \t\r\n")
	switch text[at:end] {
	case "", "true", "false", "null", "True", "False", "None":
		return span, false
	}
	return Span{From: at, To: end, Bare: true}, true
}

func isQuote(letter byte) bool { return letter == '"' || letter == '\'' }

// stringEnd is behind the quote that ends a string, or the end of the text.
func stringEnd(text string, at int) int {
	for i := at + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[at]:
			return i + 1
		}
	}
	return len(text)
}

// nestedEnd is behind the bracket that ends a value, or the end of the text.
func nestedEnd(text string, at int) int {
	depth := 0
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '"', '\'':
			i = stringEnd(text, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

func skipSpace(text string, at int) int {
	for at < len(text) && strings.IndexByte(" \t\r\n", text[at]) >= 0 {
		at++
	}
	return at
}

// index is where one of some letters stands, or the length.
func index(text, letters string) int {
	if i := strings.IndexAny(text, letters); i >= 0 {
		return i
	}
	return len(text)
}
