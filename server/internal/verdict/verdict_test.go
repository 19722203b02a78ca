package verdict

import (
	"compress/gzip"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

const (
	page = "<!doctype html><p>Hola"
	code = "let a = 1"
	rule = "p { color: red }"
	svgs = `<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5"><p/></svg>`
)

// pixel is a PNG of one pixel; its data begin at the 41st byte.
var pixel = func() string {
	data, _ := base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
	return string(data)
}()

// zipped is a text in gzip.
func zipped(text string) string {
	var out strings.Builder
	writer := gzip.NewWriter(&out)
	_, _ = writer.Write([]byte(text))
	_ = writer.Close()
	return out.String()
}

// head are fields, one a line.
func head(text string) []protocol.Header {
	fields := []protocol.Header{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		fields = append(fields, protocol.Header{Name: name, Value: strings.TrimSpace(value)})
	}
	return fields
}

// across are the fields of a request by a page of another site.
func across(destination string) string {
	return strings.Replace(asked(destination, "no-cors"), "same-origin", "cross-site", 1)
}

// framedBy are the fields of a request for a frame of another site's page.
func framedBy(page string) string {
	return strings.Replace(frame, "same-origin", "cross-site", 1) + "\nReferer: " + page
}

// asked are the fields of a request for a destination, in a mode.
func asked(destination, mode string) string {
	return "Host: a.test\nSec-Fetch-Site: same-origin\nSec-Fetch-Dest: " + destination + "\nSec-Fetch-Mode: " + mode
}

var (
	navigation  = asked("document", "navigate")
	style       = asked("style", "no-cors")
	script      = asked("script", "no-cors")
	module      = asked("script", "cors")
	frame       = asked("iframe", "navigate")
	picture     = asked("image", "no-cors")
	part        = asked("image", "same-origin") // as <use> asks
	network     = "Host: 192.168.1.2:8000\nUser-Agent: Mozilla/5.0\nAccept-Encoding: gzip, deflate"
	again       = "\nIf-None-Match: \"a\""
	events      = asked("empty", "cors") + "\nAccept: text/event-stream"
	otherOrigin = "Host: a.test\nSec-Fetch-Site: cross-site\nOrigin: http://b.test\nSec-Fetch-Dest: empty\nSec-Fetch-Mode: cors"
)

func TestVerdicts(t *testing.T) {
	for _, row := range []struct {
		asked, answered, content string
		status                   int
		want                     string // fate, type, destination, reason, what else
	}{
		{navigation, "Content-Type: text/html; charset=utf-8", page, 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/css", page, 200, "shown text/css document named text"},
		{navigation, "", page, 200, "shown text/html document sniffedTag page"},
		{navigation, "", "<html\n>", 200, "shown text/html document sniffedTag page, by the standard text/plain"},
		{navigation, "", pixel, 200, "shown image/png document sniffedSignature image"},
		{navigation, "", "hola", 200, "shown text/plain document sniffedText text"},
		{navigation, "", "\x01", 200, "downloaded application/octet-stream document sniffedBinary"},
		{navigation, "X-Content-Type-Options: nosniff", pixel, 200, "shown text/plain document noSniff text, by the standard image/png"},
		{navigation, "Content-Type: text/plain; charset=utf-8", "\x01", 200, "downloaded application/octet-stream document binaryText, by the standard text/plain"},
		{navigation, "Content-Type: text/xml", "<rss/>", 200, "shown application/rss+xml document feed xml, by the standard text/xml"},
		{navigation, "Content-Type: application/rss+xml", "<rss/>", 200, "shown text/plain document feedSource text"},
		{navigation, "Content-Type: text/", page, 200, "shown text/ document named text, by the standard text/html"},
		{navigation, "Content-Type: /", page, 200, "downloaded / document notDisplayable, by the standard text/html"},
		{navigation, "Content-Type: text/html, text/plain", page, 200, "shown text/plain document named text"},
		{navigation, "Content-Type: text/html\nContent-Disposition: attachment", page, 200, "downloaded text/html document attachment"},
		{navigation, "Content-Type: text/html\nContent-Disposition: filename=x", page, 200, "shown text/html document named page"},
		{navigation, "Content-Type: application/zip", "PK", 200, "downloaded application/zip document notDisplayable"},
		{navigation, "Content-Type: text/html", "", 200, "empty text/html document noContent"},
		{navigation, "Content-Type: text/html", page, 404, "shown text/html document named page"},
		{navigation, "Content-Type: text/html", "", 204, "empty  document status"},
		{navigation, "Location: /b", page, 301, "redirected  document location"},
		{navigation, "Location: /b\nContent-Type: text/html", page, 300, "shown text/html document named page"},
		{navigation, "", "", 304, "empty  document notModifiedUnasked"},
		{navigation + again, "", "", 304, "shown  document notModified"},
		{module, "Content-Type: text/javascript", "", 304, "refused text/javascript module errorStatus"},
		{picture, "Content-Type: image/png", "", 304, "refused image/png image imageEmpty"},
		{asked("empty", "cors"), "", "", 304, "applied  fetch fetched"},
		{navigation, "Content-Type: text/html", page, 407, "refused text/html document proxyStatus"},
		{navigation, "Content-Type: application/zip", "PK", 404, "refused application/zip document errorNotSaved"},
		{navigation, "Content-Type: text/html\nContent-Disposition: attachment", page, 500, "refused text/html document errorNotSaved"},
		{navigation, "Content-Type: text/html\nContent-Disposition: attachment", page, 300, "refused text/html document errorNotSaved"},
		{navigation, "Content-Disposition: attachment", page, 201, "downloaded text/html document attachment"},
		{navigation, "Content-Disposition: attachment", "", 204, "empty  document status"},
		{navigation, "Content-Type: application/zip", "", 205, "empty  document status"},
		{navigation, "Content-Type: text/html", "", 404, "empty  document ownErrorPage"},
		{navigation, "", "", 500, "empty  document ownErrorPage"},
		{navigation, "Content-Type: text/html\nContent-Disposition: \"attachment\"", page, 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/html\nContent-Disposition: in line", page, 200, "shown text/html document named page"},
		{navigation, "Content-Disposition: inline\nContent-Disposition: attachment", page, 200, "refused  document severalValues"},
		{script, "Content-Disposition: attachment; filename=a, b.js", code, 200, "refused  script severalValues"},
		{script, "Content-Disposition: attachment; filename=\"a, b.js\"", code, 200, "applied text/javascript script scriptAnyType"},
		{navigation, "Content-Disposition: attachment\nContent-Disposition: attachment", page, 200, "downloaded text/html document attachment"},
		{navigation, "Location: data:text/html,x", "", 302, "refused  document unsafeLocation"},
		{navigation, "Location: javascript:alert(1)", "", 302, "empty  document unsafeLocation"},
		{navigation, "Location: mailto:a@b.test", "", 302, "redirected  document externalLocation"},
		{asked("empty", "cors"), "Location: mailto:a@b.test", "", 302, "refused  fetch unsafeLocation"},
		{navigation, "Location: http://[", "", 302, "refused  document badLocation"},
		{navigation, "Location: //a.test:x/", "", 302, "refused  document badLocation"},
		{navigation, "Location: http://192.168.1.300/", "", 302, "refused  document badLocation"},
		{navigation, "Location: http://1.2.3.4.5/", "", 302, "refused  document badLocation"},
		{navigation, "Location: http://192.168.1.08/", "", 302, "refused  document badLocation"},
		{navigation, "Location: http://a.1/", "", 302, "refused  document badLocation"},
		{navigation, "Location: http://192.168.1.30:80/", "", 302, "redirected  document location"},
		{navigation, "Location: http://127.1/", "", 302, "redirected  document location"},
		{navigation, "Location: http://127.0.0.1./", "", 302, "redirected  document location"},
		{navigation, "Location: http://4.3.2.1.test/", "", 302, "redirected  document location"},
		{navigation, "Location: http://a.test:80/b:c", "", 302, "redirected  document location"},
		{navigation, "Location: a/b?c=http://[", "", 302, "redirected  document location"},
		{navigation, "Location: /b\nLocation: /c", "", 302, "refused  document severalValues"},
		{navigation, "Content-Type: image/jpg", pixel, 200, "shown image/jpg document named image, by the standard image/png"},
		{navigation, "", strings.Repeat("\n", 506) + "<html>", 200, "shown text/html document sniffedTag page"},
		{navigation, "", strings.Repeat("\n", 508) + "<html>", 200, "shown text/plain document sniffedText text"},
		{navigation, "", strings.Repeat("a", 1023) + "\x01", 200, "downloaded application/octet-stream document sniffedBinary"},
		{navigation, "", strings.Repeat("a", 1024) + "\x01", 200, "shown text/plain document sniffedText text, by the standard application/octet-stream"},
		{navigation, "Content-Type: text/plain", strings.Repeat("a", 1024) + "\x01", 200, "shown text/plain document named text, by the standard application/octet-stream"},
		{navigation, "Content-Type: text/xml", "<!-- <rss> --><a/>", 200, "shown text/xml document named xml"},
		{navigation, "Content-Type: text/xml", "<?xml version='1.0'?><!DOCTYPE rss><RSS/>", 200, "shown application/rss+xml document feed xml, by the standard text/xml"},
		{navigation, "Content-Type: text/xml", strings.Repeat("\n", 297) + "<rss/>", 200, "shown text/xml document named xml"},
		{navigation, "Content-Type: audio/x-wav", "RIFF\x00\x00\x00\x00WAVEfmt ", 200, "shown audio/x-wav document named media, by the standard audio/wave"},
		{navigation, "Content-Type: application/x-ecmascript", code, 200, "shown application/x-ecmascript document named text"},
		{navigation, "Content-Type: multipart/x-mixed-replace; boundary=b", page, 200, "shown multipart/x-mixed-replace document named image"},
		{"", "Content-Type: text/html", page, 200, "shown text/html document named page assumed"},

		{navigation, "Content-Type: text/html\nContent-Encoding: gzip", page, 200, "refused text/html document codingFalse"},
		{navigation, "Content-Encoding: deflate", page, 200, "refused  document codingFalse"},
		{navigation, "Content-Type: text/html\nContent-Encoding: br", page, 200, "refused text/html document codingFalse"},
		{navigation, "Content-Type: text/html\nContent-Encoding: zstd", page, 200, "refused text/html document codingFalse"},
		{navigation, "Content-Encoding: gzip", zipped(page), 200, "shown text/html document sniffedTag page"},
		{navigation, "Content-Encoding: gzip, gzip", zipped(zipped(page)), 200, "shown text/html document sniffedTag page"},
		{navigation, "Content-Encoding: gzip, gzip", zipped(page), 200, "refused  document codingFalse"},
		{navigation, "Content-Type: text/html\nContent-Encoding: gzip", zipped(page)[:20], 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/html\nContent-Encoding: gzip", zipped(page) + page, 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/html\nContent-Encoding: gzip", "\x1f", 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/html\nContent-Encoding: gzip", "", 200, "empty text/html document noContent"},
		{navigation, "Content-Type: text/html\nContent-Encoding: gzip, utf-8", page, 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/html\nContent-Encoding: gzip, ", page, 200, "shown text/html document named page"},
		{navigation, "Content-Type: text/plain\nContent-Encoding: br", "name,age\nEva,12\nPía,13\n", 200, "refused text/plain document codingFalse"},
		{navigation, "Content-Type: text/plain\nContent-Encoding: br", "\x0b\x02\x80hola\x03", 200, "shown text/plain document named text"},
		{script, "Content-Type: text/javascript\nContent-Encoding: gzip", code, 200, "refused text/javascript script codingFalse"},
		{style, "Content-Type: text/css\nContent-Encoding: gzip", rule, 200, "refused text/css style codingFalse"},
		{picture, "Content-Type: image/png\nContent-Encoding: deflate", pixel, 200, "refused image/png image codingFalse"},
		{asked("empty", "cors"), "Content-Encoding: zstd", "{}", 200, "refused  fetch codingFalse"},
		{asked("video", "no-cors"), "Content-Encoding: gzip", zipped("\x1aE\xdf\xa3"), 200, "refused  video codingOfMedia"},

		{frame, "Content-Type: text/html\nX-Frame-Options: deny", page, 200, "refused text/html iframe frameOptions"},
		{frame, "Content-Type: text/html\nX-Frame-Options: SAMEORIGIN", page, 200, "shown text/html iframe named page"},
		{frame, "Content-Type: text/html\nX-Frame-Options: DENY\nContent-Security-Policy: frame-ancestors 'self'", page, 200, "shown text/html iframe named page"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors 'none'", page, 200, "refused text/html iframe frameAncestors"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors https:", page, 200, "refused text/html iframe frameAncestors"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors http:", page, 200, "shown text/html iframe named page"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors https://a.test", page, 200, "refused text/html iframe frameAncestors"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors a.test:*", page, 200, "shown text/html iframe named page"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors http://a.test/b", page, 200, "refused text/html iframe frameAncestors"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors http://a.test/", page, 200, "shown text/html iframe named page"},
		{frame, "Content-Type: text/html\nContent-Security-Policy: frame-ancestors a.test:8000", page, 200, "refused text/html iframe frameAncestors"},
		{framedBy("http://b.a.test:8000/"), "Content-Type: text/html\nContent-Security-Policy: frame-ancestors *.a.test:*", page, 200, "shown text/html iframe named page"},
		{framedBy("http://b.a.test:8000/"), "Content-Type: text/html\nContent-Security-Policy: frame-ancestors *.a.test", page, 200, "refused text/html iframe frameAncestors"},
		{framedBy("https://b.test/"), "Content-Type: text/html\nContent-Security-Policy: frame-ancestors http://b.test:80", page, 200, "shown text/html iframe named page"},
		{framedBy("http://[::1]:8000/"), "Content-Type: text/html\nContent-Security-Policy: frame-ancestors [::1]:8000", page, 200, "shown text/html iframe named page"},
		{navigation, "Content-Type: text/html\nX-Frame-Options: deny", page, 200, "shown text/html document named page"},
		{asked("object", "navigate"), "Content-Type: text/html", page, 404, "refused text/html object errorStatus"},

		{style, "Content-Type: text/css; charset=utf-8", rule, 200, "applied text/css style named"},
		{style, "Content-Type: text/html", rule, 200, "refused text/html style styleWrongType"},
		{style, "Content-Type: text/plain, text/css", rule, 200, "applied text/css style named"},
		{style, "", rule, 200, "applied text/css style styleUntyped, by the standard otherwise"},
		{style, "Content-Type: css", rule, 200, "applied text/css style styleUntyped, by the standard otherwise"},
		{style, "X-Content-Type-Options: nosniff", rule, 200, "refused  style styleNoSniffUntyped"},
		{style, "X-Content-Type-Options: nosniff\nContent-Type: text/plain", rule, 200, "refused text/plain style styleNoSniff"},
		{style, "Content-Type: text/css", rule, 404, "refused text/css style errorStatus"},
		{style + again, "Content-Type: text/css", "", 304, "applied  style notModified"},
		{asked("style", "cors"), "", rule, 200, "refused  styleModule styleModuleUntyped"},

		{script, "Content-Type: text/plain", code, 200, "applied text/plain script scriptAnyType"},
		{script, "", code, 200, "applied text/javascript script scriptAnyType"},
		{script, "Content-Type: text/csv", code, 200, "refused text/csv script scriptNeverRun"},
		{script, "Content-Type: image/png", code, 200, "refused image/png script scriptNeverRun"},
		{script, "Content-Type: text/plain\nX-Content-Type-Options: nosniff", code, 200, "refused text/plain script scriptNoSniff"},
		{script, "Content-Type: text/html", page, 200, "applied text/html script scriptIsMarkup"},
		{script, "Content-Type: text/javascript", code, 500, "refused text/javascript script errorStatus"},
		{module, "Content-Type: text/javascript", code, 200, "applied text/javascript module named"},
		{module, "Content-Type: text/plain", code, 200, "refused text/plain module moduleWrongType"},
		{module, "Content-Type: text/javascript", code, 300, "refused text/javascript module errorStatus"},
		{module, "", code, 200, "refused  module moduleUntyped"},
		{asked("json", "cors"), "Content-Type: application/ld+json", "{}", 200, "applied application/ld+json json named"},
		{asked("json", "cors"), "Content-Type: application/json", "{", 200, "refused application/json json jsonInvalid"},
		{asked("worker", "same-origin"), "Content-Type: text/plain", code, 200, "applied text/plain worker workerAnyType, by the standard otherwise"},
		{asked("serviceworker", "same-origin"), "Content-Type: text/plain", code, 200, "refused text/plain serviceworker moduleWrongType"},

		{picture, "Content-Type: text/html", pixel, 404, "applied image/png image imageKnown image"},
		{picture, "Content-Type: image/png", pixel[:41], 200, "applied image/png image imageKnown image"},
		{picture, "Content-Type: image/png", pixel[:40], 200, "refused image/png image imageUnknown"},
		{picture, "Content-Type: image/png", strings.Replace(pixel, "\r\n", "\n", 1), 200, "refused image/png image imageUnknown"},
		{picture, "Content-Type: image/svg+xml", pixel, 200, "refused image/svg+xml image imageNotSVG"},
		{picture, "Content-Type: image/svg+xml", svgs, 200, "applied image/svg+xml image named image"},
		{picture, "Content-Type: image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg"><use xlink:href="#a"/></svg>`, 200, "refused image/svg+xml image svgBroken"},
		{picture, "Content-Type: image/svg+xml", "\n<?xml version='1.0'?>" + svgs, 200, "refused image/svg+xml image svgBroken"},
		{picture, "Content-Type: image/svg+xml", `<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg">]><svg xmlns="&ns;"/>`, 200, "applied image/svg+xml image named image"},
		{picture, "Content-Type: image/svg+xml", "<?xml version='1.1'?>" + svgs, 200, "applied image/svg+xml image named image"},
		{picture, "Content-Type: image/svg+xml", "\xff\xfe" + strings.Join(strings.Split(svgs, ""), "\x00") + "\x00", 200, "applied image/svg+xml image named image"},
		{picture, "Content-Type: image/svg+xml", "<?xml version='1.0' encoding='iso-8859-1'?><!-- \xf1 -->" + svgs, 200, "refused image/svg+xml image svgBroken"},
		{picture, "Content-Type: image/svg+xml", "<?xml version='1.0' encoding='iso-8859-1'?>" + svgs, 200, "applied image/svg+xml image named image"},
		{picture, "Content-Type: image/svg+xml; charset=iso-8859-1", strings.Replace(svgs, "<p/>", "\xf1", 1), 200, "refused image/svg+xml image svgBroken"},
		{picture, "Content-Type: image/svg+xml", "<svg/>", 200, "refused image/svg+xml image svgBroken"},
		{picture, "Content-Type: image/png", svgs, 200, "refused image/png image imageIsSVG"},
		{picture, "", svgs, 200, "refused  image imageIsSVGUntyped"},
		{picture, "Content-Type: multipart/x-mixed-replace; boundary=b", "--b\r\nContent-Type: image/png\r\n\r\n" + pixel, 200, "applied image/png image imageKnown image"},
		{picture, "Content-Type: multipart/x-mixed-replace; boundary=b", "--b\r\nContent-Type: image/png\r\n\r\nx", 200, "refused multipart/x-mixed-replace image imageUnknown"},
		{picture, "Content-Type: image/png", "", 200, "refused image/png image imageEmpty"},
		{across("image"), "Content-Type: text/html", pixel, 200, "applied image/png image imageKnown image"},
		{across("image"), "Content-Type: text/html\nX-Content-Type-Options: nosniff", pixel, 200, "refused text/html image opaqueBlocked"},
		{across("script"), "Content-Type: text/html", page, 200, "refused text/html script opaqueBlocked"},
		{across("script"), "Content-Type: text/html", code, 200, "applied text/html script scriptAnyType"},
		{across("script"), "Content-Type: application/json", `{"a": 1}`, 200, "refused application/json script opaqueBlocked"},
		{across("script"), "Content-Type: application/json", `f({"a": 1})`, 200, "applied application/json script scriptAnyType"},
		{across("script"), "Content-Type: application/pdf", code, 200, "refused application/pdf script opaqueBlocked"},
		{asked("font", "cors"), "", "hola", 200, "refused  font fontUnknown"},
		{asked("font", "cors"), "", "wOF2\x00\x01\x00\x00\x00\x00\x00\x0c", 200, "applied font/woff2 font fontKnown"},
		{asked("font", "cors"), "", "wOF2\x00\x01\x00\x00\x00\x00\x10\x0c", 200, "refused  font fontUnknown"},
		{asked("track", "same-origin"), "", "WEBVTT\n", 404, "applied text/vtt track trackKnown"},
		{asked("track", "same-origin"), "Content-Type: text/vtt", "hola", 200, "refused text/vtt track trackUnknown"},
		{asked("video", "no-cors"), "Content-Range: bytes 0-3/9", "\x1aE\xdf\xa3", 206, "applied video/webm video mediaKnown media"},
		{asked("video", "no-cors"), "Content-Type: video/mp4", page, 200, "refused video/mp4 video mediaUnknown"},

		{asked("empty", "cors"), "Content-Type: html", page, 500, "applied  fetch fetched"},
		{events, "Content-Type: text/event-stream; charset=UTF-8", "data: x\n\n", 200, "applied text/event-stream eventSource named"},
		{events, "Content-Type: text/plain", "data: x\n\n", 200, "refused text/plain eventSource eventStreamWrongType"},
		{events, "", "data: x\n\n", 200, "refused  eventSource eventStreamUntyped"},
		{events, "Content-Type: text/event-stream", "", 204, "refused text/event-stream eventSource eventStreamStatus"},
		{events, "Content-Type: text/event-stream; charset=iso-8859-1", "", 200, "refused text/event-stream eventSource eventStreamCharset, by the standard otherwise"},
		{asked("empty", "navigate"), "Content-Type: text/html", page, 200, "downloaded text/html document downloadLink"},
		{asked("empty", "navigate"), "Content-Type: text/html", page, 404, "refused text/html document errorNotSaved"},
		{asked("empty", "no-cors") + "\nSec-Purpose: prefetch", "Content-Type: text/html", page, 200, "empty  prefetch prefetch"},
		{strings.Replace(asked("empty", "no-cors"), "same-origin", "cross-site", 1), "", "{}", 200, "refused  fetch opaque"},
		{asked("empty", "no-cors"), "", "{}", 200, "applied  fetch fetched"},
		{"Host: a.test\nUpgrade: websocket", "Content-Type: text/html", page, 200, "refused text/html webSocket webSocketStatus"},
		{module, "Content-Type: text/javascript", "<!-- x", 200, "applied text/javascript module scriptIsMarkup"},
		{script, "Content-Type: text/javascript", "<!-- x", 200, "applied text/javascript script named"},
		{asked("worker", "same-origin"), "Content-Type: text/javascript", code, 300, "refused text/javascript worker errorStatus"},
		{otherOrigin, "Content-Type: text/html", page, 200, "refused text/html fetch originNotAllowed"},
		{otherOrigin, "Access-Control-Allow-Origin: http://c.test", page, 200, "refused  fetch otherOriginAllowed"},
		{otherOrigin, "Access-Control-Allow-Origin: http://b.test", page, 200, "applied  fetch fetched"},
		{otherOrigin + "\nCookie: a=1", "Access-Control-Allow-Origin: *", page, 200, "refused  fetch originWithCookies"},
		{otherOrigin + "\nCookie: a=1", "Access-Control-Allow-Origin: http://b.test", page, 200, "refused  fetch cookiesNotAllowed"},
		{otherOrigin + "\nCookie: a=1", "Access-Control-Allow-Origin: http://b.test\nAccess-Control-Allow-Credentials: true", page, 200, "applied  fetch fetched"},
		{otherOrigin, "Access-Control-Allow-Origin: http://b.test\nAccess-Control-Allow-Origin: http://b.test", page, 200, "refused  fetch otherOriginAllowed"},
		{asked("embed", "navigate"), "Content-Type: text/html", page, 404, "shown text/html embed named page"},
		{asked("text", "cors"), "Content-Type: image/png", "hola", 200, "applied image/png text textModule"},
		{asked("text", "cors"), "", "hola", 404, "refused  text errorStatus"},
		{asked("xslt", "same-origin"), "Content-Type: text/plain", "<a/>", 200, "applied text/plain xslt xsltAnyType"},
		{asked("xslt", "same-origin"), "Content-Type: text/xsl", "<a/>", 404, "refused text/xsl xslt errorStatus"},
		{part, "Content-Type: image/svg+xml", svgs, 200, "applied image/svg+xml image named image"},
		{part, "Content-Type: text/xml", strings.TrimSuffix(svgs, "</svg>"), 200, "applied text/xml image named image"},
		{part, "Content-Type: image/svg+xml", svgs, 404, "refused image/svg+xml image errorStatus"},
		{part, "Content-Type: text/plain", svgs, 200, "refused text/plain image svgPartWrongType"},
		{part, "", svgs, 200, "refused  image svgPartUntyped"},
		{part, "Content-Type: image/svg+xml", "<svg/>", 200, "refused image/svg+xml image svgPartBroken"},
		{asked("video", "no-cors"), "Content-Type: video/webm", "\x1aE\xdf\xa3", 201, "refused video/webm video mediaStatus"},
		{asked("video", "no-cors") + "\nRange: bytes=0-", "Content-Type: video/webm", "\x1aE\xdf\xa3", 206, "refused video/webm video otherRange"},
		{asked("video", "no-cors") + "\nRange: bytes=0-", "Content-Range: bytes 2-5/9", "\x1aE\xdf\xa3", 206, "refused  video otherRange"},
		{asked("video", "no-cors") + "\nRange: bytes=-4", "Content-Range: bytes 5-8/9", "\x1aE\xdf\xa3", 206, "applied  video undecodedBytes"},
		{asked("video", "no-cors") + "\nRange: bytes=12-", "Content-Range: bytes 12-15/19", "abcd", 206, "applied  video undecodedBytes"},
		{asked("video", "no-cors") + "\nRange: bytes=0-", "Content-Range: bytes 0-3/*", "\x1aE\xdf\xa3", 206, "applied video/webm video mediaKnown media"},
		{navigation, "Content-Type: text/html\nContent-Encoding: charset=utf-8", page, 200, "refused text/html document codingUnread, by the standard otherwise"},
		{navigation, "Content-Encoding: gzip br\nLocation: /a", page, 302, "refused  document codingUnread, by the standard otherwise"},
		{script, "Content-Encoding: gzip\nContent-Encoding: *", code, 200, "refused  script codingUnread, by the standard otherwise"},
		{style, "Content-Type: text/css\nContent-Encoding: utf-8", rule, 200, "applied text/css style named"},
		{network, "Content-Type: text/html\nContent-Encoding: br", "\x0b", 200, "refused text/html document codingUnasked assumed, by the standard otherwise"},
		{network, "Content-Type: text/html\nContent-Encoding: gzip", zipped(page), 200, "shown text/html document named page assumed"},
		{strings.Replace(network, "Mozilla/", "curl/", 1), "Content-Type: text/html\nContent-Encoding: br", "\x0b", 200, "shown text/html document named page assumed"},
		{network + ", br", "Content-Type: text/html\nContent-Encoding: BR", "\x0b", 200, "shown text/html document named page assumed"},
		{asked("manifest", "cors"), "", "{}", 200, "nothing"},
		{navigation, "", "", 0, "nothing"},
	} {
		made := Of(Response{
			Method: "GET", Status: row.status, Asked: head(row.asked), Answered: head(row.answered),
			Content: []byte(row.content), Bytes: int64(len(row.content)),
		})
		if got := inWords(made); got != row.want {
			t.Errorf("%s → %d %s %.20q: %s, not %s", row.asked, row.status, row.answered, row.content, got, row.want)
		}
		if made == nil {
			continue
		}
		if text := l10n.Verdict(l10n.English, made).Message; strings.Contains(text, "{") || strings.HasPrefix(text, "verdict.") {
			t.Errorf("%s: %s", made.Reason, text)
		}
		if !strings.HasPrefix(made.Source, "https://") {
			t.Errorf("%s of a %s has no source", made.Reason, made.Destination)
		}
	}
}

func inWords(made *protocol.Verdict) string {
	if made == nil {
		return "nothing"
	}
	words := strings.Join([]string{string(made.Fate), made.Type, made.Destination, made.Reason}, " ")
	if made.As != "" {
		words += " " + string(made.As)
	}
	if made.Assumed {
		words += " assumed"
	}
	switch made.Standard {
	case "":
		return words
	case "type":
		return words + ", by the standard " + made.Args["standard"]
	}
	return words + ", by the standard otherwise"
}

func TestAPageInQuirksModeTakesAnyTypeForAStyleSheet(t *testing.T) {
	r := Response{Method: "GET", Status: 200, Asked: head(style), Answered: head("Content-Type: text/html"), Content: []byte(rule), Bytes: 16, Quirks: true}
	if got := inWords(Of(r)); got != "applied text/html style styleQuirks" {
		t.Error(got)
	}
	r.Answered = append(r.Answered, protocol.Header{Name: "X-Content-Type-Options", Value: "nosniff"})
	if got := inWords(Of(r)); got != "refused text/html style styleNoSniff" {
		t.Error(got)
	}
}

func TestAWorkerImportsJavaScriptAlone(t *testing.T) {
	for answered, want := range map[string]string{
		"Content-Type: text/javascript": "applied text/javascript script named", "Content-Type: text/plain": "refused text/plain script importWrongType",
		"": "refused  script importUntyped",
	} {
		r := Response{Method: "GET", Status: 200, Asked: head(script), Answered: head(answered), Content: []byte(code), Bytes: int64(len(code)), Imported: true}
		if got := inWords(Of(r)); got != want {
			t.Errorf("%s: %s, not %s", answered, got, want)
		}
	}
}

func TestNobodyReadsWhatABeaconGets(t *testing.T) {
	if got := inWords(Of(Response{Method: "POST", Status: 200, Asked: head(asked("empty", "no-cors")), Answered: head(""), Content: []byte(page), Bytes: 9})); got != "empty  ping ping" {
		t.Error(got)
	}
}

func TestQuirks(t *testing.T) {
	for text, want := range map[string]bool{
		"<!doctype html><p>": false, "\n<!-- x -->\n<!DOCTYPE HTML>": false, "\ufeff<!doctype html>": false, "<!DOCTYPE HTML><p>": false, "<p>": true, "": true, "x<!doctype html>": true,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">`:                                        true,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">`: false,
		`<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">`:                                                true,
		"<!doctype svg>": true, `<!DOCTYPE html SYSTEM "about:legacy-compat">`: false,
	} {
		if got := Quirks([]byte(text)); got != want {
			t.Errorf("%s: %t, not %t", text, got, want)
		}
	}
}

// A 304 lets the browser use what it has again, for which the same rules hold.
func TestNotModifiedIsJudgedByTheCopy(t *testing.T) {
	copied := &Response{Method: "GET", Status: 200, Answered: head("Content-Type: text/html"), Content: []byte(page), Bytes: int64(len(page))}
	for asked, want := range map[string]string{
		navigation: "shown text/html document notModified page", style: "refused text/html style styleWrongType", script: "applied text/html script notModified",
	} {
		if got := inWords(Of(Response{Method: "GET", Status: 304, Asked: head(asked + again), Kept: copied})); got != want {
			t.Errorf("%s: %s, not %s", asked, got, want)
		}
	}
}

func TestWhatAPageToldStandsBesideWhatWasPredicted(t *testing.T) {
	predicted := *Of(Response{Method: "GET", Status: 200, Asked: head(navigation), Answered: head("Content-Type: text/html"), Content: []byte(page), Bytes: int64(len(page))})
	agreed := Observed(predicted, protocol.Observed{ContentType: "text/html"})
	if agreed.Differs || agreed.Basis != protocol.BasisObserved || agreed.Reason != "named" || cmp.Diff(&predicted.Outcome, agreed.Predicted) != "" {
		t.Errorf("%+v", agreed)
	}
	other := Observed(predicted, protocol.Observed{ContentType: "text/plain"})
	if !other.Differs || inWords(&other) != "shown text/plain document told text" || other.Predicted.Type != "text/html" {
		t.Errorf("%+v", other)
	}
	empty := *Of(Response{Method: "GET", Status: 200, Asked: head(navigation), Answered: head("Content-Type: text/html")})
	if got := Observed(empty, protocol.Observed{ContentType: "text/html"}); got.Fate != protocol.FateEmpty || got.Differs {
		t.Errorf("%+v", got)
	}
}

func TestThePageThatAskedIsNamed(t *testing.T) {
	for referrer, want := range map[string]string{
		"": "", "http://a.test/b/c.html?d=1#e": "/b/c.html?d=1", "http://a.test": "/", "http://b.test/": "http://b.test/", "nonsense": "",
	} {
		made := Of(Response{Method: "GET", Status: 200, Asked: head(style + "\nReferer: " + referrer), Answered: head("Content-Type: text/css")})
		if made.AskedBy != want {
			t.Errorf("%s: %s, not %s", referrer, made.AskedBy, want)
		}
	}
}

func TestAScriptOrStyleSheetWithCrossoriginIsNoModule(t *testing.T) {
	base, _ := url.Parse("http://a.test/b/c.html")
	for page, want := range map[string]bool{
		`<script src="../d.js?x" crossorigin></script>`: true,
		`<script type=module src="/d.js?x"></script>`:   false,
		`<script type=MODULE src="/d.js?x"></script>`:   false,
		`<link rel="Stylesheet x" href="/d.js?x">`:      true,
		`<link rel=preload href="/d.js?x">`:             false,
		`<script src="d.js?x"></script>`:                false,
		`<base href="/"><script src="d.js?x"></script>`: true,
		`<script>import("/d.js?x")</script>`:            false,
	} {
		if got := Links([]byte(page), base, "/d.js?x"); got != want {
			t.Errorf("%s: %t, not %t", page, got, want)
		}
	}
	r := Response{Method: "GET", Status: 200, Asked: head(module), Answered: head("Content-Type: text/plain"), Content: []byte(code), Bytes: 9, Linked: true}
	if got := inWords(Of(r)); got != "applied text/plain script scriptAnyType" {
		t.Error(got)
	}
}
