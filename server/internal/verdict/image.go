package verdict

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"hash/crc32"
	"slices"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/wellformed"
)

const svg = "image/svg+xml"

// image is what becomes of an image: its bytes decide, whatever its type and the status. SVG alone,
// being text, goes by its type.
func (r Response) image() *protocol.Outcome {
	if r.asked("Sec-Fetch-Mode") == "same-origin" {
		return r.svgPart()
	}
	named := r.namedType()
	content, known := r.plain()
	switch {
	case !known:
		return shownImage(named, "undecodedBytes")
	case named == "multipart/x-mixed-replace" && rasterType(firstPart(content)) != "": // a film of images, as by a camera
		return shownImage(rasterType(firstPart(content)), "imageKnown")
	case named == svg && isSVG(content, r.whole() || r.coded()):
		return shownImage(svg, "named")
	case named == svg && rasterType(content) != "":
		return refused(named, "imageNotSVG")
	case named == svg:
		return refused(named, "svgBroken")
	case rasterType(content) != "":
		return shownImage(rasterType(content), "imageKnown")
	case isSVG(content, r.whole() || r.coded()):
		return refused(named, orUntyped(named, "imageIsSVG", "imageIsSVGUntyped"))
	case r.Bytes == 0:
		return refused(named, "imageEmpty")
	}
	return refused(named, "imageUnknown")
}

// svgPart is what becomes of a document of which an SVG image uses a part: <use href="icons.svg#one">, or a filter of
// CSS. Only these ask in this mode (SVG 2, section 5.5.1), and Chromium reads the document as XML whatever kind of it.
func (r Response) svgPart() *protocol.Outcome {
	named := r.namedType()
	content, known := r.plain()
	switch {
	case r.failed():
		return refused(named, "errorStatus")
	case named != svg && !slices.Contains([]string{"text/xml", "application/xml", "application/xhtml+xml"}, named):
		return refused(named, orUntyped(named, "svgPartWrongType", "svgPartUntyped"))
	case !known:
		return shownImage(named, "undecodedBytes")
	case !isSVG(content, false): // what comes before a fault in it is used
		return refused(named, "svgPartBroken")
	}
	return shownImage(named, "named")
}

func shownImage(kind, reason string) *protocol.Outcome {
	made := applied(kind, reason)
	made.As = protocol.AsImage
	return made
}

// firstPart is what follows the head of the first part of several (RFC 2046, section 5.1.1).
func firstPart(content []byte) []byte {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if _, part, found := bytes.Cut(content, []byte(end)); found && bytes.HasPrefix(content, []byte("--")) {
			return part
		}
	}
	return nil
}

// isSVG reports whether a content is an SVG document: well formed, with SVG's own root. Of one that
// is not there to its end the root alone decides. Chromium reads an image as UTF-8, whatever it declares,
// unless it has a byte order mark.
func isSVG(content []byte, whole bool) bool {
	root, fault := wellformed.XML(content, "utf-8")
	return root == xml.Name{Space: "http://www.w3.org/2000/svg", Local: "svg"} && (fault == nil || !whole)
}

// rasterType is the type of an image of pixels by its bytes, where they tell at least its size:
// Chromium then shows what is there. Empty for none.
func rasterType(content []byte) string {
	at := func(offset int, text string) bool {
		return len(content) >= offset && bytes.HasPrefix(content[offset:], []byte(text))
	}
	switch {
	case at(0, "\x89PNG\r\n\x1a\n"):
		return when("image/png", pngHasHead(content))
	case at(0, "\xff\xd8\xff"):
		return when("image/jpeg", jpegHasHead(content))
	case at(0, "GIF87a"), at(0, "GIF89a"):
		return when("image/gif", gifHasHead(content))
	case at(0, "RIFF") && at(8, "WEBP"):
		return when("image/webp", webpHasHead(content))
	case at(0, "BM"):
		return when("image/bmp", bmpHasHead(content))
	case at(0, "\x00\x00\x01\x00"), at(0, "\x00\x00\x02\x00"):
		return when("image/x-icon", iconHasHead(content))
	case at(4, "ftypavif"), at(4, "ftypavis"):
		return when("image/avif", avifHasHead(content))
	}
	return ""
}

