package content

import (
	"bytes"
	"encoding/json"
	"regexp"

	"vitrina/server/internal/pattern"
)

// shown are the ways in which languages show a value, which scripts print in place of JSON, with
// what prints JSON there.
var shown = []struct {
	start          func() *regexp.Regexp
	language, call string
}{
	{pattern.Lazy(`^\s*(Array|\w+ Object)\s*\(|^\s*array\(\d+\) \{|^\s*object\(\w+\)#\d+`), "PHP", "json_encode(…)"},
	{pattern.Lazy(`^\s*(HASH|ARRAY)\(0x[0-9a-f]+\)`), "Perl", "JSON::PP::encode_json(…)"},
	{pattern.Lazy(`^\s*\{\s*(:\w+|"[^"\n]*")\s*=>`), "Ruby", "JSON.generate(…)"},
	{pattern.Lazy(`^\s*\[object Object\]`), "JavaScript", "JSON.stringify(…)"},
}

// printedOtherwise names the mistake where a script printed something else than JSON: a value as
// its language shows it, or other text before the JSON.
func printedOtherwise(text []byte, args map[string]string) {
	for _, each := range shown {
		if each.start().Match(text) {
			args["mistake"], args["language"], args["call"] = "jsonShown", each.language, each.call
			return
		}
	}
	for rest := text; args["line"] == "1" && args["mistake"] == "jsonWord"; {
		_, after, found := bytes.Cut(rest, []byte("\n"))
		if !found {
			return
		}
		if rest = after; bytes.HasPrefix(rest, []byte("{")) || bytes.HasPrefix(rest, []byte("[")) {
			if json.Valid(rest) {
				args["mistake"] = "jsonTextBefore"
			}
			return
		}
	}
}
