package listen

import (
	"bytes"
	"time"
)

// Write writes to the network and reports what it wrote. There is no ReadFrom beside it: by
// that the kernel would send parts of a file that it reads when their turn comes (sendfile),
// and a file that changes meanwhile would arrive as a mixture, unseen.
func (c *Conn) Write(p []byte) (int, error) {
	sent := c.withReason(p)
	c.beforeSwitch(sent)
	left := c.leaving.beginWrite()
	n, err := c.steady.Write(sent)
	c.leaving.endWrite(n, left)
	if n > 0 {
		c.writing.Lock()
		c.responses.write(sent[:n])
		c.writing.Unlock()
	}
	if err == nil {
		n = len(p) // the caller's bytes, though the head may have had other words
	}
	return min(n, len(p)), err
}

// beforeSwitch gives the client's bytes free before a 101 goes out, not after: the client
// may send what is no HTTP any more as soon as it has that (RFC 9110, section 7.8).
func (c *Conn) beforeSwitch(p []byte) {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.responses.phase == inHead && len(c.responses.head) == 0 && bytes.HasPrefix(p, []byte("HTTP/1.1 101 ")) {
		c.reading.Lock()
		defer c.reading.Unlock()
		c.requests.becomeForeign()
	}
}

// withReason puts the wanted reason phrase into the status line that p begins with.
func (c *Conn) withReason(p []byte) []byte {
	c.writing.Lock()
	defer c.writing.Unlock()
	if c.reason == "" || c.responses.phase != inHead || len(c.responses.head) > 0 || statusCode(p) < 200 {
		return p
	}
	end := bytes.IndexByte(p, '\r')
	words := bytes.SplitN(p[:max(end, 0)], []byte(" "), 3)
	if len(words) < 3 {
		return p
	}
	line := string(words[0]) + " " + string(words[1]) + " " + c.reason
	c.reason = ""
	return append([]byte(line), p[end:]...)
}

func (c *Conn) responseHead(head []byte) framing {
	c.mu.Lock()
	current := &pending{} // an answer to nothing
	if len(c.open) > 0 {
		current = c.open[0]
	}
	c.mu.Unlock()
	if current.exchange != nil {
		current.exchange.ResponseHead(head, time.Now())
	}
	f := responseFraming(head, current.method)
	if f.kind == notHTTPAnyMore { // what the client sends from here on are no requests
		c.reading.Lock()
		c.requests.becomeForeign()
		c.reading.Unlock()
	}
	return f
}

func (c *Conn) responseContent(p []byte) {
	if exchange := c.Current(); exchange != nil {
		exchange.ResponseContent(p)
	}
}

func (c *Conn) responseEnd() {
	c.mu.Lock()
	var ended *pending
	if len(c.open) > 0 {
		ended = c.open[0]
		c.open = c.open[1:]
	}
	idle := len(c.open) == 0
	c.mu.Unlock()
	if idle {
		c.rest()
	}
	if ended == nil {
		return
	}
	c.room.heads.give(ended.held)
	if ended.exchange != nil {
		ended.exchange.End(time.Now(), true)
	}
}

// rest says that the connection waits for a request, unless the next one has begun.
func (c *Conn) rest() {
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.requests.phase == inHead && len(c.requests.head) == 0 {
		c.room.idle(c)
	}
}
