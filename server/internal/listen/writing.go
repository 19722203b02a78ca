package listen

import (
	"bytes"
	"time"

	"vitrina/server/internal/http1"
)

// Write writes to the network and reports what it wrote. There is no ReadFrom: with one, the
// kernel would read parts of a file when it sends them (sendfile), and a file that changes
// meanwhile would arrive as a mixture that nobody has seen.
func (c *Conn) Write(p []byte) (int, error) {
	sent := c.withReasonPhrase(p)
	c.beforeUpgrade(sent)
	noticed := c.halfClose.beginWrite()
	n, err := c.stallConn.Write(sent)
	c.halfClose.endWrite(n, noticed)
	if n > 0 {
		c.writing.Lock()
		c.responses.Write(sent[:n])
		c.writing.Unlock()
	}
	if err == nil {
		n = len(p) // the caller's bytes, even if the head has another reason phrase
	}
	return min(n, len(p)), err
}

// beforeUpgrade passes on the client's bytes as they are from the moment before a 101 goes
// out: once the client has that, it may send what is not HTTP (RFC 9110, section 7.8).
func (c *Conn) beforeUpgrade(p []byte) {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.responses.Phase == http1.InHead && len(c.responses.Head) == 0 && bytes.HasPrefix(p, []byte("HTTP/1.1 101 ")) {
		c.reading.Lock()
		defer c.reading.Unlock()
		c.requests.Upgrade()
	}
}

// withReasonPhrase puts the phrase that was asked for into the status line that p begins with.
func (c *Conn) withReasonPhrase(p []byte) []byte {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.reasonPhrase == "" || c.responses.Phase != http1.InHead || len(c.responses.Head) > 0 || http1.StatusCode(p) < 200 {
		return p
	}
	end := bytes.IndexByte(p, '\r')
	words := bytes.SplitN(p[:max(end, 0)], []byte(" "), 3)
	if len(words) < 3 {
		return p
	}
	line := string(words[0]) + " " + string(words[1]) + " " + c.reasonPhrase
	c.reasonPhrase = ""
	return append([]byte(line), p[end:]...)
}

func (c *Conn) responseHead(head []byte) http1.Framing {
	c.mu.Lock()
	current := &exchange{} // for a response to nothing
	if len(c.open) > 0 {
		current = c.open[0]
	}
	c.mu.Unlock()
	if current.recording != nil {
		current.recording.ResponseHead(head, time.Now())
	}
	f := http1.ResponseFraming(head, current.method)
	if f.Kind == http1.NotHTTP { // what the client sends from here on are no requests
		c.reading.Lock()
		c.requests.Upgrade()
		c.reading.Unlock()
	}
	return f
}

func (c *Conn) responseContent(p []byte) {
	if recording := c.Current(); recording != nil {
		recording.ResponseContent(p)
	}
}

func (c *Conn) responseChunk(line []byte) {
	if recording := c.Current(); recording != nil {
		recording.ResponseChunk(line, time.Now())
	}
}

func (c *Conn) responseTrailer(line []byte) {
	if recording := c.Current(); recording != nil {
		recording.ResponseTrailer(line)
	}
}

func (c *Conn) responseEnd() {
	c.mu.Lock()
	var ended *exchange
	if len(c.open) > 0 {
		ended = c.open[0]
		c.open = c.open[1:]
	}
	allAnswered := len(c.open) == 0
	c.mu.Unlock()
	if allAnswered {
		c.markIdle()
	}
	if ended == nil {
		return
	}
	c.limit.heads.release(ended.reserved)
	if ended.recording != nil {
		ended.recording.End(time.Now(), true)
	}
}

// markIdle records that the connection waits for a request, unless the next one has begun.
func (c *Conn) markIdle() {
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.requests.Phase == http1.InHead && len(c.requests.Head) == 0 {
		c.limit.markIdle(c)
	}
}
