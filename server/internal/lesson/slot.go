package lesson

import (
	"mime"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"vitrina/server/internal/l10n"
)

// fill reads the value of a slot from words of a line. What it gives is the same for what means the
// same.
func fill(slot string, words []word, from int, line string, locale l10n.Locale) (end int, value string, fits bool) {
	if from >= len(words) {
		return from, "", false
	}
	first := words[from]
	end = from + 1
	switch slot {
	case slotMethod:
		value, fits = methodOf(first)
	case slotTarget:
		value = first.text
		fits = strings.HasPrefix(value, "/") || value == "*"
	case slotCount, slotMs:
		n, err := strconv.Atoi(first.text)
		value, fits = strconv.Itoa(n), err == nil && n > 0 && n <= 1_000_000 && (slot == slotMs || n <= maxCounted)
	case slotAnswer:
		if value, fits = statusOf(first); !fits {
			return mediaType(words, from)
		}
	case slotType:
		return mediaType(words, from)
	case slotField:
		value, fits = canonical(first.text), !first.quoted && isField(first.text)
	case slotValue:
		return fieldValue(words, from, line, locale)
	case slotText:
		value, fits = first.text, first.quoted && first.text != ""
	case slotPair:
		value, fits = pairOf(first)
	case slotCode:
		value, fits = first.text, !first.quoted && isNote(first.text)
	case slotFile:
		value, fits = fileOf(first.text)
	}
	return end, value, fits
}

// maxCounted is how many exchanges a line may ask for.
const maxCounted = 500

// methodOf is a method (RFC 9110, section 9.1). GETs are several.
func methodOf(w word) (string, bool) {
	name := strings.TrimSuffix(w.text, "s")
	if upper := strings.ToUpper(name); slices.Contains(methods, upper) {
		return upper, true
	}
	for _, r := range name {
		if (r < 'A' || r > 'Z') && r != '-' {
			return "", false
		}
	}
	return name, !w.quoted && len(name) > 1
}

var methods = []string{"GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"}

// statusOf is a status code or a class of them, such as 3xx (RFC 9110, section 15).
func statusOf(w word) (string, bool) {
	text := strings.ToLower(w.text)
	if len(text) != 3 || text[0] < '1' || text[0] > '5' {
		return "", false
	}
	if text[1:] == "xx" {
		return text, true
	}
	_, err := strconv.Atoi(text)
	return text, err == nil
}

// mediaType is a type, and the parameters behind it as far as each ends in a semicolon.
func mediaType(words []word, from int) (end int, value string, fits bool) {
	text := words[from].text
	end = from + 1
	for strings.HasSuffix(text, ";") && end < len(words) {
		text += " " + words[end].text
		end++
	}
	value, fits = typeOf(text)
	return end, value, fits && strings.Index(value, "/") > 0
}

// typeOf is a media type in one way of writing it (RFC 9110, section 8.3.1).
func typeOf(text string) (string, bool) {
	essence, parameters, err := mime.ParseMediaType(text)
	if err != nil || !strings.Contains(essence, "/") {
		return "", false
	}
	if charset, has := parameters["charset"]; has {
		parameters["charset"] = strings.ToLower(charset)
	}
	return mime.FormatMediaType(essence, parameters), true
}

// isField reports whether a word is the name of a field (RFC 9110, section 5.1) and not one of those
// that other forms begin with.
func isField(name string) bool {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("!#$%&'*+-.^_|~", r) {
			return false
		}
	}
	switch strings.ToLower(name) {
	case "", "the", "an", "a", "no", "another", "el", "la", "un", "una", "otro", "otra":
		return false
	}
	return true
}

// canonical is a field's name in one letter case.
func canonical(name string) string {
	switch strings.ToLower(name) {
	case "etag":
		return "ETag"
	case "www-authenticate":
		return "WWW-Authenticate"
	}
	words := strings.Split(strings.ToLower(name), "-")
	for i, each := range words {
		if each != "" {
			words[i] = strings.ToUpper(each[:1]) + each[1:]
		}
	}
	return strings.Join(words, "-")
}

// fieldValue is the rest of the line, up to what goes on with it. What stands in backquotes is a value
// that holds such words.
func fieldValue(words []word, from int, line string, locale l10n.Locale) (end int, value string, fits bool) {
	first := words[from]
	if first.quoted && line[first.start] == '`' {
		return from + 1, first.text, strings.TrimSpace(first.text) != ""
	}
	end = from
	for end < len(words) && (end == from || !goesOn(words, end, locale)) {
		end++
	}
	return end, line[first.start:words[end-1].end], true
}

// goesOn reports whether another claim begins at a word, or the end of the assertion.
func goesOn(words []word, at int, locale l10n.Locale) bool {
	if words[at].quoted {
		return false
	}
	if words[at].text == "," {
		_, failed := after(words, at, "", locale)
		return failed == nil
	}
	if !slices.ContainsFunc(joints[locale].and, func(and string) bool { return strings.EqualFold(and, words[at].text) }) || at+1 >= len(words) {
		return false
	}
	for _, each := range forms {
		if each.part != claim {
			continue
		}
		for _, template := range each.words[locale] {
			if _, fits := matchWords(elementsOf(template)[0].words, words, at+1); fits {
				return true
			}
		}
	}
	return false
}

// pairOf is NAME=VALUE, or NAME for any value.
func pairOf(w word) (string, bool) {
	name, value, has := strings.Cut(w.text, "=")
	if name == "" {
		return "", false
	}
	if !has {
		return name, true
	}
	for opening, end := range closing {
		if inside, begins := strings.CutPrefix(value, string(opening)); begins {
			if inside, ends := strings.CutSuffix(inside, string(end)); ends {
				value = inside
			}
		}
	}
	return name + "=" + value, true
}

// notes are the codes of notes that exchanges can have.
func notes() []string {
	codes := []string{}
	for _, key := range l10n.Keys(l10n.English) {
		code, note := strings.CutPrefix(key, "note.")
		if !note {
			code, note = strings.CutPrefix(key, "error.")
			code, note = strings.TrimSuffix(code, ".what"), note && strings.HasSuffix(code, ".what")
		}
		if note && !strings.Contains(code, ".explained") {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// isNote reports whether notes of exchanges have a code.
func isNote(code string) bool { return slices.Contains(notes(), code) }

// fileOf is a file relative to the served folder, which is named html in lessons.
func fileOf(name string) (string, bool) {
	if name == "" || strings.ContainsAny(name, "\\\x00") {
		return "", false
	}
	clean := strings.TrimPrefix(path.Clean("/"+name), "/")
	if strings.Contains("/"+name+"/", "/../") || clean == "" {
		return "", false
	}
	if inside, is := strings.CutPrefix(clean, "html/"); is && inside != "" {
		clean = inside
	}
	return clean, true
}

// pairParts are the two sides of a pair; any is true where every value will do.
func pairParts(pair string) (name, value string, any bool) {
	name, value, has := strings.Cut(pair, "=")
	return decoded(name), decoded(value), !has
}

func decoded(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}
