package mediatype

import (
	"slices"
	"strings"
)

// The kinds of types that browsers treat alike (MIME Sniffing, sections 4.6 and 7).
var (
	javaScript = []string{
		"application/ecmascript", "application/javascript", "application/x-ecmascript", "application/x-javascript",
		"text/ecmascript", "text/javascript", "text/javascript1.0", "text/javascript1.1", "text/javascript1.2",
		"text/javascript1.3", "text/javascript1.4", "text/javascript1.5", "text/jscript", "text/livescript",
		"text/x-ecmascript", "text/x-javascript",
	}
	nothing = []string{"", "unknown/unknown", "application/unknown", "*/*"}
)

// IsJavaScript reports whether a type is one of scripts.
func IsJavaScript(essence string) bool { return slices.Contains(javaScript, essence) }

// IsJSON reports whether a type is one of JSON.
func IsJSON(essence string) bool {
	return essence == "application/json" || essence == "text/json" || strings.HasSuffix(essence, "+json")
}

// IsXML reports whether a type is one of XML.
func IsXML(essence string) bool {
	return essence == "application/xml" || essence == "text/xml" || strings.HasSuffix(essence, "+xml")
}

// SaysNothing reports whether a type means "guess".
func SaysNothing(essence string) bool { return slices.Contains(nothing, essence) }
