package har

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// What an archive of any program may hold. Programs write null, or nothing, for what they do not know,
// and some of them numbers as text.
type (
	entryRead struct {
		Started  moment        `json:"startedDateTime"`
		Time     number        `json:"time"`
		Request  *requestRead  `json:"request"`
		Response *responseRead `json:"response"`
		Timings  timingsRead   `json:"timings"`
		Note     text          `json:"_note"`
		Vitrina  *ownRead      `json:"_vitrina"`
	}
	requestRead struct {
		Method      text      `json:"method"`
		URL         text      `json:"url"`
		HTTPVersion text      `json:"httpVersion"`
		Headers     []field   `json:"headers"`
		PostData    *postRead `json:"postData"`
		BodySize    number    `json:"bodySize"`
	}
	postRead struct {
		MIMEType text    `json:"mimeType"`
		Params   []field `json:"params"`
		Text     text    `json:"text"`
		Encoding text    `json:"_encoding"`
	}
	responseRead struct {
		Status      number       `json:"status"`
		StatusText  text         `json:"statusText"`
		HTTPVersion text         `json:"httpVersion"`
		Headers     []field      `json:"headers"`
		Content     *contentRead `json:"content"`
	}
	contentRead struct {
		Size     number `json:"size"`
		Text     text   `json:"text"`
		Encoding text   `json:"encoding"`
		Sent     text   `json:"_sent"`
	}
	timingsRead struct {
		Blocked number `json:"blocked"`
		DNS     number `json:"dns"`
		Connect number `json:"connect"`
		Send    number `json:"send"`
		Wait    number `json:"wait"`
		Receive number `json:"receive"`
	}
	field struct {
		Name  text `json:"name"`
		Value text `json:"value"`
	}
)

// text is a string, or what stands in its place.
type text string

// UnmarshalJSON reads a string, a number or null.
func (t *text) UnmarshalJSON(data []byte) error {
	var s string
	switch {
	case string(data) == "null":
	case data[0] == '"':
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
	case data[0] == '{' || data[0] == '[':
		return kindError(data, t)
	default:
		s = string(data)
	}
	*t = text(s)
	return nil
}

// number is a number, or text that is one; -1, as archives have it, where it is not known.
type number float64

// UnmarshalJSON reads a number, a string or null.
func (n *number) UnmarshalJSON(data []byte) error {
	*n = -1
	if data[0] == '{' || data[0] == '[' {
		return kindError(data, n)
	}
	if read, err := strconv.ParseFloat(string(bytes.Trim(data, `"`)), 64); err == nil && !math.IsNaN(read) {
		*n = number(read)
	}
	return nil
}

func kindError[T any](data []byte, _ *T) error {
	var s string
	return json.Unmarshal(data, &s) // which names the kind
}

// moment is a time; zero where it is not known.
type moment struct{ time.Time }

// UnmarshalJSON reads ISO 8601, as far as programs write it.
func (m *moment) UnmarshalJSON(data []byte) error {
	var written text
	if err := written.UnmarshalJSON(data); err != nil {
		return err
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, strings.TrimSpace(string(written))); err == nil {
			m.Time = at
			return nil
		}
	}
	return nil
}
