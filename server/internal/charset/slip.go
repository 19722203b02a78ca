package charset

import (
	"strings"

	"vitrina/server/internal/distance"
	"vitrina/server/internal/pattern"
)

var (
	// slipped is a parameter with a name and another sign for its = (WHATWG MIME Sniffing, section 4.4: there is no space around it).
	slipped = pattern.Lazy(`^([\w-]+)\s*[=:\s]\s*["']?([\w.:-]+)["']?$`)
	// encodingWords are what people take for the parameter's name.
	encodingWords = []string{"encoding", "character-set", "codificacion", "codificación"}
)

// Slip is the parameter of a type that was plainly meant as its charset and is not read as one, such as “utf-8”,
// “chartset=utf-8” or “charset: utf-8”, and the type as it was meant. Both are empty where there is none, or where
// the type has a charset.
func Slip(contentType string) (parameter, meant string) {
	essence, parameters, _ := strings.Cut(contentType, ";")
	if strings.Contains(parameters, `"`) { // a semicolon may stand in it
		return "", ""
	}
	kept := []string{essence}
	for each := range strings.SplitSeq(parameters, ";") {
		each = strings.TrimSpace(each)
		name, _, _ := strings.Cut(each, "=")
		label := meantLabel(each)
		switch {
		case strings.EqualFold(name, "charset"):
			return "", ""
		case label != "" && parameter == "":
			parameter = each
			kept = append(kept, "charset="+label)
		case each != "":
			kept = append(kept, each)
		}
	}
	if parameter == "" {
		return "", ""
	}
	return parameter, strings.Join(kept, "; ")
}

// meantLabel is the label that a parameter plainly means; empty where it may be another parameter.
func meantLabel(parameter string) string {
	if Name(parameter) != "" {
		return parameter
	}
	found := slipped().FindStringSubmatch(parameter)
	if found == nil || Name(found[2]) == "" {
		return ""
	}
	const most = 2 // letters that differ: chartset, charste
	name := strings.ToLower(found[1])
	for _, word := range append(encodingWords, "charset") {
		if distance.Edits(name, word, most) <= most {
			return found[2]
		}
	}
	return ""
}
