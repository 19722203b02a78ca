package har

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/pattern"
	"vitrina/server/internal/protocol"
)

// ownRead is what stands in an entry of Vitrina's own.
type ownRead protocol.Exchange

// add makes an exchange of an entry, if it is of HTTP.
func (r *reader) add(e entryRead) {
	to := takenApart(string(e.Request.URL))
	scheme, isHTTP := map[string]string{"http": "http", "https": "https", "ws": "http", "wss": "https", "": ""}[strings.ToLower(to.scheme)]
	if !isHTTP {
		r.read.Skipped++
		return
	}
	to.scheme = scheme
	if r.read.Origin == "" && scheme != "" && to.host != "" {
		r.read.Origin = scheme + "://" + to.host
	}
	if e.Started.IsZero() {
		e.Started = r.last
	}
	r.last = e.Started
	x := Exchange{Origin: r.read.Origin}
	if e.Request.PostData != nil {
		x.RequestBody = e.Request.PostData.content()
	}
	if e.Response != nil && e.Response.Content != nil {
		x.ResponseBody = bytesOf(e.Response.Content.Text, e.Response.Content.Encoding)
	}
	if e.Vitrina != nil && e.Vitrina.Request.Head != "" {
		x.Exchange = sane(protocol.Exchange(*e.Vitrina))
		if e.Response != nil && e.Response.Content != nil && e.Response.Content.Sent != "" && !x.Response.Decoded {
			x.ResponseBody = bytesOf(e.Response.Content.Sent, "base64")
		}
	} else {
		r.rebuild(&x, e, to)
		r.read.Rebuilt++
	}
	x.Note = string(e.Note)
	x.Complete = true
	r.take(x)
}

// address is where a request went, as far as its head has it.
type address struct{ scheme, host, target string }

// notParsed are the parts of an address that net/url does not read, such as one whose path has a %
// alone, which browsers send as it is (RFC 3986, appendix B).
var notParsed = pattern.Lazy(`^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://(?:[^/?#]*@)?([^/?#]*))?([^#]*)`)

// lineEnds are what a browser takes out of an address (URL Standard, section 4.4, step 3 of the basic parser).
var lineEnds = strings.NewReplacer("\t", "", "\r", "", "\n", "")

func takenApart(written string) address {
	var to address
	if read, err := url.Parse(written); err == nil {
		to = address{read.Scheme, read.Host, read.EscapedPath()}
		if read.RawQuery != "" || read.ForceQuery {
			to.target += "?" + read.RawQuery
		}
	} else {
		parts := notParsed().FindStringSubmatch(lineEnds.Replace(strings.TrimSpace(written)))
		to = address{parts[1], oneLine(parts[2]), parts[3]}
	}
	if !strings.HasPrefix(to.target, "/") {
		to.target = "/" + to.target
	}
	to.target = strings.ReplaceAll(oneLine(to.target), " ", "%20")
	return to
}

// rebuild makes an exchange of what archives have in common. Heads are put together from their fields.
func (r *reader) rebuild(x *Exchange, e entryRead, to address) {
	x.Time, x.Kind, x.Method = e.Started.Time, protocol.KindUnknown, oneLine(string(e.Request.Method))
	x.Notes = []protocol.Note{{Code: RebuiltNote, Severity: protocol.SeverityInformation}}
	x.Target = to.target
	if own := to.scheme + "://" + to.host; to.host != "" && own != r.read.Origin {
		x.Target = own + to.target // so that one sees which of them are of other servers
	}
	headers := linesOf(e.Request.Headers)
	if to.host != "" && valueIn(headers, "Host") == "" { // HTTP/2 has it in :authority (RFC 9113, section 8.3.1)
		headers = append([]protocol.Header{{Name: "Host", Value: to.host}}, headers...)
	}
	x.Request = message(x.Method+" "+to.target+" "+versionOf(string(e.Request.HTTPVersion)), headers, x.RequestBody)
	t := timesOf(e)
	x.Timing = t
	if e.Response == nil || e.Response.Status < 100 || e.Response.Status > 999 { // there was no answer
		return
	}
	x.Status = int(e.Response.Status)
	line := strings.TrimRight(versionOf(string(e.Response.HTTPVersion))+" "+strconv.Itoa(x.Status)+" "+oneLine(string(e.Response.StatusText)), " ")
	headers = linesOf(e.Response.Headers)
	x.Response = message(line, headers, x.ResponseBody)
	x.Response.Decoded = valueIn(headers, "Content-Encoding") != "" && len(x.ResponseBody) > 0
	if e.Response.Content != nil && len(x.ResponseBody) == 0 && e.Response.Content.Size > 0 {
		x.Response.Body.Bytes = int64(min(e.Response.Content.Size, mostAll)) // it was there, and is not in the archive
	}
}

