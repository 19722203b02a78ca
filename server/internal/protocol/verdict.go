package protocol

// Verdict is what a browser makes of a response.
type Verdict struct {
	Outcome
	// Destination is for what the browser asked: the value of Sec-Fetch-Dest, or "fetch" for its
	// "empty", with "eventSource", "ping" and "prefetch" told apart and "document" for a file to be saved;
	// "module" for a script that is one, "styleModule" for a style sheet that a script imports, and
	// "webSocket" for its handshake.
	Destination string `json:"destination"`
	// Assumed is true where the request does not say its destination: programs that are not browsers
	// do not, nor do browsers where the address is neither this computer's nor https. The verdict is
	// then on a browser that opens the address.
	Assumed bool `json:"assumed"`
	// AskedBy is the page, or the style sheet, that asked: its path and query, or its whole address
	// where that is of another site; absent where the request does not say it (Referer).
	AskedBy string `json:"askedBy,omitempty"`
	Basis   Basis  `json:"basis"`
	// Predicted is what was expected, where the browser told what it did.
	Predicted *Outcome `json:"predicted,omitempty"`
	// Differs is true where the browser did something else.
	Differs bool `json:"differs"`
	// Charset is the encoding in which the browser reads it; absent where it reads no text.
	Charset *Charset `json:"charset,omitempty"`
}

// Charset is the encoding of a text, and what decided on it.
type Charset struct {
	// Label is its name in the Encoding standard, in lower case.
	Label string    `json:"label"`
	By    CharsetBy `json:"by"`
}

// CharsetBy is what decides on an encoding.
type CharsetBy string

// What decides, in the order of its weight: a byte order mark; what the response is wanted for, which is read as
// UTF-8 whatever is named; Content-Type; a page's meta element, the declaration of XML, the @charset of a
// style sheet; the type, in JSON and XML; the page that asked, where its encoding is known; that page where it is not; the
// browser's own guess. A document's own word takes their place.
const (
	CharsetByMark        CharsetBy = "mark"
	CharsetByUse         CharsetBy = "use"
	CharsetByContentType CharsetBy = "contentType"
	CharsetByMeta        CharsetBy = "meta"
	CharsetByDeclaration CharsetBy = "declaration"
	CharsetByRule        CharsetBy = "rule"
	CharsetByJSON        CharsetBy = "json"
	CharsetByXML         CharsetBy = "xml"
	CharsetByAsker       CharsetBy = "asker"
	CharsetByPage        CharsetBy = "page"
	CharsetByNothing     CharsetBy = "none"
	CharsetByObserved    CharsetBy = "observed"
)

// Gist is what a list shows of a verdict. Its fields are those of Verdict and Outcome.
type Gist struct {
	Fate        Fate       `json:"fate"`
	As          Appearance `json:"as,omitempty"`
	Destination string     `json:"destination"`
	Assumed     bool       `json:"assumed"`
	AskedBy     string     `json:"askedBy,omitempty"`
	Differs     bool       `json:"differs"`
}

// Outcome is what becomes of a response, and why.
type Outcome struct {
	Fate Fate `json:"fate"`
	// Type is the media type that the browser ends up with, without parameters, as
	// document.contentType would say it; empty where there is none.
	Type string `json:"type"`
	// As is what it is shown as; absent where it is not shown.
	As Appearance `json:"as,omitempty"`
	// Reason names the rule, for programs.
	Reason string `json:"reason"`
	// Message is the rule's sentence for people, in the client's language.
	Message string `json:"message"`
	// Args are the values that the message speaks of.
	Args map[string]string `json:"args,omitempty"`
	// Standard is a sentence for people where the standard decides otherwise than Chromium does;
	// absent where both agree.
	Standard string `json:"standard,omitempty"`
	// Afterwards is a sentence for people on where the browser goes by itself afterwards (Refresh); absent
	// where it stays.
	Afterwards string `json:"afterwards,omitempty"`
	// Source is the address of the section that has the rule.
	Source string `json:"source"`
}

// Fate is what becomes of a response.
type Fate string

// The fates: of what a browser opens, of what a page asks for, and of both.
const (
	FateShown      Fate = "shown"
	FateDownloaded Fate = "downloaded"
	FateEmpty      Fate = "empty"
	FateApplied    Fate = "applied"
	FateRefused    Fate = "refused"
	FateRedirected Fate = "redirected"
)

// Appearance is as what a browser shows a response.
type Appearance string

// The appearances.
const (
	AsPage  Appearance = "page"
	AsText  Appearance = "text"
	AsImage Appearance = "image"
	AsMedia Appearance = "media"
	AsXML   Appearance = "xml"
	AsPDF   Appearance = "pdf"
)

// Basis is what a verdict rests on.
type Basis string

// A prediction follows from the standards and from what Chromium does; an observation was told by
// the document itself.
const (
	BasisPredicted Basis = "predicted"
	BasisObserved  Basis = "observed"
)
