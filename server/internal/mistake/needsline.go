package mistake

import "slices"

// ofLine are the mistakes whose texts speak of the line that the interpreter named.
var ofLine = []string{
	"bracketMismatch", "bracketNotOpened", "bracketOpen", "callNotClosed", "endMissing", "fStringBraces", "fileClosed", "hereDocumentOpen", "indentation", "keyMissing", "mergeConflict",
	"nameNear", "nameUndefined", "outsideBlock", "quoteOpen", "returnOutside", "shellSyntax", "syntax", "yieldOutside",
}

// NeedsLine reports whether the texts of a mistake have no sense where no line was named.
func (m Mistake) NeedsLine() bool { return slices.Contains(ofLine, m.Key) }
