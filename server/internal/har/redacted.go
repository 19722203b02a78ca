package har

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/secret"
)

// Redacted is the exchange without what proves who somebody is: no cookie, credential or token stands
// in it, in whatever part that told of it. Of content forms and JSON are looked at.
func (x Exchange) Redacted() Exchange {
	c := cover{}
	plain := x.Exchange
	plain.Target = c.value("", x.Target)
	plain.Request, plain.Response = c.message(x.Request), c.message(x.Response)
	plain.Interim = slices.Clone(x.Interim)
	for i, each := range plain.Interim {
		m := c.message(protocol.Message{Head: each.Head, HeadBase64: each.HeadBase64, Headers: each.Headers})
		plain.Interim[i].Head, plain.Interim[i].HeadBase64, plain.Interim[i].Headers = m.Head, m.HeadBase64, m.Headers
	}
	x.RequestBody = c.content(&plain.Request, x.Request, x.RequestBody)
	x.ResponseBody = c.content(&plain.Response, x.Response, x.ResponseBody)
	if x.Kind == protocol.KindError { // Vitrina's own page, which quotes the request and what a script said
		x.ResponseBody = []byte(c.longer(leastInPage).without(string(x.ResponseBody)))
	}
	if x.Override != nil {
		override := *x.Override
		override.Fields = slices.Clone(override.Fields)
		for i, field := range override.Fields {
			override.Fields[i].Value = c.value(field.Name, field.Value)
		}
		plain.Override = &override
	}
	if x.Override != nil {
		override := *x.Override
		override.Fields = slices.Clone(override.Fields)
		for i, field := range override.Fields {
			override.Fields[i].Value = c.value(field.Name, field.Value)
		}
		plain.Override = &override
	}
	if x.Script != nil {
		run := *x.Script
		run.Env = nil // it holds the request's fields, and what else is the user's
		run.Output = c.fields(run.Output)
		run.Stderr = c.without(run.Stderr)
		plain.Script = &run
	}
	plain.Notes = slices.Clone(x.Notes)
	for i, note := range plain.Notes {
		plain.Notes[i].Message = redactedSentence(c.without(note.Message))
		args := make(map[string]string, len(note.Args))
		for name, value := range note.Args {
			args[name] = redactedSentence(c.without(c.value("", value)))
		}
		plain.Notes[i].Args = args
	}
	if x.Verdict != nil {
		made := *x.Verdict
		made.AskedBy, made.Message = c.value("", made.AskedBy), c.without(made.Message)
		plain.Verdict = &made
	}
	x.Exchange = plain
	return x
}

// cover replaces secrets, and knows those that it replaced.
type cover struct{ secrets []string }

// leastSecret is the length, in bytes, from which a secret is looked for in other text: shorter ones
// are in every text.
const leastSecret = 4

// leastInPage is the same for a page, whose markup and style have words such as dark.
const leastInPage = 8

func (c *cover) value(name, value string) string {
	return c.remember(value, Redacted(name, value))
}

// content is that of a message. What is encoded and cannot be read is left out: it cannot be known to
// be without secrets.
func (c *cover) content(plain *protocol.Message, m protocol.Message, body []byte) []byte {
	fields := fieldsOf(m.Headers)
	contentType, coding := valueOf(fields, "content-type"), valueOf(fields, "content-encoding")
	if coding == "" || m.Decoded || len(body) == 0 {
		return []byte(c.body(contentType, string(body)))
	}
	decoded, ok := Decoded(m, body)
	if !ok {
		plain.Body.Kept = 0
		return nil
	}
	covered := c.body(contentType, string(decoded))
	if covered == string(decoded) {
		return body
	}
	return encoded(covered, coding)
}

// remember keeps what stands in a text in place of redacted.
func (c *cover) remember(text, covered string) string {
	if text == covered {
		return covered
	}
	rest, parts := text, strings.Split(covered, redacted)
	for i, part := range parts {
		at := strings.Index(rest, part)
		if i == len(parts)-1 {
			at = len(rest) - len(part)
		}
		if at < 0 {
			break
		}
		if found := rest[:at]; i > 0 && len(found) >= leastSecret {
			c.secrets = append(c.secrets, found)
		}
		rest = rest[at+len(part):]
	}
	return covered
}

