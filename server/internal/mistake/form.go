package mistake

// missingField tells a field that the request did not send from one that the script looks for
// in the wrong place, or that is empty. reads is where the script looks, as far as that is sure.
func missingField(f Failure, name string, reads Field) string {
	if f.Type == "application/json" && (reads.Body || !reads.Query && f.has(`\bstdin\b|\bFieldStorage\b`)) {
		return "formIsJSON"
	}
	if f.Form == nil {
		return "keyMissing"
	}
	sent := f.Form(name)
	switch {
	case !sent.Query && !sent.Body:
		return "fieldMissing"
	case sent.Body && !sent.Query && reads.Query:
		return "fieldInBody"
	case sent.Query && !sent.Body && reads.Body:
		return "fieldInQuery"
	case sent.Blank && f.Language == "python":
		return "fieldBlank"
	}
	return "keyMissing"
}
