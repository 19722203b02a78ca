package listen

import (
	"bytes"
	"strconv"
	"strings"
)

// Malformed is why a request is refused before anyone is asked to answer it. What is
// ambiguous is never mended: two programs that mend it in two ways disagree on where the
// next request begins, and that is how one is smuggled past the other (RFC 9112, section
// 11.2).
type Malformed struct {
	Reason Reason
	// Status is the response's: 400, or another one that says more.
	Status int
	// Detail is what is wrong, as it was sent, where that can be shown.
	Detail string
}

// Reason names what is wrong with a request.
type Reason string

// What can be wrong with a request. The number is the section of RFC 9112 where no other is named.
const (
	BareLF             Reason = "bareLF"             // 2.2
	BareCR             Reason = "bareCR"             // 2.2
	SpaceBeforeFields  Reason = "spaceBeforeFields"  // 2.2
	BadRequestLine     Reason = "badRequestLine"     // 3
	BadMethod          Reason = "badMethod"          // 3.1
	BadTarget          Reason = "badTarget"          // 3.2
	BadVersion         Reason = "badVersion"         // 2.3
	OtherVersion       Reason = "otherVersion"       // RFC 9110, 15.6.6
	NoColon            Reason = "noColon"            // 5
	BadFieldName       Reason = "badFieldName"       // 5
	SpaceBeforeColon   Reason = "spaceBeforeColon"   // 5.1
	FoldedLine         Reason = "foldedLine"         // 5.2
	ControlCharacter   Reason = "controlCharacter"   // RFC 9110, 5.5
	NoHost             Reason = "noHost"             // 3.2
	TwoHosts           Reason = "twoHosts"           // 3.2
	NoRoom             Reason = "noRoom"             // RFC 9110, 15.6.4
	BadHost            Reason = "badHost"            // 3.2
	UnknownExpectation Reason = "unknownExpectation" // RFC 9110, 10.1.1
	LengthAndCoding    Reason = "lengthAndCoding"    // 6.1
	CodingInHTTP10     Reason = "codingInHTTP10"     // 6.1
	UnknownCoding      Reason = "unknownCoding"      // 6.1
	TwiceChunked       Reason = "twiceChunked"       // 6.1
	NotChunked         Reason = "notChunked"         // 6.3
	TwoLengths         Reason = "twoLengths"         // 6.3
	BadLength          Reason = "badLength"          // 6.3
	BadChunk           Reason = "badChunk"           // 7.1
	BadTrailer         Reason = "badTrailer"         // 7.1.2
	Unfinished         Reason = "unfinished"         // 8
	CutShort           Reason = "cutShort"           // 8
	TooSlow            Reason = "tooSlow"            // RFC 9110, 15.5.9
	HeadTooLong        Reason = "headTooLong"        // RFC 6585, 5
	TLS                Reason = "tls"                // RFC 8446, 5.1: no HTTP at all
)

// Statuses other than 400 Bad Request.
var statuses = map[Reason]int{
	TooSlow:            408,
	UnknownExpectation: 417,
	NoRoom:             503,
	HeadTooLong:        431,
	UnknownCoding:      501, // RFC 9112, section 6.1
	OtherVersion:       505,
}

// maxDetail is how many bytes of what is wrong are shown.
const maxDetail = 80

func malformed(reason Reason, detail []byte) *Malformed {
	status, ok := statuses[reason]
	if !ok {
		status = 400
	}
	if len(detail) > maxDetail {
		detail = append(bytes.Clone(detail[:maxDetail]), "…"...)
	}
	shown := strconv.Quote(strings.ToValidUTF8(string(detail), "\ufffd"))
	return &Malformed{Reason: reason, Status: status, Detail: shown[1 : len(shown)-1]}
}
