package content

import (
	"net/http"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// httpSpace is what stands around the parts of a media type (Fetch, "HTTP whitespace").
const httpSpace = " \t\r\n"

// TypeOf is the media type of a response, in lower case and without its parameters, and the charset
// among those. Of several types the last one that is one counts (Fetch, "extract a MIME type").
// mime.ParseMediaType takes values for a type that browsers do not, and the other way round.
func TypeOf(header http.Header) (kind, charset string) {
	for _, value := range list(header, "Content-Type") {
		essence, parameters := parseMediaType(value)
		if essence == "" || essence == "*/*" {
			continue
		}
		named, has := parameters["charset"]
		if has || essence != kind { // a charset is kept for the same type
			charset = named
		}
		kind = essence
	}
	return kind, charset
}

// parseMediaType is a media type, in lower case, with its parameters, as browsers take it apart (WHATWG
// MIME Sniffing, section 4.4). It is empty where a value is none. Of a parameter that stands twice
// the first counts, and what is not one is passed over: also where a space stands around its equals sign.
func parseMediaType(value string) (essence string, parameters map[string]string) {
	essence, rest, _ := strings.Cut(strings.Trim(value, httpSpace), ";")
	essence = strings.ToLower(strings.TrimRight(essence, httpSpace))
	major, minor, _ := strings.Cut(essence, "/")
	if !isToken(major) || !isToken(minor) {
		return "", nil
	}
	parameters = map[string]string{}
	for rest != "" {
		rest = strings.TrimLeft(rest, httpSpace)
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
			text = strings.TrimRight(text, httpSpace)
		}
		_, has := parameters[name]
		if isToken(name) && (text != "" || quoted) && !has && !strings.ContainsFunc(text, isControl) {
			parameters[name] = text
		}
	}
	return essence, parameters
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

// isToken reports whether a text is one, as a field's name is (RFC 9110, section 5.6.2).
func isToken(text string) bool { return httpguts.ValidHeaderFieldName(text) }
