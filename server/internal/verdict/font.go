package verdict

import (
	"encoding/binary"

	"vitrina/server/internal/protocol"
)

// font is what becomes of a font: its bytes decide, whatever its type.
func (r Response) font() *protocol.Outcome {
	if r.failed() {
		return refused(r.namedType(), "errorStatus")
	}
	content, known := r.plain()
	if !known {
		return applied(r.namedType(), "undecodedBytes")
	}
	whole := r.whole() && !r.coded()
	if kind := fontType(content, whole); kind != "" {
		return applied(kind, "fontKnown")
	}
	return refused(r.namedType(), "fontUnknown")
}

// fontType is the type of a font by its first bytes (MIME Sniffing, section 6.3), where as much of it
// is there as it says; empty for none.
func fontType(content []byte, whole bool) string {
	const word, directory, record = 4, 12, 16
	if len(content) < directory {
		return ""
	}
	cut := func(length uint32) bool { return whole && uint64(length) > uint64(len(content)) }
	switch string(content[:word]) {
	case "wOFF", "wOF2": // the length of the whole is the third word
		if cut(binary.BigEndian.Uint32(content[8:])) {
			return ""
		}
		if string(content[:word]) == "wOFF" {
			return "font/woff"
		}
		return "font/woff2"
	case "\x00\x01\x00\x00", "OTTO", "true":
		tables := int(binary.BigEndian.Uint16(content[word:]))
		if tables == 0 || whole && len(content) < directory+tables*record {
			return ""
		}
		for table := range tables {
			at := directory + table*record
			if at+record > len(content) {
				break
			}
			if cut(binary.BigEndian.Uint32(content[at+8:]) + binary.BigEndian.Uint32(content[at+12:])) {
				return ""
			}
		}
		if string(content[:word]) == "OTTO" {
			return "font/otf"
		}
		return "font/ttf"
	case "ttcf":
		return "font/collection"
	}
	return ""
}
