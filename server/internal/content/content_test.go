package content

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/verdict"
)

// response makes one from fields in one line each; those of the request begin with Sec-.
func response(fields, content string) Response {
	r := Response{Status: http.StatusOK, Header: http.Header{}, TypeBy: protocol.SetByScript, Content: []byte(content), Whole: true}
	for _, field := range strings.Split(fields, "\n") {
		switch name, value, _ := strings.Cut(field, ": "); name {
		case "":
		case "Sec-Fetch-Dest":
			r.Destination = value
		case "Sec-Fetch-Mode":
			r.Mode = value
		case "Origin":
			r.Origin = value
		case "Sec-Host":
			r.Host = value
		case "Sec-Cookie":
			r.Cookies = true
		case "By":
			r.TypeBy = protocol.SetBy(value)
		default:
			r.Header.Add(name, value)
		}
	}
	asked := []protocol.Header{{Name: "Sec-Fetch-Dest", Value: r.Destination}, {Name: "Sec-Fetch-Mode", Value: r.Mode}}
	answered := []protocol.Header{}
	for name := range r.Header {
		answered = append(answered, protocol.Header{Name: name, Value: r.Header.Get(name)})
	}
	r.Verdict = verdict.Of(verdict.Response{
		Method: http.MethodGet, Status: r.Status, Asked: asked, Answered: answered, Content: r.Content, Bytes: int64(len(r.Content)),
	})
	return r
}

