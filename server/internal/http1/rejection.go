package http1

import (
	"strconv"
	"strings"
)

// Rejection is why a request is rejected before a handler looks at it. What is ambiguous is
// never repaired: two programs that repair it in two ways disagree on where the next request
// begins, and so one can be smuggled past the other (RFC 9112, section 11.2).
type Rejection struct {
	Code Code
	// Status is the response's: 400, or one that is more exact.
	Status int
	// Detail is what is wrong, as it was sent, if that can be shown.
	Detail string
}

// Code names what is wrong with a request.
type Code string

// What can be wrong with a request. The number is the section of RFC 9112, unless another
// document is named.
const (
	BareLF             Code = "bareLF"             // 2.2
	BareCR             Code = "bareCR"             // 2.2
	SpaceBeforeFields  Code = "spaceBeforeFields"  // 2.2
	BadRequestLine     Code = "badRequestLine"     // 3
	BadMethod          Code = "badMethod"          // 3.1
	BadTarget          Code = "badTarget"          // 3.2
	FragmentTarget     Code = "fragmentTarget"     // 3.2: a fragment is for the browser alone (RFC 3986, 3.5)
	BadVersion         Code = "badVersion"         // 2.3
	OtherVersion       Code = "otherVersion"       // RFC 9110, 15.6.6
	NoColon            Code = "noColon"            // 5
	BadFieldName       Code = "badFieldName"       // 5
	SpaceBeforeColon   Code = "spaceBeforeColon"   // 5.1
	FoldedLine         Code = "foldedLine"         // 5.2
	ControlCharacter   Code = "controlCharacter"   // RFC 9110, 5.5
	NoHost             Code = "noHost"             // 3.2
	TwoHosts           Code = "twoHosts"           // 3.2
	NoRoom             Code = "noRoom"             // RFC 9110, 15.6.4
	BadHost            Code = "badHost"            // 3.2
	UnknownExpectation Code = "unknownExpectation" // RFC 9110, 10.1.1
	LengthAndCoding    Code = "lengthAndCoding"    // 6.1
	CodingInHTTP10     Code = "codingInHTTP10"     // 6.1
	UnknownCoding      Code = "unknownCoding"      // 6.1
	TwiceChunked       Code = "twiceChunked"       // 6.1
	NotChunked         Code = "notChunked"         // 6.3
	TwoLengths         Code = "twoLengths"         // 6.3
	BadLength          Code = "badLength"          // 6.3
	BadChunk           Code = "badChunk"           // 7.1
	BadTrailer         Code = "badTrailer"         // 7.1.2
	Unfinished         Code = "unfinished"         // 8
	CutShort           Code = "cutShort"           // 8
	TooSlow            Code = "tooSlow"            // RFC 9110, 15.5.9
	HeadTooLong        Code = "headTooLong"        // RFC 6585, 5
	TargetTooLong      Code = "targetTooLong"      // 3
	TLS                Code = "tls"                // RFC 8446, 5.1: not HTTP
)

// Statuses other than 400 Bad Request.
var statuses = map[Code]int{
	TooSlow:            408,
	UnknownExpectation: 417,
	NoRoom:             503,
	TargetTooLong:      414,
	HeadTooLong:        431,
	UnknownCoding:      501, // RFC 9112, section 6.1
	OtherVersion:       505,
}

// maxDetail is how many bytes a detail shows.
const maxDetail = 80

// rejection is why a request is rejected; detail is what is wrong with it, if that can be shown.
func rejection(code Code, detail string) *Rejection {
	status, ok := statuses[code]
	if !ok {
		status = 400
	}
	if len(detail) > maxDetail {
		detail = detail[:maxDetail] + "…"
	}
	shown := strconv.Quote(strings.ToValidUTF8(detail, "\ufffd"))
	return &Rejection{Code: code, Status: status, Detail: shown[1 : len(shown)-1]}
}
