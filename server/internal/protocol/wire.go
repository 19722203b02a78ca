package protocol

// Chunked is how the content of a message was sent with Transfer-Encoding: chunked (RFC 9112,
// section 7.1). Its lines are read as text as a head is.
type Chunked struct {
	// Count is how many chunks there were until now, without the last one, which has no content.
	Count int64 `json:"count"`
	// Chunks are the first ones, the last chunk among them: 1,000 at most, and no more than have
	// 64 KiB of lines.
	Chunks List[Chunk] `json:"chunks"`
	// Trailer are the field lines behind the last chunk, as they crossed the connection, each with
	// its CR LF; empty where there are none.
	Trailer string `json:"trailer"`
	// Trailers are the fields of Trailer, in their order and letter case.
	Trailers List[Header] `json:"trailers"`
}

// Chunk is a chunk of a message's content.
type Chunk struct {
	// Line is the line before the chunk, as sent, without its CR LF: the size in hexadecimal
	// digits, and extensions behind a semicolon (RFC 9112, section 7.1.1).
	Line string `json:"line"`
	// Bytes is the size of the chunk. That of the last one is 0.
	Bytes int64 `json:"bytes"`
	// AtMs is when Line crossed the connection, in milliseconds from ExchangeSummary.Time.
	AtMs float64 `json:"atMs"`
}

// InterimResponse is a response that another one follows (RFC 9110, section 15.2).
type InterimResponse struct {
	// Head, HeadBase64 and Headers are as those of a Message.
	Head       string       `json:"head"`
	HeadBase64 string       `json:"headBase64,omitempty"`
	Headers    List[Header] `json:"headers"`
	// AtMs is when it went out, in milliseconds from ExchangeSummary.Time.
	AtMs float64 `json:"atMs"`
}
