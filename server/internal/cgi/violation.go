package cgi

import "slices"

// Violation names a rule of RFC 3875 that a script broke. It is the code of the note on the
// exchange.
type Violation string

// The rules that scripts break, as the header shows them.
const (
	NoHeader       Violation = "noHeader"      // the first line is not a field: it is all content
	NoContentType  Violation = "noContentType" // content, and no Content-Type (section 6.3.1)
	NoEmptyLine    Violation = "noEmptyLine"   // no empty line between header and content
	BadStatus      Violation = "badStatus"     // a Status that is none from 200 to 599
	LooseStatus    Violation = "looseStatus"   // a Status with more than a space behind its number
	BadField       Violation = "badField"      // a field whose value cannot be sent
	BadType        Violation = "badType"       // a Content-Type that is not a media type
	NoOutput       Violation = "noOutput"      // nothing was printed at all
	HeaderTooLong  Violation = "headerTooLong"
	BadLength      Violation = "badLength"      // a Content-Length that is not a number
	DuplicateField Violation = "duplicateField" // a second field of those that stand once only (section 6.3)
	WrongLength    Violation = "wrongLength"    // a Content-Length that is not the content's
	FieldNotPassed Violation = "fieldNotPassed" // a field about the connection (section 6.3.4)
	DoubledCR      Violation = "doubledCR"      // lines that end in CR CR LF
	BareCR         Violation = "bareCR"         // lines that end in CR alone: the header has no end
	FoldedField    Violation = "foldedField"    // a field of several lines (section 6.3)
	// FragmentRedirect is a path with a fragment in Location, which is for the browser alone (section 6.3.2).
	FragmentRedirect Violation = "fragmentRedirect"
	EmptyLocation    Violation = "emptyLocation"    // a Location that leads nowhere (section 6.3.2)
	RelativeLocation Violation = "relativeLocation" // a Location that is neither a whole address nor a path of the site (section 6.3.2)
	RedirectWithMore Violation = "redirectWithMore" // a local redirect with other fields or with content (section 6.2.2)
	// RedirectWithCookie is a local redirect with cookies beside it, which are passed on.
	RedirectWithCookie Violation = "redirectWithCookie"
	NoChallenge        Violation = "noChallenge" // a 401 without WWW-Authenticate (RFC 9110, section 15.5.2)
	NoLocation         Violation = "noLocation"  // a redirect without Location (RFC 9110, section 15.4)
	// UnfollowedLocation is a Location beside a status that is no redirect (RFC 9110, section 10.2.2).
	UnfollowedLocation Violation = "unfollowedLocation"
	NoAllow            Violation = "noAllow"       // a 405 without Allow (RFC 9110, section 15.5.6)
	UnsentContent      Violation = "unsentContent" // content behind a 204, 205 or 304 (RFC 9110, sections 6.4.1 and 15.3.6)
	// TextBeforeHeader takes the place of NoHeader, where the header is behind other text.
	TextBeforeHeader Violation = "textBeforeHeader"
)

// The mistakes that are behind those, where a line plainly shows what was meant.
const (
	EmptyLineFirst      Violation = "emptyLineFirst"      // an empty line before the header
	MarkBeforeHeader    Violation = "markBeforeHeader"    // a byte-order mark before the header
	SpaceBeforeName     Violation = "spaceBeforeName"     // " Content-Type: text/html"
	NoColon             Violation = "noColon"             // "Content-Type text/html"
	EqualsForColon      Violation = "equalsForColon"      // "Content-Type = text/html"
	SpaceBeforeColon    Violation = "spaceBeforeColon"    // "Content-Type : text/html"
	MisspeltName        Violation = "misspeltName"        // "Contnet-Type: text/html"
	MisspeltType        Violation = "misspeltType"        // "Content-Type: text/hmtl"
	MisspeltCharset     Violation = "misspeltCharset"     // "Content-Type: text/html; utf-8"
	DoubledName         Violation = "doubledName"         // "Set-Cookie: Set-Cookie: a=1"
	NoScheme            Violation = "noScheme"            // "Location: www.example.com"
	StatusLine          Violation = "statusLine"          // "HTTP/1.1 404 Not Found"
	SpaceInEmptyLine    Violation = "spaceInEmptyLine"    // a line of spaces in place of the empty one
	BytesLiteral        Violation = "bytesLiteral"        // "b'Content-Type: text/html'"
	EchoOption          Violation = "echoOption"          // "-e Content-Type: text/html"
	QuotedField         Violation = "quotedField"         // "Content-Type: text/html", with the quotes
	WideColon           Violation = "wideColon"           // "Content-Type：text/html"
	StatusWithoutNumber Violation = "statusWithoutNumber" // "Status: Not Found"
	LiteralEscape       Violation = "literalEscape"       // a backslash and an n in place of a line end
	SlashEscape         Violation = "slashEscape"         // "Content-Type: text/html/n/n"
	FieldAfterEmptyLine Violation = "fieldAfterEmptyLine" // a field behind the header's end
	FieldNotByHeader    Violation = "fieldNotByHeader"    // the same in PHP, which prints a header of its own
	HeaderNotEnded      Violation = "headerNotEnded"      // no empty line, and nothing follows
)

// isOfCGI reports whether a violation is one of RFC 3875, which strict mode refuses. The others
// are of HTTP, which leaves them to the script.
func (v Violation) isOfCGI() bool {
	return !slices.Contains([]Violation{NoChallenge, NoLocation, NoAllow, UnfollowedLocation}, v)
}
