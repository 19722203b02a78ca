// Package har writes exchanges as an HTTP Archive 1.2, and reads those of any program: it is the format
// in which browsers and their tools exchange what they recorded
// (http://www.softwareishard.com/blog/har-12-spec/).
package har

import (
	"encoding/json"

	"vitrina/server/internal/protocol"
)

// An archive as JSON. Numbers of milliseconds and sizes in bytes are -1 where they are not known.
type (
	log struct {
		Version string  `json:"version"`
		Creator creator `json:"creator"`
		// Lesson is what Vitrina knows of the lesson that the exchanges belong to.
		Lesson json.RawMessage `json:"_lesson,omitempty"`
	}
	creator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	// Entry is an exchange in an archive.
	Entry struct {
		StartedDateTime string   `json:"startedDateTime"`
		Time            float64  `json:"time"`
		Request         request  `json:"request"`
		Response        response `json:"response"`
		Cache           struct{} `json:"cache"`
		Timings         timings  `json:"timings"`
		Comment         string   `json:"comment,omitempty"`
		// Note is what a person wrote on the exchange. A name with an underscore is a program's own.
		Note string `json:"_note,omitempty"`
		// Vitrina is all that Vitrina knows of the exchange beside the content: the bytes of the
		// heads, who set the fields, how a script ran.
		Vitrina *protocol.Exchange `json:"_vitrina,omitempty"`
	}
	request struct {
		Method      string    `json:"method"`
		URL         string    `json:"url"`
		HTTPVersion string    `json:"httpVersion"`
		Cookies     []cookie  `json:"cookies"`
		Headers     []pair    `json:"headers"`
		QueryString []pair    `json:"queryString"`
		PostData    *postData `json:"postData,omitempty"`
		HeadersSize int       `json:"headersSize"`
		BodySize    int64     `json:"bodySize"`
	}
	response struct {
		Status      int      `json:"status"`
		StatusText  string   `json:"statusText"`
		HTTPVersion string   `json:"httpVersion"`
		Cookies     []cookie `json:"cookies"`
		Headers     []pair   `json:"headers"`
		Content     content  `json:"content"`
		RedirectURL string   `json:"redirectURL"`
		HeadersSize int      `json:"headersSize"`
		BodySize    int64    `json:"bodySize"`
	}
	pair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	cookie struct {
		Name     string `json:"name"`
		Value    string `json:"value"`
		Path     string `json:"path,omitempty"`
		Domain   string `json:"domain,omitempty"`
		Expires  string `json:"expires,omitempty"`
		HTTPOnly bool   `json:"httpOnly,omitempty"`
		Secure   bool   `json:"secure,omitempty"`
	}
	postData struct {
		MIMEType string `json:"mimeType"`
		Params   []pair `json:"params"`
		Text     string `json:"text"`
		// Encoding is base64 where the content is not UTF-8. The format has none for requests.
		Encoding string `json:"_encoding,omitempty"`
		Comment  string `json:"comment,omitempty"`
	}
	content struct {
		Size        int64  `json:"size"`
		Compression int64  `json:"compression,omitempty"`
		MIMEType    string `json:"mimeType"`
		Text        string `json:"text,omitempty"`
		Encoding    string `json:"encoding,omitempty"`
		Comment     string `json:"comment,omitempty"`
		// Sent are the bytes as they were sent, in base64, where Text is what they were packed from.
		Sent string `json:"_sent,omitempty"`
	}
	timings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
)