func when(kind string, holds bool) string {
	if holds {
		return kind
	}
	return ""
}

// pngHasHead reports whether the chunks up to the image's own data are there (PNG, section 5.3). The
// first one has the size.
func pngHasHead(content []byte) bool {
	const signature, overhead, lengthOfHead = 8, 12, 13
	for at := signature; at+8 <= len(content); {
		length, kind := binary.BigEndian.Uint32(content[at:]), string(content[at+4:at+8])
		if kind == "IDAT" {
			return at > signature
		}
		end := uint64(at) + uint64(length) + overhead
		if end > uint64(len(content)) || at == signature && (kind != "IHDR" || length != lengthOfHead) {
			return false
		}
		if kind == "IHDR" || kind == "PLTE" { // those without which nothing can be read are checked
			if crc32.ChecksumIEEE(content[at+4:end-4]) != binary.BigEndian.Uint32(content[end-4:]) {
				return false
			}
		}
		if kind == "IHDR" && (binary.BigEndian.Uint32(content[at+8:]) == 0 || binary.BigEndian.Uint32(content[at+12:]) == 0) {
			return false
		}
		at = int(end)
	}
	return false
}

// jpegHasHead reports whether the segments up to the first scan are there, and one of them tells the
// size (ITU-T T.81, annex B).
func jpegHasHead(content []byte) bool {
	sized := false
	for at := 2; at+4 <= len(content); {
		marker := content[at+1]
		if content[at] != 0xff {
			return false
		}
		if marker == 0xff { // fill
			at++
			continue
		}
		end := at + 2 + int(binary.BigEndian.Uint16(content[at+2:]))
		if end > len(content) {
			return false
		}
		switch {
		case marker == 0xda:
			return sized
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			const height, width = 5, 7
			sized = end >= at+9 && binary.BigEndian.Uint16(content[at+height:]) > 0 && binary.BigEndian.Uint16(content[at+width:]) > 0
		}
		at = end
	}
	return false
}

// gifHasHead reports whether the blocks up to the first image's place and size are there (GIF89a,
// section 20).
func gifHasHead(content []byte) bool {
	const screen, placed = 13, 9
	if len(content) < screen {
		return false
	}
	at := screen
	if packed := content[10]; packed&0x80 != 0 {
		at += 3 << (packed&7 + 1)
	}
	for at < len(content) {
		switch content[at] {
		case 0x2c:
			return at+placed <= len(content)
		case 0x21:
			for at += 2; at < len(content) && content[at] != 0; {
				at += int(content[at]) + 1
			}
			at++
		default:
			return false
		}
	}
	return false
}

// webpHasHead reports whether the chunks up to the image's own data are there (RFC 9649, section 2).
func webpHasHead(content []byte) bool {
	const head = 12
	for at := head; at+8 <= len(content); {
		body := content[at+8:]
		switch string(content[at : at+4]) {
		case "VP8 ":
			return len(body) >= 10 && body[3] == 0x9d && body[4] == 0x01 && body[5] == 0x2a
		case "VP8L":
			return len(body) >= 5 && body[0] == 0x2f
		case "ALPH", "ANIM", "ANMF":
			return true
		}
		length := uint64(binary.LittleEndian.Uint32(content[at+4:]))
		at = int(min(uint64(at)+8+length+length%2, uint64(len(content))))
	}
	return false
}

func bmpHasHead(content []byte) bool {
	const file, width = 14, 18
	return len(content) >= width+8 && uint64(len(content)) >= file+uint64(binary.LittleEndian.Uint32(content[file:]))
}

func iconHasHead(content []byte) bool {
	const directory, entry = 6, 16
	if len(content) < directory {
		return false
	}
	entries := int(binary.LittleEndian.Uint16(content[4:]))
	return entries > 0 && len(content) >= directory+entries*entry
}

// avifHasHead reports whether the box that describes the image is there (ISO/IEC 14496-12, section
// 8.11).
func avifHasHead(content []byte) bool {
	for at := 0; at+8 <= len(content); {
		length := int(binary.BigEndian.Uint32(content[at:]))
		if string(content[at+4:at+8]) == "meta" {
			return at+length <= len(content)
		}
		if length < 8 {
			return false
		}
		at += length
	}
	return false
}
