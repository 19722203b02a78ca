package inject

import (
	"bytes"
	"encoding/xml"
	"io"
)

// placeInXML is where the line goes into a document that an XML parser reads: behind the start
// tag of its root element. There no text can begin before it, and what the root says of the
// document, as the viewBox of a picture, stays as it is. A document with another root, or with
// one that has no content, gets none.
func placeInXML(text []byte, whole bool, root string) (at int, found Finding) {
	letters := bytes.Clone(text)
	for i, letter := range letters {
		if letter >= 0x80 { // of whatever encoding: no markup is made of it
			letters[i] = 'x'
		}
	}
	decoder := xml.NewDecoder(bytes.NewReader(letters))
	decoder.Strict = false // it knows no entities that the document declares itself
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		token, err := decoder.RawToken()
		if err != nil {
			if whole {
				return 0, Nowhere
			}
			return 0, Unknown
		}
		if start, ok := token.(xml.StartElement); ok {
			at = int(decoder.InputOffset())
			if start.Name.Local != root || letters[at-2] == '/' {
				return 0, Nowhere
			}
			return at, Found
		}
	}
}