// without is a text without the secrets that were found until now.
func (c *cover) without(text string) string {
	for _, each := range c.secrets {
		text = strings.ReplaceAll(text, each, redacted)
	}
	return text
}

// longer is a cover that knows only secrets of that length.
func (c *cover) longer(least int) *cover {
	return &cover{slices.DeleteFunc(slices.Clone(c.secrets), func(each string) bool { return len(each) < least })}
}

func (c *cover) message(m protocol.Message) protocol.Message {
	head := headBytes(m)
	line, fields, _ := strings.Cut(head, "\n")
	head = c.startLine(line)
	if len(head) < len(m.Head) || fields != "" {
		head += "\n" + c.fields(fields)
	}
	m.Head, m.HeadBase64 = headOf([]byte(head))
	m.Headers = slices.Clone(m.Headers)
	for i, field := range m.Headers {
		m.Headers[i].Value = c.value(field.Name, field.Value)
	}
	if m.Chunked != nil {
		chunked := *m.Chunked
		chunked.Trailer = c.fields(chunked.Trailer)
		chunked.Trailers = slices.Clone(chunked.Trailers)
		for i, field := range chunked.Trailers {
			chunked.Trailers[i].Value = c.value(field.Name, field.Value)
		}
		m.Chunked = &chunked
	}
	return m
}

// startLine is a request line with a target without secrets. A status line has none; a script that writes its own
// headers (nph-) may have forgotten it, and then a field stands there.
func (c *cover) startLine(line string) string {
	if name, _, found := strings.Cut(line, ":"); found && !strings.Contains(name, " ") {
		if covered := c.fields(line); covered != line {
			return covered
		}
	}
	method, rest, parted := strings.Cut(line, " ")
	if !parted || strings.HasPrefix(method, "HTTP/") {
		return c.value("", line)
	}
	end := strings.LastIndex(rest, " ")
	if end < 0 {
		end = len(rest)
	}
	return method + " " + c.value("", rest[:end]) + rest[end:]
}

// fields are field lines, whose ends are kept. A line that is not a field is left out where it is one
// that a secret's continues.
func (c *cover) fields(lines string) string {
	var out strings.Builder
	for field := range fieldLines(lines) {
		name, value, found := strings.Cut(field, ":")
		if !found {
			out.WriteString(c.value("", field))
			continue
		}
		content := strings.TrimRight(value, "\r\n")
		plain := strings.Trim(content, " \t")
		if covered := c.value(strings.TrimSpace(name), plain); covered != plain {
			value = " " + covered + value[len(content):]
		}
		out.WriteString(name + ":" + value)
	}
	return out.String()
}

// fieldLines are fields with the lines that continue them (RFC 9112, section 5.2), with their ends.
func fieldLines(lines string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		field := ""
		for line := range strings.Lines(lines) {
			if field != "" && line[0] != ' ' && line[0] != '\t' {
				if !yield(field) {
					return
				}
				field = ""
			}
			field += line
		}
		if field != "" {
			yield(field)
		}
	}
}

// headBytes are the bytes of a message's head, as a string.
func headBytes(m protocol.Message) string {
	if m.HeadBase64 != "" {
		if decoded, err := base64.StdEncoding.DecodeString(m.HeadBase64); err == nil {
			return string(decoded)
		}
	}
	return m.Head
}

// headOf is a head as a message has it.
func headOf(head []byte) (text, inBase64 string) {
	if utf8.Valid(head) {
		return string(head), ""
	}
	letters := make([]rune, len(head))
	for i, each := range head {
		letters[i] = rune(each)
	}
	return string(letters), base64.StdEncoding.EncodeToString(head)
}

func (c *cover) body(contentType, text string) string {
	spans := secret.InBody(contentType, text)
	for _, span := range spans {
		if !span.Bare && span.To-span.From >= leastSecret {
			c.secrets = append(c.secrets, text[span.From:span.To])
		}
	}
	return secret.Replaced(text, spans, redacted)
}

// encoded is content in the coding that Decoded took off it.
func encoded(text, coding string) []byte {
	var out bytes.Buffer
	var writer io.WriteCloser = gzip.NewWriter(&out)
	if strings.EqualFold(strings.TrimSpace(coding), "deflate") {
		writer = zlib.NewWriter(&out)
	}
	_, _ = io.WriteString(writer, text)
	_ = writer.Close()
	return out.Bytes()
}
