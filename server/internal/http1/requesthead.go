package http1

import (
	"net/netip"
	neturl "net/url"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// Field is a field line, its value without the white space around it.
type Field struct{ Name, Value string }

// requestHead is what the head of a valid request says.
type requestHead struct {
	method, target string
	// minor is the second digit of the version.
	minor byte
	url   *neturl.URL // what the target means
	// fields are the field lines, in the order and letter case in which they came.
	fields  []Field
	framing framing
	// last is true if the client announces no other request after this one.
	last bool
	// expects is true if the client waits for 100 Continue before it sends content.
	expects bool
}

// parseHead parses the head of a request, up to and with its empty line, and returns what is
// wrong with it. It rejects all that net/http would repair or reject itself, and takes nothing
// in another way than net/http does.
func parseHead(head string) (requestHead, *Rejection) {
	if beginsTLS(head) {
		return requestHead{}, rejection(TLS, "")
	}
	if wrong := checkLineEnds(head); wrong != nil {
		return requestHead{}, wrong
	}
	line, rest, _ := strings.Cut(head, "\r\n")
	h, wrong := parseRequestLine(line)
	if wrong != nil {
		return h, wrong
	}
	h.fields = make([]Field, 0, strings.Count(rest, "\n"))
	for {
		line, rest, _ = strings.Cut(rest, "\r\n")
		if line == "" {
			break
		}
		if wrong := h.addLine(line); wrong != nil {
			return h, wrong
		}
	}
	f := h.special()
	if wrong := f.checkHost(h.minor); wrong != nil {
		return h, wrong
	}
	if wrong := f.checkExpectation(); wrong != nil {
		return h, wrong
	}
	h.expects = h.minor > 0 && len(f.expectations) > 0 && f.expectations[0] != ""
	h.framing, wrong = f.framing(h.minor)
	h.last = httpguts.HeaderValuesContainsToken(f.connection, "close") ||
		h.minor == 0 && !httpguts.HeaderValuesContainsToken(f.connection, "keep-alive")
	return h, wrong
}

// beginsTLS reports whether a client takes this for an https server: it begins with the
// record of a handshake (RFC 8446, section 5.1).
func beginsTLS(head string) bool { return len(head) > 0 && head[0] == 22 }

// checkLineEnds requires CR LF at the end of every line and nowhere else. RFC 9112, section
// 2.2, lets a server take a bare LF, too; not every server does.
func checkLineEnds(text string) *Rejection {
	for text != "" {
		line, rest, ended := strings.Cut(text, "\n")
		cr := strings.IndexByte(line, '\r')
		switch {
		case cr >= 0 && (cr < len(line)-1 || !ended):
			return rejection(BareCR, line[:cr])
		case ended && cr < 0:
			return rejection(BareLF, line)
		}
		text = rest
	}
	return nil
}

// parseRequestLine parses method, target and version, one space between them (RFC 9112,
// section 3).
func parseRequestLine(line string) (requestHead, *Rejection) {
	if hasControl(line, false) {
		return requestHead{}, rejection(ControlCharacter, line)
	}
	method, rest, _ := strings.Cut(line, " ")
	target, version, spaced := strings.Cut(rest, " ")
	if !spaced || method == "" || target == "" || strings.Contains(version, " ") {
		return requestHead{}, rejection(BadRequestLine, line)
	}
	h := requestHead{method: method, target: target}
	switch {
	case !isToken(method):
		return h, rejection(BadMethod, method)
	case len(version) != 8 || !strings.HasPrefix(version, "HTTP/") || !isDigit(version[5]) || version[6] != '.' || !isDigit(version[7]):
		return h, rejection(BadVersion, version)
	case version[5] != '1':
		return h, rejection(OtherVersion, version)
	}
	h.minor = version[7] - '0'
	if strings.Contains(target, "#") {
		return h, rejection(FragmentTarget, target)
	}
	if h.url = parseTarget(method, target); h.url == nil {
		return h, rejection(BadTarget, target)
	}
	return h, nil
}

// parseTarget is what a request target means, as net/http takes it; nil if it takes it not
// (RFC 9112, section 3.2). An absolute one must name a host, and no user (RFC 9110, sections
// 4.2.1 and 4.2.4). CONNECT has a host and its port, and no other method has.
func parseTarget(method, target string) *neturl.URL {
	if method == "CONNECT" {
		parsed, err := neturl.ParseRequestURI("http://" + target)
		if err != nil || parsed.Host != target || parsed.Port() == "" {
			return nil
		}
		parsed.Scheme = ""
		return parsed
	}
	parsed, err := neturl.ParseRequestURI(target)
	if err != nil || parsed.User != nil || parsed.Scheme != "" && parsed.Host == "" || !isHost(parsed.Host) {
		return nil
	}
	return parsed
}

// addLine parses a field line (RFC 9112, section 5).
func (h *requestHead) addLine(line string) *Rejection {
	if line[0] == ' ' || line[0] == '\t' {
		if len(h.fields) == 0 {
			return rejection(SpaceBeforeFields, line)
		}
		return rejection(FoldedLine, line)
	}
	field, wrong := parseFieldLine(line)
	if wrong != nil {
		return wrong
	}
	h.fields = append(h.fields, field)
	return nil
}

// parseFieldLine parses one field line.
func parseFieldLine(line string) (Field, *Rejection) {
	name, rest, found := strings.Cut(line, ":")
	switch {
	case !found:
		return Field{}, rejection(NoColon, line)
	case !isToken(name) && isToken(strings.TrimRight(name, " \t")):
		return Field{}, rejection(SpaceBeforeColon, line)
	case !isToken(name):
		return Field{}, rejection(BadFieldName, name)
	case hasControl(rest, true):
		return Field{}, rejection(ControlCharacter, line)
	}
	return Field{name, strings.Trim(rest, " \t")}, nil
}

// special are the fields of a head that decide on its host, framing and connection.
type special struct {
	hosts, lengths, codings, connection, trailers, expectations []string
}

func (h *requestHead) special() special {
	var f special
	for _, each := range h.fields {
		if values := f.of(each.Name); values != nil {
			*values = append(*values, each.Value)
		}
	}
	return f
}

// of is where the values of a field are kept; nil for most.
func (f *special) of(name string) *[]string {
	wanted, values := "", (*[]string)(nil)
	switch len(name) {
	case len("Host"):
		wanted, values = "Host", &f.hosts
	case len("Expect"):
		wanted, values = "Expect", &f.expectations
	case len("Trailer"):
		wanted, values = "Trailer", &f.trailers
	case len("Connection"):
		wanted, values = "Connection", &f.connection
	case len("Content-Length"):
		wanted, values = "Content-Length", &f.lengths
	case len("Transfer-Encoding"):
		wanted, values = "Transfer-Encoding", &f.codings
	}
	if values != nil && strings.EqualFold(name, wanted) {
		return values
	}
	return nil
}

// checkHost requires one Host field, which HTTP/1.0 need not have (RFC 9112, section 3.2).
func (f *special) checkHost(minor byte) *Rejection {
	switch {
	case len(f.hosts) == 0 && minor > 0:
		return rejection(NoHost, "")
	case len(f.hosts) > 1:
		return rejection(TwoHosts, strings.Join(f.hosts, ", "))
	case len(f.hosts) == 1 && !isHost(f.hosts[0]):
		return rejection(BadHost, f.hosts[0])
	}
	return nil
}

// checkExpectation accepts 100-continue only: there is no other (RFC 9110, section 10.1.1).
func (f *special) checkExpectation() *Rejection {
	for _, each := range f.expectations {
		if each != "" && !httpguts.HeaderValuesContainsToken([]string{each}, "100-continue") {
			return rejection(UnknownExpectation, each)
		}
	}
	return nil
}

// framing returns how the content is delimited (RFC 9112, section 6.3). Of the ways that a
// server may accept, it accepts only those that are unambiguous.
func (f *special) framing(minor byte) (framing, *Rejection) {
	none := framing{kind: noContent}
	if len(f.codings) == 0 {
		switch {
		case len(f.lengths) == 0:
			return none, nil
		case len(f.lengths) > 1:
			return none, rejection(TwoLengths, strings.Join(f.lengths, ", "))
		}
		length, ok := contentLength(f.lengths[0])
		if !ok {
			return none, rejection(BadLength, f.lengths[0])
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
		return none, rejection(CodingInHTTP10, all)
	case len(f.lengths) > 0:
		return none, rejection(LengthAndCoding, all)
	case !isChunked(codings[len(codings)-1]):
		return none, rejection(NotChunked, all)
	case count > 1:
		return none, rejection(TwiceChunked, all)
	case len(codings) > 1:
		return none, rejection(UnknownCoding, all)
	case !mayTrail(f.trailers):
		return none, rejection(BadTrailer, strings.Join(f.trailers, ", "))
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
// sections 3.2.2 and 3.2.3). It may be empty, and a port is one of 65535.
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
	if port == "" {
		return true
	}
	_, err := strconv.ParseUint(port, 10, 16) // WHATWG URL, "port state": no browser has a larger one
	return err == nil
}

func isIPv6(address string) bool {
	parsed, err := netip.ParseAddr(address)
	return err == nil && parsed.Is6() && parsed.Zone() == ""
}

// isToken reports whether p is a token (RFC 9110, section 5.6.2).
func isToken(p string) bool {
	for i := range len(p) {
		if !httpguts.IsTokenRune(rune(p[i])) {
			return false
		}
	}
	return len(p) > 0
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetterOrDigit(b byte) bool {
	return isDigit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// hasControl reports whether p has a control character. A tab does not count if tab is true,
// as in a field's value.
func hasControl(p string, tab bool) bool {
	for i := range len(p) {
		if b := p[i]; (b < ' ' || b == 0x7f) && !(tab && b == '\t') {
			return true
		}
	}
	return false
}
