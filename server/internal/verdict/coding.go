package verdict

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrina/server/internal/mediatype"
	"vitrina/server/internal/protocol"
)

// maxDecoded bounds what is made of coded content, in bytes.
const maxDecoded = 1 << 20

// codings are those of the content that a browser undoes, in lower case, the last one first (RFC 9110,
// section 8.4). Chromium undoes none of them where it does not know one.
func (r Response) codings() []string {
	found := []string{}
	for _, coding := range mediatype.Members(r.values("Content-Encoding")) {
		coding = strings.ToLower(strings.TrimSpace(coding))
		if !known(coding) {
			return nil
		}
		found = append(found, coding)
	}
	slices.Reverse(found)
	return found
}

// codingRefused is the outcome where Chromium refuses a response by what Content-Encoding says, whatever its content
// (ERR_CONTENT_DECODING_FAILED); nil where it does not.
func (r Response) codingRefused(destination string) *protocol.Outcome {
	named := strings.Join(r.values("Content-Encoding"), ", ")
	for coding := range strings.SplitSeq(strings.ToLower(named), ",") {
		coding = strings.TrimSpace(coding)
		made := withArgs(refused(r.namedType(), "codingUnread"), "coding", named)
		switch {
		case strings.ContainsAny(coding, "\"=;* \t"):
		case r.unasked(destination, coding):
			made = withArgs(refused(r.namedType(), "codingUnasked"), "coding", coding)
		default:
			continue
		}
		made.Standard = made.Reason
		return made
	}
	return nil
}

// unasked reports whether a browser knows a coding and did not ask for it: over plain http, it asks other computers for
// no Brotli and no Zstandard. Other programs ask for less than browsers do.
func (r Response) unasked(destination, coding string) bool {
	accepted := r.asked("Accept-Encoding")
	return accepted != "" && (coding == "br" || coding == "zstd") && destination != "audio" && destination != "video" &&
		strings.HasPrefix(r.asked("User-Agent"), "Mozilla/") && !slices.Contains(words(strings.ToLower(accepted)), coding)
}

// words are those of a list, without their weights.
func words(list string) []string {
	found := strings.Split(list, ",")
	for i, word := range found {
		word, _, _ = strings.Cut(word, ";")
		found[i] = strings.TrimSpace(word)
	}
	return found
}

// coded reports whether the content has a coding.
func (r Response) coded() bool { return len(r.codings()) > 0 }

// known reports whether browsers know a coding: one that they do not know they pass over.
func known(coding string) bool {
	switch coding {
	case "gzip", "x-gzip", "deflate", "br", "zstd", "dcb", "dcz":
		return true
	}
	return false
}

// decoded is the start of a content without its codings.
type decoded struct {
	content []byte
	// known is false where Vitrina cannot undo a coding.
	known bool
	// wrong is the coding that the bytes turned out not to have; empty for none. What stands before
	// the place that shows it is read all the same.
	wrong string
}

// decode undoes the codings.
func (r Response) decode() decoded {
	made := decoded{content: r.Content, known: true}
	for _, coding := range r.codings() {
		content, known, right := undo(coding, made.content)
		if !right {
			made.wrong = coding
		}
		if made.content, made.known = content, known; !known || !right {
			return made
		}
	}
	return made
}

// undo undoes one coding; known is false where Vitrina cannot, and right where the bytes are not of it.
func undo(coding string, coded []byte) (content []byte, known, right bool) {
	switch coding {
	case "gzip", "x-gzip":
		const magic = "\x1f\x8b\x08" // RFC 1952, section 2.3.1
		if !bytes.HasPrefix(coded, []byte(magic[:min(len(coded), len(magic))])) {
			return nil, true, false
		}
		reader, err := gzip.NewReader(bytes.NewReader(coded))
		if err != nil { // it is cut off
			return nil, true, true
		}
		reader.Multistream(false) // what follows is passed over
		content, right = readable(reader)
		return content, true, right
	case "deflate": // of which there are two kinds, since servers of old mistook it
		if reader, err := zlib.NewReader(bytes.NewReader(coded)); err == nil {
			content, right = readable(reader)
			return content, true, right
		}
		content, right = readable(flate.NewReader(bytes.NewReader(coded)))
		return content, true, right
	case "zstd":
		return nil, false, isZstandard(coded)
	case "br": // nothing marks its start (RFC 7932, section 9.1)
		return nil, false, !isText(coded) && rasterType(coded) == ""
	}
	return nil, false, true
}

// readable is what a reader gives; false where it comes upon bytes that are not of its coding. What is
// cut off has a start all the same, and browsers do not ask for the checksum at its end.
func readable(reader io.Reader) ([]byte, bool) {
	content, err := io.ReadAll(io.LimitReader(reader, maxDecoded))
	var corrupt flate.CorruptInputError
	return content, !errors.As(err, &corrupt)
}

// isText reports whether bytes are surely a text: as many as this that are printable are no compressed
// ones. One that begins with < is none at any length: as Brotli, that is a reserved bit that is set (RFC
// 7932, section 9.2).
func isText(start []byte) bool {
	const enough, looked = 16, 256
	start = start[:min(len(start), looked)]
	if bytes.HasPrefix(start, []byte("<")) {
		return true
	}
	for len(start) > looked-utf8.UTFMax && !utf8.Valid(start) { // it ends within a letter
		start = start[:len(start)-1]
	}
	return len(start) >= enough && utf8.Valid(start) && !isBinary(start)
}

// isZstandard reports whether bytes begin as a frame does, one to be skipped or not (RFC 8878, section
// 3.1).
func isZstandard(start []byte) bool {
	const word = 4
	if len(start) < word {
		return len(start) == 0 || start[0] == 0x28 || start[0]&0xf0 == 0x50
	}
	return bytes.HasPrefix(start, []byte("\x28\xb5\x2f\xfd")) || start[0]&0xf0 == 0x50 && bytes.Equal(start[1:word], []byte("\x2a\x4d\x18"))
}

// plain is the start of the content as its reader gets it; false where it is not known.
func (r Response) plain() ([]byte, bool) {
	made := r.decode()
	return made.content, made.known
}

// falselyCoded is the outcome where the content does not have the coding that the response names: then
// browsers give up (ERR_CONTENT_DECODING_FAILED in Chromium). Nil where it has. Of a document they
// show what came before.
func (r Response) falselyCoded(destination string) *protocol.Outcome {
	if !r.coded() || r.Bytes == 0 || r.Method == http.MethodHead {
		return nil
	}
	switch made := r.decode(); {
	case destination == "audio" || destination == "video": // which Chromium asks for without a coding
		return withArgs(refused(r.namedType(), "codingOfMedia"), "coding", r.codings()[0])
	case made.wrong == "", navigates(destination) && len(made.content) > 0:
		return nil
	default:
		return withArgs(refused(r.namedType(), "codingFalse"), "coding", made.wrong)
	}
}
