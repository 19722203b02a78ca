package l10n

import (
	_ "embed"
	"encoding/json"
	"strings"
)

var (
	//go:embed en.json
	english string
	//go:embed es.json
	spanish string
)

// texts are the files of the languages. Each line but the braces is a key and its text, in the order
// of the keys, which a test holds: so a text is sought as in a dictionary, and a start need not wait
// until all of them are decoded.
var texts = map[Locale]string{English: entries(english), Spanish: entries(spanish)}

// entries are the lines between the braces.
func entries(file string) string {
	return file[strings.IndexByte(file, '\n')+1 : strings.LastIndexByte(file, '}')]
}

// find is the text of a key.
func find(locale Locale, key string) (text string, ok bool) {
	for lines := texts[locale]; lines != ""; {
		begin := strings.LastIndexByte(lines[:len(lines)/2], '\n') + 1
		end := begin + strings.IndexByte(lines[begin:], '\n') + 1
		found, text := entry(lines[begin:end])
		switch strings.Compare(found, key) {
		case 0:
			if strings.Contains(text, `\`) {
				_ = json.Unmarshal([]byte(text), &text) // likewise held by a test
				return text, true
			}
			return strings.Trim(text, `"`), true
		case 1:
			lines = lines[:begin]
		default:
			lines = lines[end:]
		}
	}
	return "", false
}

// entry is the key of a line, and its text as the file has it.
func entry(line string) (key, text string) {
	key, text, _ = strings.Cut(strings.TrimRight(line, ",\r\n"), `": `)
	return strings.TrimLeft(key, ` "`), text
}
