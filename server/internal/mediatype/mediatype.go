// Package mediatype takes media types apart as browsers do (WHATWG MIME Sniffing, section 4.4): they
// read values that RFC 9110, section 8.3.1, does not allow, and pass over parts of others.
// mime.ParseMediaType refuses whole values for a parameter, and is for what people are to write well.
package mediatype

import (
	"strings"

	"golang.org/x/net/http/httpguts"
)

// space is what stands around the parts of a media type (Fetch, "HTTP whitespace").
const space = " \t\r\n"

// Type is a media type.
type Type struct {
	// Essence is type and subtype, in lower case; empty where a value is no media type.
	Essence string
	// Parameters are by their names in lower case.
	Parameters map[string]string
}

// Parse takes one value for a type. Of a parameter that stands twice the first counts, and what is
// not one is passed over: also where a space stands around its equals sign.
func Parse(value string) Type {
	essence, rest, _ := strings.Cut(strings.Trim(value, space), ";")
	essence = strings.ToLower(strings.TrimRight(essence, space))
	major, minor, _ := strings.Cut(essence, "/")
	if !IsToken(major) || !IsToken(minor) {
		return Type{}
	}
	parameters := map[string]string{}
	for rest != "" {
		rest = strings.TrimLeft(rest, space)
		end := strings.IndexAny(rest, ";=")
		if end < 0 {
			break
		}
		name, separator, text := strings.ToLower(rest[:end]), rest[end], ""
		if rest = rest[end+1:]; separator == ';' {
			continue
		}
		quoted := strings.HasPrefix(rest, `"`)
		if quoted {
			text, rest = unquote(rest[1:])
			_, rest, _ = strings.Cut(rest, ";")
		} else {
			text, rest, _ = strings.Cut(rest, ";")
			text = strings.TrimRight(text, space)
		}
		_, has := parameters[name]
		if IsToken(name) && (text != "" || quoted) && !has && !strings.ContainsFunc(text, isControl) {
			parameters[name] = text
		}
	}
	return Type{essence, parameters}
}

// unquote is the text up to the quote that ends it, and what is behind (Fetch, "collect an HTTP quoted
// string"). One that does not end goes on to the end.
func unquote(quoted string) (text, rest string) {
	var out strings.Builder
	for at := 0; at < len(quoted); at++ {
		switch c := quoted[at]; {
		case c == '"':
			return out.String(), quoted[at+1:]
		case c == '\\' && at+1 < len(quoted):
			at++
			out.WriteByte(quoted[at])
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), ""
}

func isControl(letter rune) bool { return letter < ' ' && letter != '\t' || letter == 0x7f }

// IsToken reports whether a text is one, as a field's name is (RFC 9110, sections 5.1 and 5.6.2).
func IsToken(text string) bool { return httpguts.ValidHeaderFieldName(text) }

// Extract is the type of a message with these values of Content-Type, and its charset: of several types
// the last one that is one counts, with the charset of an earlier one that is the same (Fetch,
// "extract a MIME type").
func Extract(values []string) (essence, charset string) {
	for _, value := range Members(values) {
		named := Parse(value)
		if named.Essence == "" || named.Essence == "*/*" {
			continue
		}
		given, has := named.Parameters["charset"]
		if has || named.Essence != essence {
			charset = given
		}
		essence = named.Essence
	}
	return essence, charset
}

// Members are those of a list, also over several lines; a comma in a quoted string parts nothing
// (RFC 9110, sections 5.6.1 and 5.6.4).
func Members(values []string) []string {
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