// timesOf are the times of an exchange. What comes before it was sent belongs to its begin.
func timesOf(e entryRead) protocol.Timing {
	known := func(n number) float64 { return within(float64(n)) }
	sent := known(e.Timings.Blocked) + known(e.Timings.DNS) + known(e.Timings.Connect) + known(e.Timings.Send)
	answered := sent + known(e.Timings.Wait)
	end := answered + known(e.Timings.Receive)
	if end == 0 {
		end = known(e.Time)
	}
	return protocol.Timing{RequestHeadMs: within(sent), ResponseHeadMs: within(answered), EndMs: within(end)}
}

func message(line string, headers []protocol.Header, body []byte) protocol.Message {
	var head bytes.Buffer // an archive may have as many fields as fit into it
	head.WriteString(line + "\r\n")
	for _, each := range headers {
		head.WriteString(each.Name + ": " + each.Value + "\r\n")
	}
	head.WriteString("\r\n")
	n := int64(len(body))
	m := protocol.Message{Headers: headers, Body: protocol.Body{Bytes: n, Kept: n}}
	m.Head, m.HeadBase64 = headOf(head.Bytes())
	return m
}

// linesOf are field lines. Some programs join those of one name by a line end. What no line of a head
// could hold is left out: it never was there.
func linesOf(fields []field) []protocol.Header {
	lines := []protocol.Header{}
	for _, each := range fields {
		if !httpguts.ValidHeaderFieldName(string(each.Name)) { // so are :authority and its like of HTTP/2
			continue
		}
		for value := range strings.SplitSeq(string(each.Value), "\n") {
			lines = append(lines, protocol.Header{Name: string(each.Name), Value: oneLine(value)})
		}
	}
	return lines
}

func valueIn(headers []protocol.Header, name string) string {
	return valueOf(fieldsOf(headers), name)
}

// oneLine is text without what would end a line of a head.
func oneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text))
}

// versionOf is a version as a start line has it.
func versionOf(written string) string {
	switch version := strings.ToUpper(oneLine(written)); {
	case version == "H2", version == "HTTP/2.0":
		return "HTTP/2"
	case version == "H3", version == "HTTP/3.0":
		return "HTTP/3"
	case strings.HasPrefix(version, "HTTP/") && !strings.Contains(version, " "):
		return version
	}
	return "HTTP/1.1"
}

// content is the request's. Some programs give a form's parameters alone.
func (p *postRead) content() []byte {
	if p.Text != "" || len(p.Params) == 0 || !isForm(string(p.MIMEType)) {
		return bytesOf(p.Text, p.Encoding)
	}
	parts := make([]string, 0, len(p.Params))
	for _, each := range p.Params {
		parts = append(parts, url.QueryEscape(string(each.Name))+"="+url.QueryEscape(string(each.Value)))
	}
	return []byte(strings.Join(parts, "&"))
}

// bytesOf is content as it stands in an archive. What should be base64 and is none is taken as it is.
func bytesOf(written, encoding text) []byte {
	if strings.EqualFold(string(encoding), "base64") {
		if decoded, err := base64.StdEncoding.DecodeString(string(written)); err == nil {
			return decoded
		}
	}
	return []byte(written)
}