func TestContentThatIsNotWhatItsTypeSays(t *testing.T) {
	const (
		png     = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
		jpeg    = "\xff\xd8\xff\xe0\x00\x10JFIF"
		html    = "Content-Type: text/html"
		withUTF = "Content-Type: text/html; charset=utf-8"
		table   = withUTF + "\nBy: " + string(protocol.SetByTypeTable)
		byTable = "\nBy: " + string(protocol.SetByTypeTable)
		json    = "Content-Type: application/json"
		module  = "\nSec-Fetch-Dest: script\nSec-Fetch-Mode: cors"
		classic = "\nSec-Fetch-Dest: script\nSec-Fetch-Mode: no-cors"
	)
	for _, c := range []struct{ fields, content, want string }{
		// Encodings.
		{html, "<p>hello", ""},
		{html, "", ""},
		{html, "<p>año", "encodingGuessed type=text/html"},
		{html, "<p>a\xf1o", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{html, "<meta charset=utf-8>\n<p>año", ""},
		{html, "<meta charset=utf-8>\n\n<p>a\xf1o", "encodingNotUTF8 line=3 mistake=printedNotUTF8"},
		{html, "<meta charset=latin1>\n<p>a\xf1o", ""},
		{html, "<meta charset=latin1>\n<p>año", "encodingWrong charset=latin1 shown=Ã±"},
		{html + "; charset=ISO-8859-1", "<p>año", "encodingWrong charset=iso-8859-1 shown=Ã±"},
		{html + "; charset=iso-8859-1", "<p>a\xf1o", ""},
		{html + "; charset=shift_jis", "<p>\x93\xfa", ""},
		{html + "; charset=iso-8859-2", "<p>año", "encodingWrong charset=iso-8859-2 shown=Ăą"},
		{html + "; charset=cp1251", "<p>año", "encodingWrong charset=cp1251 shown=Г±"},
		{html + "; charset=macintosh", "<p>año", "encodingWrong charset=macintosh shown=√±"},
		{html + "; charset=gbk", "<p>\xc1\xaa\xcd\xa8", ""}, // 联通: not valid UTF-8 only by its length
		{html + "; charset=gbk", "<p>\xc4\xa3", ""},         // 模, which is ģ in UTF-8 as well
		{html + "; charset=gbk", "<p>un año de niñez en la bañera de España", "encodingWrong charset=gbk shown=帽"},
		{html + "; charset=latin1; charset=utf-8", "<p>año", "encodingWrong charset=latin1 shown=Ã±"}, // the first one counts
		{html + "; charset=UTF8", "<p>año", ""},
		{html + "; charset=UTF8", "<p>a\xf1o", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{html + "; charset=utf8mb4", "<p>año", "encodingUnknown charset=utf8mb4"},
		{html + "; charset=utf", "<p>hello", "encodingUnknown charset=utf"},
		{html + "; charset=latin-1", "<p>a\xf1o", "encodingUnknown charset=latin-1"},
		{html + "; charset='utf-8'", "<p>año", "encodingUnknown charset='utf-8'"},
		{html + "; charset=ansi\nSec-Fetch-Dest: empty", "<p>año", ""}, // a script reads it, as UTF-8
		{"Content-Type: text/plain; charset=utf-8\u00a0", "año", "encodingUnknown charset=utf-8\u00a0"},
		{html + "; charset = utf-8", "<p>año", "charsetUnread meant=Content-Type: text/html; charset=utf-8 printed=Content-Type: text/html; charset = utf-8"},
		{html + "; charset: utf-8", "<p>año", "charsetUnread meant=Content-Type: text/html; charset=utf-8 printed=Content-Type: text/html; charset: utf-8"},
		{html + "; charset", "<p>año", "charsetUnread meant=Content-Type: text/html; charset=utf-8 printed=Content-Type: text/html; charset"},
		{html + "; charset=", "<meta charset=utf-8><p>año", "charsetUnread meant=Content-Type: text/html; charset=utf-8 printed=Content-Type: text/html; charset="},
		{html + "; utf-8", "<p>año", "charsetUnread meant=Content-Type: text/html; charset=utf-8 printed=Content-Type: text/html; utf-8"},
		{html + "; encoding=latin1; version=5", "<p>a\xf1o", "charsetUnread meant=Content-Type: text/html; charset=latin1; version=5 printed=Content-Type: text/html; encoding=latin1; version=5"},
		{html + "; version=5", "<p>hello", ""},
		{html + "; utf-8; charset=utf-8", "<p>año", ""}, // it has one
		{html + "; profile=utf-8", "<p>hello", ""},
		{html + "; charset=utf-16", "<p>hello", "encodingIsNotUTF16 charset=utf-16"},
		{html + "; charset=ucs-2", "<p>año", "encodingIsNotUTF16 charset=ucs-2"},
		{html + "; charset=utf-16", "<\x00p\x00>\x00h\x00i\x00", ""},
		{html + "; charset=utf-16", "\xef\xbb\xbf<p>año", ""}, // its mark counts
		{html + "; charset=iso-2022-kr", "<p>hello", "encodingRefused charset=iso-2022-kr"},
		{html, "<meta charset=hz-gb-2312><p>año", "encodingRefused charset=hz-gb-2312"},
		{html, "<meta charset=utf8mb4><p>año", "encodingUnknownInPage declared=utf8mb4"},
		{html, "<meta charset=ansi><p>a\xf1o", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{withUTF, "<meta charset=ansi><p>año", ""}, // Content-Type counts
		{table, "<meta charset=utf8mb4><p>año", "encodingUnknownInPage declared=utf8mb4"},
		{table, "<meta charset=ansi><p>a\xf1o", "encodingNotUTF8 line=1"},
		{table, "<meta charset=ansi><meta charset=utf-8><p>año", ""},
		{"Content-Type: text/plain", "\xef\xbb\xbfaño", ""},
		{json + "; charset", "{x", "jsonInvalid line=1 mistake=jsonName text={x"},
		{json + "; charset=ansi", "{}", ""},
		{html + ";", "<p>año", "encodingGuessed type=text/html"},
		{withUTF, "<p>año", ""},
		{table, "<p>año", "encodingNotDeclared charset=utf-8"},
		{html + "\nSec-Fetch-Dest: empty", "<p>año", ""},
		{table + "\nSec-Fetch-Dest: empty", "<meta charset=iso-8859-1><p>año", ""},
		{table + "\nSec-Fetch-Dest: empty", "<p>año", ""}, // a part of a page, for a script
		{table, "<p>hello", ""},
		{table, "", ""},
		{table, "<meta charset=utf-8><p>año", ""},
		{table, "<meta charset=iso-8859-1><p>a\xf1o", "encodingNotOurs charset=utf-8 declared=iso-8859-1 line=1"},
		{table, "<meta charset=iso-8859-1><p>año", "encodingDiffers charset=utf-8 declared=iso-8859-1"},
		{table, "<meta charset=iso-8859-1><p>", "encodingDiffers charset=utf-8 declared=iso-8859-1"},
		{table, "<!--" + strings.Repeat("x", 1100) + "-->\n<meta charset=utf-8><p>año", "encodingDeclaredLate charset=utf-8 line=2"},
		{table, "<!--" + strings.Repeat("x", 1100) + "-->\n<body><meta charset=utf-8><p>año", "encodingNotDeclared charset=utf-8"},
		{table, "<p>\nse\xf1or", "encodingNotUTF8 line=2"},
		{table, "\xff\xfe<\x00p\x00>\x00", ""},
		{table, "\xef\xbb\xbf<p>año", ""},
		{table, "<\x00p\x00>\x00h\x00i\x00", "encodingUTF16"},
		{"Content-Type: text/plain", "\x00h\x00o\x00l\x00a", "encodingUTF16 mistake=printedUTF16"},
		{"Content-Type: text/plain", "año", "encodingGuessed type=text/plain"},
		{"Content-Type: text/xml\nSec-Fetch-Dest: document", "<a>año</a>", ""}, // XML is UTF-8 unless it says otherwise
		{"Content-Type: text/xml; charset=latin1\nSec-Fetch-Dest: document", "<a>año</a>", "encodingWrong charset=latin1 shown=Ã±"},
		{"Content-Type: text/javascript; charset=latin1" + module, "x = 'año'", ""}, // modules are read as UTF-8, whatever is said
		{"Content-Type: text/javascript; charset=latin1" + module, "x = 'a\xf1o'", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{"Content-Type: text/javascript; charset=ansi" + module, "x = 'año'", ""},
		{"Content-Type: text/javascript; charset=latin1" + classic, "x = 'año'", "encodingWrong charset=latin1 shown=Ã±"},
		{"Content-Type: text/vtt; charset=latin1\nSec-Fetch-Dest: track", "WEBVTT\n\n00:00.000 --> 00:01.000\naño", ""},
		{"Content-Type: text/plain", "a\xf1o", ""},
		{"Content-Type: text/css; charset=utf-8", "/* a\xf1o */", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{"Content-Type: text/css", "/* año */", ""}, // that of the page
		{"Content-Type: application/octet-stream", "a\xf1o", ""},
		{"", "año", "encodingGuessed type=text/plain"},
		{"", "<p>año", "encodingGuessed type=text/html"},
		{"Content-Type: text/html", "<?xml version=\"1.0\" encoding=\"utf-8\"?><p>año", ""},
		{"Content-Type: text/html", "<noscript><meta charset=utf-8></noscript><p>año", ""},
		{"Content-Type: text/markdown\nSec-Fetch-Dest: document", "año", "encodingGuessed type=text/markdown"},
		{"Content-Type: text/css\nSec-Fetch-Dest: style", "/* año */", ""},

		// Images.
		{"Content-Type: image/png", png, ""},
		{"Content-Type: image/jpeg", jpeg, ""},
		{"Content-Type: image/webp", "RIFF\x00\x00\x00\x00WEBPVP8 ", ""},
		{"Content-Type: image/vnd.microsoft.icon", "\x00\x00\x01\x00\x01", ""},
		{"Content-Type: image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>", ""},
		{"Content-Type: image/avif", "\x00\x00\x00\x1cftypavif", ""},
		{"Content-Type: image/png", jpeg, "imageOtherType mistake=printedType type=image/png found=image/jpeg"},
		{"Content-Type: image/png", "", "imageEmpty type=image/png"},
		{"Content-Type: image/png", `b'\x89PNG\r\n\x1a\n\x00'`, "imagePrinted type=image/png"},
		{"Content-Type: image/gif", `b"GIF89a\x01'"` + "\n", "imagePrinted type=image/gif"},
		{"Content-Type: image/png", "\x89PNG\n\x1a\n\x00", "imageMangled type=image/png"},
		{"Content-Type: image/png", "\xc2\x89PNG\r\n", "imageMangled type=image/png"},
		{"Content-Type: image/png", "\xef\xbf\xbdPNG\r\n", "imageMangled type=image/png"},
		{"Content-Type: image/png", "<!doctype html><p>", "bodyIsHTML mistake=printedType type=image/png found=text/html"},
		{"Content-Type: image/png", "no such file", "imageIsText type=image/png"},
		{"Content-Type: image/png", "\x00\x01\x02", ""}, // who knows
		{"Content-Type: text/plain\nSec-Fetch-Dest: image", png, ""},
		{withUTF + "\nSec-Fetch-Dest: image", "<p>no", "imageIsText type=text/html"},
		{"Sec-Fetch-Dest: image", "<svg/>", ""},

		// Something before the first byte.
		{"Content-Type: image/png", "\n" + png, "bytesBefore at=2 mistake=printedBlank found=PNG"},
		{"Content-Type: image/png" + byTable, "\r\n" + png, "bytesBefore at=3 mistake=blankBefore found=PNG"},
		{"Content-Type: image/png", "\xef\xbb\xbf" + png, "bytesBefore at=4 mistake=printedMark found=PNG"},
		{"Content-Type: image/jpeg" + byTable, "\xef\xbb\xbf\n" + jpeg, "bytesBefore at=5 mistake=markBefore found=JPEG"},
		{"Content-Type: image/gif", " GIF89a\x01\x00", "bytesBefore at=2 mistake=printedBlank found=GIF"},
		{"Content-Type: image/bmp", "\nBM\x00\x00", "bytesBefore at=2 mistake=printedBlank found=BMP"},
		{"Content-Type: image/bmp", "a BMW", "imageIsText type=image/bmp"},
		{"Content-Type: image/webp", "\nRIFF\x00\x00\x00\x00WEBPVP8 ", "bytesBefore at=2 mistake=printedBlank found=WEBP"},
		{"Content-Type: image/avif", "\n\x00\x00\x00\x1cftypavif\x00\x00", "bytesBefore at=2 mistake=printedBlank found=AVIF"},
		{"Content-Type: image/png", "<br />\n<b>Warning</b>:  no $a in <b>/a.php</b>\n" + png, "bytesBefore at=48 mistake=printedText text=Warning:  no $a in /a.php found=PNG"},
		{"Content-Type: image/png" + byTable, "# " + png, "bytesBefore at=3 mistake=textBefore text=# found=PNG"},
		{"Content-Type: text/plain\nSec-Fetch-Dest: image", "\n" + png, "bytesBefore at=2 mistake=printedBlank found=PNG"},
		{"Content-Type: font/woff2", "\nwOF2\x00", "bytesBefore at=2 mistake=printedBlank found=WOFF2"},
		{"Content-Type: application/wasm", "\n\x00asm\x01", "bytesBefore at=2 mistake=printedBlank found=WebAssembly"},
		{"Content-Type: application/pdf", "\n%PDF-1.7", ""}, // readers look for it (ISO 32000-1, annex H.3)

		// JSON.
		{"Content-Type: application/json", `{"a": [1, null]}`, ""},
		{"Content-Type: application/json", "\xef\xbb\xbf{}", ""},
		{"Content-Type: application/json", " \n", "jsonEmpty"},
		{"Content-Type: application/json", "<p>", "jsonIsHTML"},
		{"Content-Type: application/json", "{'a': 1}", "jsonFromPython line=1"},
		{"Content-Type: application/json", `{"a": True}`, "jsonFromPython line=1"},
		{"Content-Type: application/json", "{\n\"a\": 1,\n}", "jsonInvalid line=3 mistake=jsonTrailingComma text=}"},
		{"Content-Type: application/ld+json", "{\"a\" 1}", `jsonInvalid line=1 mistake=jsonColonMissing text={"a" 1}`},
		{json, "[1, 2,]", "jsonInvalid line=1 mistake=jsonTrailingComma text=[1, 2,]"},
		{json, "// a\n{}", "jsonInvalid line=1 mistake=jsonComment text=// a"},
		{json, "{a: 1}", "jsonInvalid line=1 mistake=jsonName text={a: 1}"},
		{json, "{“a”: 1}", "jsonInvalid line=1 mistake=jsonCurlyQuotes text={“a”: 1}"},
		{json, `{"a": NaN}`, `jsonInvalid line=1 mistake=jsonWord text={"a": NaN}`},
		{json, "nul", "jsonInvalid line=1 mistake=jsonWord text=nul"},
		{json, "{\"a\": \"b\nc\"}", `jsonInvalid line=1 mistake=jsonLineBreak text={"a": "b`},
		{json, `{"a": "C:\data"}`, `jsonInvalid line=1 mistake=jsonEscape text={"a": "C:\data"}`},
		{json, "{\n\"a\": [1", `jsonInvalid line=2 mistake=jsonOpen text="a": [1`},
		{json, "{}\n{}", "jsonInvalid line=2 mistake=jsonSeveral text={}"},
		{json, `["a" "b"]`, `jsonInvalid line=1 mistake=jsonCommaMissing text=["a" "b"]`},
		{json, strings.Repeat("[", 20000) + strings.Repeat("]", 20000), ""},
		{json, "{\"a\": \"b\tc\"}", "jsonInvalid line=1 mistake=jsonControl text={\"a\": \"b\tc\"}"},
		{json, "[+1]", "jsonInvalid line=1 mistake=jsonNumber text=[+1]"},
		{json, "[.5]", "jsonInvalid line=1 mistake=jsonNumber text=[.5]"},
		{json, "[1.]", "jsonInvalid line=1 mistake=jsonNumber text=[1.]"},
		{json, "[1e]", "jsonInvalid line=1 mistake=jsonNumber text=[1e]"},
		{json, "[007]", "jsonInvalid line=1 mistake=jsonNumber text=[007]"},
		{json, "[0x1F]", "jsonInvalid line=1 mistake=jsonNumber text=[0x1F]"},
		{json, "{\"a\": 1_000}", "jsonInvalid line=1 mistake=jsonNumber text={\"a\": 1_000}"},
		{json, "1.2.3", "jsonInvalid line=1 mistake=jsonNumber text=1.2.3"},
		{json, "[-Infinity]", "jsonInvalid line=1 mistake=jsonWord text=[-Infinity]"},
		{json, "[1 2]", "jsonInvalid line=1 mistake=jsonCommaMissing text=[1 2]"},
		{json, "{\u00a0\"a\": 1}", "jsonInvalid line=1 mistake=jsonSpace text={\u00a0\"a\": 1}"},
		{json, "[1,\u200b2]", "jsonInvalid line=1 mistake=jsonSpace text=[1,\u200b2]"},
		{json, "[1;2]", "jsonInvalid line=1 text=[1;2]"},
		{json + byTable, "{'a': 1}", "jsonInvalid line=1 mistake=jsonSingleQuotes text={'a': 1}"},
		{json, "\xff\xfe{\x00}\x00", "jsonUTF16 mistake=printedUTF16"},
		{"Content-Type: application/json", "{\"a\": \"\xf1\"}", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{"Content-Type: text/plain", "{'a': 1}", ""},

		// Other formats.
		{"Content-Type: application/zip", "\n<!DOCTYPE html>", "bodyIsHTML mistake=printedType type=application/zip found=text/html"},
		{"Content-Type: font/woff2", "<html lang=es>", "bodyIsHTML mistake=printedType type=font/woff2 found=text/html"},
		{"Content-Type: image/svg+xml", "<!doctype html>", "bodyIsHTML mistake=printedType type=image/svg+xml found=text/html"},
		{"Content-Type: application/vnd.ms-excel", "<html><table>", ""}, // Excel opens it
		{"Content-Type: application/pdf", "%PDF-1.7", ""},
		{table, "PK\x03\x04\xf1", "pageIsDocument found=ZIP, DOCX, ODT"},
		{table, `{\rtf1\ansi}`, "pageIsDocument found=RTF"},
		{table, "<p>\n<?php echo 1; ?>", "phpInPage line=2"},
		{withUTF, "<?php echo 1; ?>", ""}, // a script printed it
		{table, "<p>&lt;?php <script>'<?php'</script>", ""},
		{"Content-Type: text/javascript" + module, "<script>", "scriptHasTags tag=<script>"},
		{"Content-Type: text/javascript" + classic, "<!-- a comment of JavaScript", ""},
		{"Content-Type: text/javascript", "<script>", ""}, // opened, not run
		{"Content-Type: text/css" + classic, "p {}", "scriptIsCSS"},
		{"Content-Type: text/css\nSec-Fetch-Dest: style", "<style>p {}", "styleHasTags tag=<style>"},
		{"Content-Type: image/svg+xml", "<?xml version='1.0'?><svg/>", "svgNoNamespace"},
		{"Content-Type: image/svg+xml", "<a:svg xmlns:a='http://www.w3.org/2000/svg'/>", ""},
		{"Content-Type: image/svg+xml", png, "svgIsOther mistake=printedType found=image/png"},
		{"Content-Type: image/png", "<svg/>", "imageIsSVG mistake=printedType type=image/png found=image/svg+xml"},
		{"Content-Type: image/jpeg", "\x00\x00\x00\x1cftypheic", "imageHEIC type=image/jpeg"},
		{table + "\nSec-Fetch-Dest: document", "<img src=file:///a.png>", "localAddress address=file:///a.png line=1"},
		// What a language shows of an object.
		{withUTF, "<p>\n<function hi at 0x7f00aa>", "objectPrinted line=2 printed=<function hi at 0x7f00aa>"},
		{withUTF, "<b><function f.<locals>.g at 0x7f00aa></b>", "objectPrinted line=1 printed=<function f.<locals>"},
		{withUTF, "<built-in method upper of str object at 0x7f00aa>", "objectPrinted line=1 printed=<built-in method upper of str object at 0x7f00aa>"},
		{withUTF, "<bound method A.b of <__main__.A object at 0x7f00aa>>", "objectPrinted line=1 printed=<bound method A.b of <__main__.A object at 0x7f00aa>"},
		{withUTF, "<generator object <genexpr> at 0x7f00aa>", "objectPrinted line=1 printed=<generator object <genexpr>"},
		{withUTF, "<map object at 0x7f00aa> <sqlite3.Cursor object at 0x7f00aa>", "objectPrinted line=1 printed=<map object at 0x7f00aa>"},
		{withUTF, "<re.Match object; span=(0, 1), match='a'>", "objectPrinted line=1 printed=<re.Match object; span=(0, 1), match='a'>"},
		{withUTF, "<class 'str'>", "objectPrinted line=1 printed=<class 'str'>"},
		{withUTF, "<Buffer 68 6f 6c 61>", "objectPrinted line=1 printed=<Buffer 68 6f 6c 61>"},
		{withUTF, "#<Guest:0x00007f0102030405>", "objectPrinted line=1 printed=<Guest:0x00007f0102030405>"},
		{withUTF, "<__main__.A object at 0x7f00aa>", ""},
		{withUTF, "<!-- <map object at 0x7f00aa> --><script>// <map object at 0x7f00aa>\n</script>&lt;map object at 0x7f00aa&gt;", ""},
		{withUTF, "<object data=a.svg></object><class-list></class-list><map name=a></map>", ""},
		{table + "\nSec-Fetch-Dest: empty", "<img src=file:///a.png>", ""},

		{table, "\x1f\x8b\x08\x00", "gzipUnsaid type=text/html"},
		{withUTF + "\nContent-Encoding: gzip", "<p>x", "codingFalse coding=gzip"},
		{"Content-Type: text/css\nContent-Encoding: br\nSec-Fetch-Dest: style", "<p>x", "codingFalse coding=br"},
		{"Content-Type: text/css\nContent-Encoding: br\nSec-Fetch-Dest: style", "p {}", ""}, // who knows
		{withUTF + "\nContent-Encoding: charset=utf-8", "<p>x", "codingUnread coding=charset=utf-8"},
		{withUTF + "\nContent-Encoding: UTF-8", "<p>x", "codingIsCharset coding=UTF-8"},
		{withUTF + "\nContent-Encoding: identity", "<p>x\xf1", "encodingNotUTF8 line=1 mistake=printedNotUTF8"},
		{withUTF, "%PDF-1.7", "pageIsDocument mistake=printedFormat found=PDF"},
		{"Content-Type: text/javascript; charset=utf-8" + byTable, "\x1f\x8b\x08\x00\xf1", "gzipUnsaid type=text/javascript"},
		{json + byTable, "\x1f\x8b\x08\x00\xf1", "gzipUnsaid type=application/json"},
		{"Content-Type: text/csv; charset=utf-8" + byTable, "PK\x03\x04\xf1", "textIsOther type=text/csv found=ZIP, DOCX, ODT"},
		{"Content-Type: text/css; charset=utf-8", png, "textIsOther mistake=printedFormat type=text/css found=PNG"},
		{"Content-Type: text/plain; charset=utf-8" + byTable, "\x00\x01\xf1", ""}, // who knows
		{"Content-Type: image/png" + byTable, "%PDF-1.7\n%\xe2", "imageIsOther type=image/png found=PDF"},
		{"Content-Type: image/jpeg" + byTable, "II*\x00\x08", "imageIsOther type=image/jpeg found=TIFF"},
		{"Content-Type: image/png" + byTable, "\x00\x00\x00\x1cftypavif", "imageOtherType type=image/png found=image/avif"},
		{"Content-Type: image/png" + byTable, jpeg, "imageOtherType type=image/png found=image/jpeg"},

		// XML.
		{"Content-Type: application/xml", "<?xml version='1.0' encoding='iso-8859-1'?>\n<a>\xf1</a>", ""},
		{"Content-Type: application/xml", "<?xml version='1.1'?><a/>", ""},
		{"Content-Type: application/xml", "<?xml version='1.0' encoding='iso-8859-1'?>\n<a>ñ</a>", "encodingWrong charset=iso-8859-1 shown=Ã±"},
		{"Content-Type: application/xml; charset=iso-8859-1", "<?xml version='1.0' encoding='utf-8'?>\n<a>ñ</a>", "encodingWrong charset=iso-8859-1 shown=Ã±"},
		{"Content-Type: text/xml; charset=iso-8859-1", "<a>ñ</a>", "encodingWrong charset=iso-8859-1 shown=Ã±"},
		{"Content-Type: application/xml", "<?xml version='1.0' encoding='utf-8'?>\n<a>ñ</a>", ""},
		{"Content-Type: application/xml", "<a>\n\xf1</a>", "xmlInvalid line=2 mistake=xmlNotUTF8"},
		{"Content-Type: application/xml", "<!DOCTYPE a [<!ENTITY n 'x'>]><a>&n;</a>", ""},
		{"Content-Type: application/xml", "<a>\n<b>\n</a>", "xmlInvalid line=3 mistake=xmlMismatch name=b other=a"},
		{"Content-Type: application/rss+xml", "<rss>\n<title>a & b</title></rss>", "xmlUnreadable line=2 mistake=xmlEntity"},
		{"Content-Type: application/gpx+xml", "<gpx>&nbsp;</gpx>", "xmlUnreadable line=1 mistake=xmlEntity"},
		{"Content-Type: application/xml", "\n<?xml version='1.0'?><a/>", "xmlInvalid line=2 mistake=xmlDeclaration"},
		{"Content-Type: application/xml", "<a/>\n<b/>", "xmlInvalid line=2 mistake=xmlRoots name=b"},
		{"Content-Type: application/xml", "<a>\n<b c='1' c='2'/></a>", "xmlInvalid line=2 mistake=xmlTwice name=c"},
		{"Content-Type: application/xml", "<?xml version='1.0'?>", "xmlInvalid line=1 mistake=xmlNoRoot"},
		{"Content-Type: application/xml", "<b:a/>", "xmlInvalid line=1 mistake=xmlPrefix name=b"},
		{"Content-Type: application/xml", "<a>\n\xf1</a>", "xmlInvalid line=2 mistake=xmlNotUTF8"},
		{"Content-Type: application/xml; charset=latin1", "<a>\n\xf1</a>", ""},
		{"Content-Type: application/xml", "<!doctype html>\n<p>", "bodyIsHTML mistake=printedType type=application/xml found=text/html"},
		{"Content-Type: image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><use xlink:href='#a'/></svg>", "xmlInvalid line=1 mistake=xmlXLink name=xlink"},
		{"Content-Type: application/xml", "<\u312aa/>", ""},
		{"Content-Type: image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'>\n<path d=M0>\n</svg>", "xmlInvalid line=2 mistake=xmlAttribute"},
		{"Content-Type: image/svg+xml", "\n<svg xmlns='http://www.w3.org/2000/svg'>\n<g>\n", "xmlInvalid line=4 mistake=xmlOpen"},
		{"Content-Type: application/xhtml+xml", "<!DOCTYPE html>\n<html xmlns='http://www.w3.org/1999/xhtml'><br></html>", "xmlInvalid line=2 mistake=xmlMismatch name=br other=html"},
		{"Content-Type: application/xml", "<a><!-- -- --></a>", "xmlInvalid line=1"},
		{"Content-Type: application/xml", "", ""},
		{"Content-Type: application/xml", "\nname: value", "xmlInvalid line=2 mistake=xmlOutside name=name: value"},
		{"Content-Type: application/xml", "\xff\xfe<\x00a\x00/\x00>\x00", ""},

		// JSON that another function should have printed.
		{json, "Array\n(\n)", "jsonInvalid call=json_encode(…) language=PHP line=1 mistake=jsonShown text=Array"},
		{json, "array(1) {\n}", "jsonInvalid call=json_encode(…) language=PHP line=1 mistake=jsonShown text=array(1) {"},
		{json, "HASH(0x55d0c8)", "jsonInvalid call=JSON::PP::encode_json(…) language=Perl line=1 mistake=jsonShown text=HASH(0x55d0c8)"},
		{json, `{"a"=>1}`, `jsonInvalid call=JSON.generate(…) language=Ruby line=1 mistake=jsonShown text={"a"=>1}`},
		{json, "{:a=>1}", "jsonInvalid call=JSON.generate(…) language=Ruby line=1 mistake=jsonShown text={:a=>1}"},
		{json, "[object Object]", "jsonInvalid call=JSON.stringify(…) language=JavaScript line=1 mistake=jsonShown text=[object Object]"},
		{json, "rows: 3\n{\"a\": 1}", "jsonInvalid line=1 mistake=jsonTextBefore text=rows: 3"},
		{json, "rows: 3\n{a: 1}", "jsonInvalid line=1 mistake=jsonWord text=rows: 3"},
		{json + byTable, "Array\n(", "jsonInvalid line=1 mistake=jsonWord text=Array"},

		// Uses.
		{"Content-Type: text/css\nSec-Fetch-Dest: style", "p {}", ""},
		{withUTF + "\nSec-Fetch-Dest: style", "p {}", "styleNotCSS type=text/html"},
		{"Content-Type: text/plain" + module, "1", "moduleNotJavaScript type=text/plain"},
		{"Content-Type: Text/JavaScript; charset=utf-8" + module, "1", ""},
		{module, "1", "moduleNotJavaScript type=–"},
		{"Content-Type: text/plain" + classic, "1", ""},
		{"Content-Type: text/plain\nX-Content-Type-Options: nosniff" + classic, "1", "scriptRefused type=text/plain"},
		{"Content-Type: image/png" + classic, png, "scriptRefused type=image/png"},
		{"Content-Type: text/plain\nSec-Fetch-Dest: worker", "1", "workerNotJavaScript type=text/plain"},

		// Other origins.
		{"Content-Type: text/plain\nOrigin: http://127.0.0.1:5173\nSec-Fetch-Mode: cors", "a", "originNotAllowed origin=http://127.0.0.1:5173"},
		{"Content-Type: text/plain\nOrigin: null\nSec-Fetch-Mode: cors\nAccess-Control-Allow-Origin: *", "a", ""},
		{"Content-Type: text/plain\nOrigin: http://a\nSec-Fetch-Mode: cors\nAccess-Control-Allow-Origin: http://a", "a", ""},
		{"Content-Type: text/plain\nOrigin: http://a\nSec-Fetch-Mode: cors\nAccess-Control-Allow-Origin: http://a/", "a", "otherOriginAllowed allowed=http://a/ origin=http://a"},
		{"Content-Type: text/plain\nOrigin: http://a\nSec-Fetch-Mode: navigate", "a", ""}, // a form
		{"Content-Type: text/plain\nOrigin: null\nSec-Fetch-Mode: cors", "a", "originNull"},
		{"Content-Type: text/plain\nOrigin: http://localhost:8000\nSec-Host: 127.0.0.1:8000\nSec-Fetch-Mode: cors", "a", "originOtherName host=127.0.0.1:8000 origin=http://localhost:8000"},
		{"Content-Type: text/plain\nOrigin: http://localhost:5173\nSec-Host: 127.0.0.1:8000\nSec-Fetch-Mode: cors", "a", "originNotAllowed origin=http://localhost:5173"},
		{"Content-Type: text/plain\nOrigin: http://school.example:8000\nSec-Host: 127.0.0.1:8000\nSec-Fetch-Mode: cors", "a", "originNotAllowed origin=http://school.example:8000"},
		{"Content-Type: text/plain\nOrigin: http://a\nSec-Cookie: a=1\nSec-Fetch-Mode: cors\nAccess-Control-Allow-Origin: *", "a", "originWithCookies origin=http://a"},
		{"Content-Type: text/plain\nOrigin: http://a\nSec-Cookie: a=1\nSec-Fetch-Mode: cors\nAccess-Control-Allow-Origin: http://a", "a", ""},
		{"Content-Type: text/plain\nOrigin: http://a\nSec-Fetch-Mode: cors\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *", "a", "otherOriginAllowed allowed=*, * origin=http://a"},
		{"Content-Type: text/plain\nSec-Fetch-Mode: cors", "a", ""},

		// The bytes are not the content itself.
		{"Content-Type: application/json\nContent-Encoding: gzip", "\x1f\x8b", ""},
	} {
		got := []string{}
		for _, note := range Notes(response(c.fields, c.content)) {
			words := []string{note.Code}
			for _, name := range []string{"address", "allowed", "at", "call", "charset", "coding", "declared", "host", "language", "line", "meant", "mistake", "name", "origin", "other", "printed", "shown", "tag", "text", "type", "found"} {
				if value, there := note.Args[name]; there {
					words = append(words, name+"="+value)
				}
			}
			if len(words) != 1+len(slices.Collect(maps.Keys(note.Args))) {
				t.Errorf("%+v has further arguments", note)
			}
			got = append(got, strings.Join(words, " "))
		}
		if joined := strings.Join(got, "; "); joined != c.want {
			t.Errorf("%s\n\n%.60q: %q, not %q", c.fields, c.content, joined, c.want)
		}
	}
}

// Where only the start is known nothing is said of the rest.
func TestContentThatIsCut(t *testing.T) {
	for _, c := range []struct{ fields, content string }{
		{"Content-Type: application/json", `{"a": [1`},
		{"Content-Type: text/html; charset=utf-8", "<p>a\xc3"}, // half of ñ
		{"Content-Type: image/png", ""},
	} {
		r := response(c.fields, c.content)
		r.Whole = false
		if notes := Notes(r); len(notes) > 0 {
			t.Errorf("%q: %+v", c.content, notes)
		}
	}
}

// What answers for a missing page is judged as text alone.
func TestContentOfOtherStatus(t *testing.T) {
	r := response("Content-Type: text/html; charset=utf-8\nSec-Fetch-Dest: style", "<p>a\xf1o")
	r.Status = http.StatusNotFound
	if notes := Notes(r); len(notes) != 1 || notes[0].Code != "encodingNotUTF8" {
		t.Errorf("%+v", notes)
	}
}

func FuzzNotes(f *testing.F) {
	f.Add("text/html; charset=utf-8", "style", []byte("<p>a\xf1o"))
	f.Add("application/json", "empty", []byte("{'a': 1}"))
	f.Add("image/png", "image", []byte("\x89PNG\n"))
	f.Fuzz(func(t *testing.T, contentType, destination string, content []byte) {
		for _, whole := range []bool{true, false} {
			r := Response{Destination: destination, Status: http.StatusOK, Header: http.Header{"Content-Type": {contentType}}, Content: content, Whole: whole}
			for _, note := range Notes(r) {
				if note.Code == "" || note.Severity == "" {
					t.Errorf("%+v", note)
				}
			}
		}
	})
}

// What a browser has nothing of is said, whatever the status.
func TestResponsesOfWhichBrowsersHaveNothing(t *testing.T) {
	for _, c := range []struct{ fields, want string }{
		{"Location: /x", ""},
		{"Location: mailto:a@b.test", ""},
		{"Location: http://[", "badLocation location=http://["},
		{"Location: data:text/html,x", "unsafeLocation location=data:text/html,x"},
		{"Location: htp://a.test/", "unknownScheme location=htp://a.test/ scheme=htp"},
		{"Location: localhost:8000/", ""}, // of a script, that is noScheme
		{"Content-Disposition: attachment; filename=a, b.txt", "twoDispositions"},
		{`Content-Disposition: attachment; filename="a, b.txt"`, ""},
	} {
		r := response("Sec-Fetch-Dest: document\nSec-Fetch-Mode: navigate\nContent-Type: text/html; charset=utf-8\n"+c.fields, "x")
		r.Status = http.StatusFound
		answered := []protocol.Header{}
		for name := range r.Header {
			answered = append(answered, protocol.Header{Name: name, Value: r.Header.Get(name)})
		}
		asked := []protocol.Header{{Name: "Sec-Fetch-Dest", Value: "document"}}
		r.Verdict = verdict.Of(verdict.Response{Method: http.MethodGet, Status: r.Status, Asked: asked, Answered: answered, Content: r.Content, Bytes: 1})
		got := []string{}
		for _, note := range Notes(r) {
			words := note.Code
			for _, name := range []string{"location", "scheme"} {
				if value := note.Args[name]; value != "" {
					words += " " + name + "=" + value
				}
			}
			got = append(got, words)
		}
		if joined := strings.Join(got, "; "); joined != c.want {
			t.Errorf("%s: %q, not %q", c.fields, joined, c.want)
		}
	}
}
