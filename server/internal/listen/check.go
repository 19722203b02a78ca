package listen

import (
	"bytes"
	"net/netip"
	neturl "net/url"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// requestHead is what a valid head says.
type requestHead struct {
	method, target string
	framing        framing
	// last is true if the client announces no other request after this one.
	last bool
}

// check parses a head, up to and with its empty line, and returns what is wrong with it. It
// rejects all that net/http would repair or reject itself, and takes nothing in another way
// than net/http does.
func check(head []byte) (requestHead, *Rejection) {
	if beginsTLS(head) {
		return requestHead{}, rejection(TLS, nil)
	}
	if wrong := checkLineEnds(head); wrong != nil {
		return requestHead{}, wrong
	}
	line, rest, _ := bytes.Cut(head, []byte("\r\n"))
	r, minor, wrong := checkRequestLine(line)
	if wrong != nil {
		return r, wrong
	}
	var f fields
	for first := true; ; first = false {
		line, rest, _ = bytes.Cut(rest, []byte("\r\n"))
		if len(line) == 0 {
			break
		}
		if wrong := f.add(line, first); wrong != nil {
			return r, wrong
		}
	}
	if wrong := f.checkHost(minor); wrong != nil {
		return r, wrong
	}
	if wrong := f.checkExpectation(); wrong != nil {
		return r, wrong
	}
	r.framing, wrong = f.framing(minor)
	r.last = httpguts.HeaderValuesContainsToken(f.connection, "close") ||
		minor == 0 && !httpguts.HeaderValuesContainsToken(f.connection, "keep-alive")
	return r, wrong
}

// beginsTLS reports whether a client takes this for an https server: it begins with the
// record of a handshake (RFC 8446, section 5.1).
func beginsTLS(head []byte) bool { return len(head) > 0 && head[0] == 22 }

// checkLineEnds requires CR LF at the end of every line and nowhere else. RFC 9112, section
// 2.2, lets a server take a bare LF, too; not every server does.
func checkLineEnds(head []byte) *Rejection {
	for i, b := range head {
		switch {
		case b == '\n' && (i == 0 || head[i-1] != '\r'):
			return rejection(BareLF, lineAt(head, i))
		case b == '\r' && (i+1 == len(head) || head[i+1] != '\n'):
			return rejection(BareCR, lineAt(head, i))
		}
	}
	return nil
}

// lineAt is the line that ends at i.
func lineAt(head []byte, i int) []byte {
	return head[bytes.LastIndexByte(head[:i], '\n')+1 : i]
}

// checkRequestLine parses method, target and version, one space between them (RFC 9112,
// section 3). It returns the version's second digit.
func checkRequestLine(line []byte) (requestHead, byte, *Rejection) {
	if hasControl(line, false) {
		return requestHead{}, 0, rejection(ControlCharacter, line)
	}
	words := bytes.Split(line, []byte(" "))
	if len(words) != 3 || len(words[0]) == 0 || len(words[1]) == 0 {
		return requestHead{}, 0, rejection(BadRequestLine, line)
	}
	r := requestHead{method: string(words[0]), target: string(words[1])}
	version := words[2]
	switch {
	case !isToken(words[0]):
		return r, 0, rejection(BadMethod, words[0])
	case len(version) != 8 || !bytes.HasPrefix(version, []byte("HTTP/")) || !isDigit(version[5]) || version[6] != '.' || !isDigit(version[7]):
		return r, 0, rejection(BadVersion, version)
	case version[5] != '1':
		return r, 0, rejection(OtherVersion, version)
	case !isTarget(r.method, r.target):
		return r, 0, rejection(BadTarget, words[1])
	}
	return r, version[7] - '0', nil
}

// isTarget reports whether net/http takes a request target (RFC 9112, section 3.2). An
// absolute one must name a host, and no user (RFC 9110, sections 4.2.1 and 4.2.4). CONNECT
// has a host and its port, and no other method has.
func isTarget(method, target string) bool {
	if method == "CONNECT" {
		parsed, err := neturl.ParseRequestURI("http://" + target)
		return err == nil && parsed.Host == target && parsed.Port() != ""
	}
	parsed, err := neturl.ParseRequestURI(target)
	return err == nil && parsed.User == nil && (parsed.Scheme == "" || parsed.Host != "")
}

// fields are the fields of a head that decide on its host, framing and connection.
type fields struct {
	hosts, lengths, codings, connection, trailers, expectations []string
}

// add parses a field line (RFC 9112, section 5); first is true for the first one.
func (f *fields) add(line []byte, first bool) *Rejection {
	if line[0] == ' ' || line[0] == '\t' {
		if first {
			return rejection(SpaceBeforeFields, line)
		}
		return rejection(FoldedLine, line)
	}
	name, value, wrong := fieldLine(line)
	if wrong != nil {
		return wrong
	}
	switch strings.ToLower(name) {
	case "host":
		f.hosts = append(f.hosts, value)
	case "content-length":
		f.lengths = append(f.lengths, value)
	case "transfer-encoding":
		f.codings = append(f.codings, value)
	case "connection":
		f.connection = append(f.connection, value)
	case "expect":
		f.expectations = append(f.expectations, value)
	case "trailer":
		f.trailers = append(f.trailers, value)
	}
	return nil
}

// fieldLine parses one field line.
func fieldLine(line []byte) (name, value string, wrong *Rejection) {
	key, rest, found := bytes.Cut(line, []byte(":"))
	switch {
	case !found:
		return "", "", rejection(NoColon, line)
	case !isToken(key) && isToken(bytes.TrimRight(key, " \t")):
		return "", "", rejection(SpaceBeforeColon, line)
	case !isToken(key):
		return "", "", rejection(BadFieldName, key)
	case hasControl(rest, true):
		return "", "", rejection(ControlCharacter, line)
	}
	return string(key), string(bytes.Trim(rest, " \t")), nil
}

// checkHost requires one Host field, which HTTP/1.0 need not have (RFC 9112, section 3.2).
func (f *fields) checkHost(minor byte) *Rejection {
	switch {
	case len(f.hosts) == 0 && minor > 0:
		return rejection(NoHost, nil)
	case len(f.hosts) > 1:
		return rejection(TwoHosts, []byte(strings.Join(f.hosts, ", ")))
	case len(f.hosts) == 1 && !isHost(f.hosts[0]):
		return rejection(BadHost, []byte(f.hosts[0]))
	}
	return nil
}

// checkExpectation accepts 100-continue only: there is no other (RFC 9110, section 10.1.1).
func (f *fields) checkExpectation() *Rejection {
	for _, each := range f.expectations {
		if each != "" && !httpguts.HeaderValuesContainsToken([]string{each}, "100-continue") {
			return rejection(UnknownExpectation, []byte(each))
		}
	}
	return nil
}

// framing returns how the content is delimited (RFC 9112, section 6.3). Of the ways that a
// server may accept, it accepts only those that are unambiguous.
func (f *fields) framing(minor byte) (framing, *Rejection) {
	none := framing{kind: noContent}
	if len(f.codings) == 0 {
		switch {
		case len(f.lengths) == 0:
			return none, nil
		case len(f.lengths) > 1:
			return none, rejection(TwoLengths, []byte(strings.Join(f.lengths, ", ")))
		}
		length, ok := contentLength(f.lengths[0])
		if !ok {
			return none, rejection(BadLength, []byte(f.lengths[0]))
		}
		return framing{kind: fixedLength, length: length}, nil
	}
	all := strings.Join(f.codings, ", ")
	codings := strings.Split(all, ",")
	count := 0 // of chunked
	for i, each := range codings {
		codings[i] = strings.Trim(each, " \t")
		if isChunked(codings[i]) {
			count++
		}
	}
	switch {
	case minor == 0:
		return none, rejection(CodingInHTTP10, []byte(all))
	case len(f.lengths) > 0:
		return none, rejection(LengthAndCoding, []byte(all))
	case !isChunked(codings[len(codings)-1]):
		return none, rejection(NotChunked, []byte(all))
	case count > 1:
		return none, rejection(TwiceChunked, []byte(all))
	case len(codings) > 1:
		return none, rejection(UnknownCoding, []byte(all))
	case !mayTrail(f.trailers):
		return none, rejection(BadTrailer, []byte(strings.Join(f.trailers, ", ")))
	}
	return framing{kind: chunked}, nil
}

// isChunked reports whether a coding is chunked, in any letter case of ASCII (RFC 9112,
// section 7). Beyond ASCII programs disagree: the Kelvin sign is a k to some.
func isChunked(coding string) bool {
	return httpguts.HeaderValuesContainsToken([]string{coding}, "chunked")
}

// mayTrail reports whether the named fields may follow the content: those that delimit it may
// not (RFC 9110, section 6.5.1).
func mayTrail(names []string) bool {
	for _, name := range strings.Split(strings.Join(names, ","), ",") {
		switch strings.ToLower(strings.Trim(name, " \t")) {
		case "transfer-encoding", "content-length", "trailer":
			return false
		}
	}
	return true
}

// contentLength accepts decimal digits and nothing else (RFC 9110, section 8.6).
func contentLength(value string) (int64, bool) {
	for i := range len(value) {
		if !isDigit(value[i]) {
			return 0, false
		}
	}
	length, err := strconv.ParseInt(value, 10, 64)
	return length, err == nil
}

// isHost reports whether a value is a name or an address, with a port or without (RFC 3986,
// sections 3.2.2 and 3.2.3). It may be empty.
func isHost(value string) bool {
	name, port := value, ""
	if strings.HasPrefix(value, "[") {
		address, rest, found := strings.Cut(value[1:], "]")
		if !found || !isIPv6(address) || rest != "" && rest[0] != ':' {
			return false
		}
		name, port = "", strings.TrimPrefix(rest, ":")
	} else if before, after, found := strings.Cut(value, ":"); found {
		name, port = before, after
	}
	for i := range len(name) {
		if !isLetterOrDigit(name[i]) && !strings.ContainsRune("-._~%!$&'()*+,;=", rune(name[i])) {
			return false
		}
	}
	if _, err := neturl.PathUnescape(name); err != nil { // a % begins a code
		return false
	}
	return strings.Trim(port, "0123456789") == ""
}

func isIPv6(address string) bool {
	parsed, err := netip.ParseAddr(address)
	return err == nil && parsed.Is6() && parsed.Zone() == ""
}

// isToken reports whether p is a token (RFC 9110, section 5.6.2).
func isToken(p []byte) bool {
	for _, b := range p {
		if !isTokenByte(b) {
			return false
		}
	}
	return len(p) > 0
}

func isTokenByte(b byte) bool { return httpguts.IsTokenRune(rune(b)) }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetterOrDigit(b byte) bool {
	return isDigit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// hasControl reports whether p has a control character. A tab does not count if tab is true,
// as in a field's value.
func hasControl(p []byte, tab bool) bool {
	for _, b := range p {
		if (b < ' ' || b == 0x7f) && !(tab && b == '\t') {
			return true
		}
	}
	return false
}
