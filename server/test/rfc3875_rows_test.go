//go:build linux

package test

import "strings"

// outputRow is a rule about what becomes of a script's output.
type outputRow struct {
	section string // of RFC 3875, unless another is named
	rule    string
	output  string
	// raw output cannot come from PHP: php-cgi writes the header by itself, and with a
	// Location a Status.
	raw    bool
	method string   // GET where it is empty
	fields []string // further fields of the request

	status string   // the status line without the version
	has    []string // field lines of the response, as they are spelt
	hasNot []string // names that no field has
	body   string
	notes  string // codes, in their order
	// strict is the status in strict mode where it is another one.
	strict string
}

const (
	plain   = "Content-Type: text/plain\n"
	refused = "500 Internal Server Error"
)

func outputRows() []outputRow {
	long := strings.Repeat("x", 64<<10-len("X-Long: ")) // the line is 64 KiB
	lines := strings.Repeat("X-Many: "+strings.Repeat("x", 1000)+"\n", 255)
	return []outputRow{
		{section: "6.2.1", rule: "a document response", output: plain + "\nyes", status: "200 OK", has: []string{"Content-Type: text/plain"}, body: "yes"},
		{section: "6.2.2", rule: "a local redirect is answered inside", output: "Location: /target.txt\n\n", raw: true, status: "200 OK", hasNot: []string{"Location"}, body: "target\n", notes: "localRedirect"},
		{section: "6.2.2", rule: "a local redirect with a query", output: "Location: /cgi-bin/words.sh?a+b\n\n", raw: true, status: "200 OK", body: "a b\n", notes: "localRedirect"},
		{section: "6.2.2", rule: "the target of a local redirect is looked at like any", output: "Location: /.hidden\n\n", raw: true, status: "404 Not Found", notes: "localRedirect hidden"},
		{section: "6.2.2", rule: "a local redirect to nothing", output: "Location: /nothing\n\n", raw: true, status: "404 Not Found", notes: "localRedirect notFound"},
		{section: "6.2.2", rule: "scripts that hand on in circles", output: "Location: /cgi-bin/circle.sh\n\n", raw: true, status: refused, notes: "localRedirect localRedirectToItself"},
		{section: "6.2.2", rule: "a cookie survives a local redirect", output: "Set-Cookie: a=1\nLocation: /target.txt\n\n", raw: true, status: "200 OK", has: []string{"Set-Cookie: a=1"}, body: "target\n", notes: "redirectWithCookie localRedirect", strict: refused},
		{section: "6.2.2", rule: "no content beside a local redirect", output: "Location: /target.txt\n\nmore", raw: true, status: "200 OK", body: "target\n", notes: "redirectWithMore localRedirect", strict: refused},
		{section: "6.2.2", rule: "no other field beside a local redirect", output: plain + "Location: /target.txt\n\n", raw: true, status: "200 OK", body: "target\n", notes: "redirectWithMore localRedirect", strict: refused},
		{section: "6.2.2", rule: "empty lines behind a local redirect are nothing", output: "Location: /target.txt\n\n\n", raw: true, status: "200 OK", body: "target\n", notes: "localRedirect"},
		{section: "6.3.2", rule: "a place is an address or a path of the site", output: "Location: target.txt\n\n", status: "302 Found", has: []string{"Location: target.txt"}, notes: "relativeLocation", strict: refused},
		{section: "6.3.2", rule: "a place that only a status leads to is one, too", output: "Status: 303 See Other\nLocation: ../target.txt\n\n", raw: true, status: "303 See Other", has: []string{"Location: ../target.txt"}, notes: "relativeLocation", strict: refused},
		{section: "6.2.3", rule: "a client redirect", output: "Location: http://127.0.0.1:1/x\n\n", status: "302 Found", has: []string{"Location: http://127.0.0.1:1/x"}},
		{section: "6.2.3", rule: "two slashes name another host", output: "Location: //127.0.0.1:1/x\n\n", status: "302 Found", has: []string{"Location: //127.0.0.1:1/x"}, notes: "relativeLocation", strict: refused},
		{section: "6.2.4", rule: "a client redirect with a document", output: "Status: 303 See Other\nLocation: /target.txt\n" + plain + "\ngo there", status: "303 See Other", has: []string{"Location: /target.txt"}, body: "go there"},
		{section: "6.3.1", rule: "content without a type gets none", output: "X-Own: 1\n\n<p>", status: "200 OK", has: []string{"X-Own: 1"}, hasNot: []string{"Content-Type"}, body: "<p>", notes: "noContentType", strict: refused},
		{section: "6.3.1", rule: "a second type is dropped", output: plain + "Content-Type: text/html\n\nyes", raw: true, status: "200 OK", has: []string{"Content-Type: text/plain"}, body: "yes", notes: "duplicateField", strict: refused},
		{section: "6.3.3", rule: "a status with its reason", output: "Status: 404 No such  thing\n" + plain + "\nno", status: "404 No such  thing", hasNot: []string{"Status"}, body: "no"},
		{section: "6.3.3", rule: "a status without a reason", output: "Status: 201\n" + plain + "\nyes", raw: true, status: "201 Created", body: "yes"},
		{section: "6.3.3", rule: "a status in any letter case", output: "sTATUS: 599 Mine\n" + plain + "\nno", raw: true, status: "599 Mine", body: "no"},
		{section: "6.3.3", rule: "a status below 200", output: "Status: 199 x\n" + plain + "\nyes", raw: true, status: "200 OK", body: "yes", notes: "badStatus", strict: refused},
		{section: "6.3.3", rule: "a status with a zero before it", output: "Status: 099 x\n" + plain + "\nyes", raw: true, status: "200 OK", body: "yes", notes: "badStatus", strict: refused},
		{section: "6.3.3", rule: "a status above 599", output: "Status: 600 x\n" + plain + "\nyes", raw: true, status: "200 OK", body: "yes", notes: "badStatus", strict: refused},
		{section: "6.3.3", rule: "a status that is a word", output: "Status: fine\n" + plain + "\nyes", raw: true, status: "200 OK", body: "yes", notes: "badStatus", strict: refused},
		{section: "6.3.3", rule: "a status with a colon is plain", output: "Status: 404: Not Found\n" + plain + "\nno", raw: true, status: "404 Not Found", body: "no", notes: "looseStatus", strict: refused},
		{section: "6.3.3", rule: "a status without its number", output: "Status: Not Found\n" + plain + "\nyes", raw: true, status: "200 OK", body: "yes", notes: "statusWithoutNumber", strict: refused},
		{section: "6.3", rule: "the last of two statuses counts", output: "Status: 404\nStatus: 201\n" + plain + "\nyes", raw: true, status: "201 Created", body: "yes", notes: "duplicateField", strict: refused},
		{section: "6.3", rule: "the first of two places counts", output: "Location: http://127.0.0.1:1/a\nLocation: http://127.0.0.1:1/b\n\n", raw: true, status: "302 Found", has: []string{"Location: http://127.0.0.1:1/a"}, notes: "duplicateField", strict: refused},
		{section: "6.3.2", rule: "a part of a page is for the browser", output: "Location: /target.txt#part\n\n", raw: true, status: "302 Found", has: []string{"Location: /target.txt#part"}, notes: "fragmentRedirect", strict: refused},
		{section: "6.3", rule: "a header of several lines", output: "X-A: 1\n  2\n\t3\n" + plain + "\nyes", raw: true, status: "200 OK", has: []string{"X-A: 1 2 3"}, body: "yes", notes: "foldedField", strict: refused},
		{section: "6.3", rule: "lines that end in CR CR LF", output: "Content-Type: text/plain\r\r\nSet-Cookie: a=1\r\r\n\r\r\nyes", raw: true, status: "200 OK", has: []string{"Content-Type: text/plain", "Set-Cookie: a=1"}, body: "yes", notes: "doubledCR", strict: refused},
		{section: "6.3", rule: "an empty line first", output: "\n" + plain + "\nno", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: plain + "\nno", notes: "emptyLineFirst", strict: refused},
		{section: "6.3", rule: "a space before the name", output: " " + plain + "\nno", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: " " + plain + "\nno", notes: "spaceBeforeName", strict: refused},
		{section: "6.3", rule: "no colon", output: "Content-Type text/plain\n\nno", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: "Content-Type text/plain\n\nno", notes: "noColon", strict: refused},
		{section: "6.3", rule: "a misspelt name", output: "Contnet-Type: text/plain\n\nyes", raw: true, status: "200 OK", has: []string{"Contnet-Type: text/plain"}, hasNot: []string{"Content-Type"}, body: "yes", notes: "misspeltName", strict: refused},
		{section: "6.3", rule: "no empty line after a local redirect", output: "Location: /target.txt\n", raw: true, status: "200 OK", body: "target\n", notes: "headerNotEnded localRedirect", strict: refused},
		{section: "6.3", rule: "what cgitb prints first", output: "<!--: spam\n" + plain + "\nyes", raw: true, status: "200 OK", has: []string{"Content-Type: text/plain"}, body: "yes"},
		{section: "RFC 9110, 15.5.2", rule: "a 401 without WWW-Authenticate", output: "Status: 401\n" + plain + "\n", raw: true, status: "401 Unauthorized", notes: "noChallenge"},
		{section: "6.3.4", rule: "fields of its own, as it spells them", output: "x-LOWER: 1\n" + plain + "\nyes", status: "200 OK", has: []string{"x-LOWER: 1"}, body: "yes"},
		{section: "6.3.4", rule: "many cookies", output: "Set-Cookie: a=1\nSet-Cookie: b=2\n" + plain + "\nyes", status: "200 OK", has: []string{"Set-Cookie: a=1", "Set-Cookie: b=2"}, body: "yes"},
		{section: "6.3.4", rule: "framing is the server's", output: "Transfer-Encoding: identity\n" + plain + "\nyes", status: "200 OK", has: []string{"Transfer-Encoding: chunked"}, body: "yes", notes: "fieldNotPassed", strict: refused},
		{section: "6.3.4", rule: "the connection is the server's", output: "Connection: keep-alive, X-Own\nKeep-Alive: timeout=9\nUpgrade: x\n" + plain + "\nyes", status: "200 OK", has: []string{"Connection: close"}, hasNot: []string{"Keep-Alive", "Upgrade"}, body: "yes", notes: "fieldNotPassed", strict: refused},
		{section: "6.3.4", rule: "a date of its own stands alone", output: "Date: yesterday\n" + plain + "\nyes", status: "200 OK", has: []string{"Date: yesterday"}, body: "yes"},
		{section: "6.3.4", rule: "the length that it announces", output: "Content-Length: 3\n" + plain + "\nyes", status: "200 OK", has: []string{"Content-Length: 3"}, body: "yes"},
		{section: "RFC 9112, 6.3", rule: "content beyond the length is not sent", output: "Content-Length: 3\n" + plain + "\nyes and more", status: "200 OK", has: []string{"Content-Length: 3"}, body: "yes", notes: "wrongLength"},
		{section: "RFC 9110, 8.6", rule: "a length that is none", output: "Content-Length: -5\n" + plain + "\nyes", status: "200 OK", body: "yes", notes: "badLength", strict: refused},
		{section: "6.3", rule: "lines end in LF, CR LF or both", output: "Content-Type: text/plain\r\nX-A: 1\nX-B: 2\r\n\nyes", raw: true, status: "200 OK", has: []string{"X-A: 1", "X-B: 2"}, body: "yes"},
		{section: "6.3", rule: "an empty line of CR LF", output: "Content-Type: text/plain\n\r\nyes", raw: true, status: "200 OK", body: "yes"},
		{section: "6.3", rule: "a line of 64 KiB", output: "X-Long: " + long + "\n" + plain + "\nyes", status: "200 OK", has: []string{"X-Long: " + long}, body: "yes"},
		{section: "6.3", rule: "a line beyond 64 KiB", output: "X-Long: " + long + "x\n" + plain + "\nyes", status: refused, notes: "scriptBadHeader.headerTooLong"},
		{section: "6.3", rule: "a block of almost 256 KiB", output: lines + plain + "\nyes", status: "200 OK", has: []string{"Content-Type: text/plain"}, body: "yes"},
		{section: "6.3", rule: "a block beyond 256 KiB", output: lines + lines + plain + "\nyes", status: refused, notes: "scriptBadHeader.headerTooLong"},
		{section: "6.3", rule: "no header at all", output: "<p>a: b", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: "<p>a: b", notes: "noHeader", strict: refused},
		{section: "6.3", rule: "text before the header", output: "debug\n" + plain + "\nyes", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: "debug\n" + plain + "\nyes", notes: "textBeforeHeader", strict: refused},
		{section: "6.3", rule: "no empty line", output: plain + "<p>yes", raw: true, status: "200 OK", has: []string{"Content-Type: text/plain"}, body: "<p>yes", notes: "noEmptyLine", strict: refused},
		{section: "6.1", rule: "no output", output: "", raw: true, status: refused, notes: "noOutput"},
		{section: "RFC 9110, 5.5", rule: "a CR cannot split a response", output: "X-A: b\rSet-Cookie: c=1\n" + plain + "\nyes", raw: true, status: "200 OK", hasNot: []string{"X-A", "Set-Cookie"}, body: "yes", notes: "badField", strict: refused},
		{section: "6.3", rule: "lines that end in CR alone are content", output: "Content-Type: text/plain\r\ryes", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: "Content-Type: text/plain\r\ryes", notes: "bareCR", strict: refused},
		{section: "RFC 9110, 5.5", rule: "a type that cannot be sent is not missing", output: "Content-Type: text/plain\x00\n\nyes", raw: true, status: "200 OK", hasNot: []string{"Content-Type"}, body: "yes", notes: "badField", strict: refused},
		{section: "RFC 9110, 5.5", rule: "a NUL is not sent", output: "X-A: b\x00\n" + plain + "\nyes", raw: true, status: "200 OK", hasNot: []string{"X-A"}, body: "yes", notes: "badField", strict: refused},
		{section: "RFC 9110, 9.3.2", rule: "HEAD has no content", method: "HEAD", output: plain + "\nyes", status: "200 OK", has: []string{"Content-Type: text/plain"}},
		{section: "RFC 9110, 15.3.5", rule: "204 has no content", output: "Status: 204 No Content\n\nnot sent", status: "204 No Content", hasNot: []string{"Content-Length", "Transfer-Encoding"}, notes: "unsentContent"},
		{section: "RFC 9110, 15.4.5", rule: "304 has no content", fields: []string{`If-None-Match: "a"`}, output: "Status: 304 Not Modified\nETag: \"a\"\n\nnot sent", status: "304 Not Modified", has: []string{"ETag: \"a\""}, hasNot: []string{"Content-Length", "Transfer-Encoding"}, notes: "unsentContent"},
		{section: "6.2.1", rule: "content passes as it is, whatever its bytes", output: plain + "\n\x00\xff\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", raw: true, status: "200 OK", body: "\x00\xff\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"},
		{section: "4.1.12", rule: "any method is the script's to answer", method: "DELETE", output: plain + "\nyes", status: "200 OK", body: "yes"},
	}
}

// requestRow is a rule about what a script gets of a request.
type requestRow struct {
	section, rule string
	line          string // the request line; FACTS stands for the script's path
	fields        []string
	body          string
	has           []string // lines of what the script says; FOLDER, FACTS and the port's NUMBER are filled in
	hasNot        []string // beginnings of lines
	stdin         string
	// notPHP: PHP makes that of the query string, or the setting, by itself.
	notPHP bool
}

func requestRows() []requestRow {
	return []requestRow{
		{section: "4.1.1", rule: "AUTH_TYPE only where the server knows who asks", fields: []string{"Authorization: Basic eDp5"}, hasNot: []string{"env:AUTH_TYPE=", "env:REMOTE_USER=", "env:HTTP_AUTHORIZATION="}},
		{section: "4.1.2", rule: "CONTENT_LENGTH is the content's", line: "POST FACTS HTTP/1.1", fields: []string{"Content-Length: 5"}, body: "hello", has: []string{"env:CONTENT_LENGTH=5"}, stdin: "hello"},
		{section: "4.1.2", rule: "no CONTENT_LENGTH without content", hasNot: []string{"env:CONTENT_LENGTH=", "env:CONTENT_TYPE="}},
		{section: "4.1.3", rule: "CONTENT_TYPE is the content's", line: "POST FACTS HTTP/1.1", fields: []string{"Content-Length: 3", "Content-Type: text/x; a=b"}, body: "a=b", has: []string{"env:CONTENT_TYPE=text/x; a=b"}, stdin: "a=b"},
		{section: "4.1.4", rule: "GATEWAY_INTERFACE", has: []string{"env:GATEWAY_INTERFACE=CGI/1.1"}},
		{section: "4.1.5", rule: "PATH_INFO is decoded", line: "GET FACTS/m%C3%A1s/a%20b%25 HTTP/1.1", has: []string{"env:PATH_INFO=/más/a b%", "env:SCRIPT_NAME=FACTS"}},
		{section: "4.1.5", rule: "PATH_INFO keeps its empty names", line: "GET FACTS/a//b/ HTTP/1.1", has: []string{"env:PATH_INFO=/a//b/", "env:SCRIPT_NAME=FACTS", "env:PATH_TRANSLATED=FOLDER/a/b"}},
		{section: "4.1.5", rule: "an address is a PATH_INFO", line: "GET FACTS/http://h/x HTTP/1.1", has: []string{"env:PATH_INFO=/http://h/x", "env:SCRIPT_NAME=FACTS"}},
		{section: "4.1.5", rule: "no PATH_INFO without a path behind the script's", hasNot: []string{"env:PATH_INFO=", "env:PATH_TRANSLATED="}},
		{section: "4.1.6", rule: "PATH_TRANSLATED is PATH_INFO as a file of the site", line: "GET FACTS/m%C3%A1s HTTP/1.1", has: []string{"env:PATH_TRANSLATED=FOLDER/más"}},
		{section: "4.1.7", rule: "QUERY_STRING is not decoded", line: "GET FACTS?a=%20%C3%A1&b=c?d HTTP/1.1", has: []string{"env:QUERY_STRING=a=%20%C3%A1&b=c?d"}},
		{section: "4.1.7", rule: "QUERY_STRING is there, though empty", has: []string{"env:QUERY_STRING="}},
		{section: "4.1.8", rule: "REMOTE_ADDR is the client's", has: []string{"env:REMOTE_ADDR=127.0.0.1"}},
		{section: "4.1.9", rule: "REMOTE_HOST is the address where no name is known", has: []string{"env:REMOTE_HOST=127.0.0.1"}},
		{section: "4.1.12", rule: "REQUEST_METHOD in its own letters", line: "Delete FACTS HTTP/1.1", has: []string{"env:REQUEST_METHOD=Delete"}},
		{section: "4.1.13", rule: "SCRIPT_NAME is the script's path", line: "GET /x/..FACTS?a=b HTTP/1.1", has: []string{"env:SCRIPT_NAME=FACTS"}},
		{section: "4.1.14", rule: "SERVER_NAME is the name that was asked for", line: "GET FACTS HTTP/1.1\r\nHost: site.localhost:1", has: []string{"env:SERVER_NAME=site.localhost", "env:HTTP_HOST=site.localhost:1"}},
		{section: "4.1.14", rule: "SERVER_NAME is the address where none was", line: "GET FACTS HTTP/1.0", has: []string{"env:SERVER_NAME=127.0.0.1"}},
		{section: "4.1.14", rule: "an address of IPv6 stands in brackets", line: "GET FACTS HTTP/1.1\r\nHost: [::1]:1", has: []string{"env:SERVER_NAME=[::1]", "env:HTTP_HOST=[::1]:1"}},
		{section: "4.1.14", rule: "also without a port", line: "GET FACTS HTTP/1.1\r\nHost: [::1]", has: []string{"env:SERVER_NAME=[::1]"}},
		{section: "4.1.15", rule: "SERVER_PORT is that of the connection, whatever Host says", line: "GET FACTS HTTP/1.1\r\nHost: localhost:1", has: []string{"env:SERVER_PORT=NUMBER"}},
		{section: "4.1.16", rule: "SERVER_PROTOCOL is the request's", line: "GET FACTS HTTP/1.0", has: []string{"env:SERVER_PROTOCOL=HTTP/1.0"}},
		{section: "4.1.17", rule: "SERVER_SOFTWARE", has: []string{"env:SERVER_SOFTWARE=Vitrina/9.9"}},
		{section: "4.1.18", rule: "a field is a variable", fields: []string{"Accept-Language: es"}, has: []string{"env:HTTP_ACCEPT_LANGUAGE=es"}},
		{section: "4.1.18", rule: "fields of one name are joined", fields: []string{"X-Two: a", "Cookie: a=1", "x-two: b", "Cookie: b=2"}, has: []string{"env:HTTP_X_TWO=a, b", "env:HTTP_COOKIE=a=1; b=2"}},
		{section: "4.1.18", rule: "a name with an underscore cannot pose as another", fields: []string{"X-Token: true", "X_Token: false"}, has: []string{"env:HTTP_X_TOKEN=true"}},
		{section: "4.1.18", rule: "HTTP_PROXY is what programs obey, so Proxy is not passed", fields: []string{"Proxy: http://127.0.0.1:1"}, hasNot: []string{"env:HTTP_PROXY="}},
		{section: "4.1.18", rule: "content's own variables are not there twice", line: "POST FACTS HTTP/1.1", fields: []string{"Content-Length: 1", "Content-Type: a/b"}, body: "x", hasNot: []string{"env:HTTP_CONTENT"}, stdin: "x"},
		{section: "4.2", rule: "content ends where CONTENT_LENGTH says", line: "POST FACTS HTTP/1.1", fields: []string{"Content-Length: 4"}, body: "onlyGET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", stdin: "only"},
		{section: "4.2", rule: "content that comes in chunks has a length", line: "POST FACTS HTTP/1.1", fields: []string{"Transfer-Encoding: chunked"}, body: "3\r\nabc\r\n2 ;x=y\r\nde\r\n0\r\n\r\n", has: []string{"env:CONTENT_LENGTH=5"}, hasNot: []string{"env:HTTP_TRANSFER_ENCODING="}, stdin: "abcde"},
		{section: "4.1.2", rule: "content that comes in chunks has a length, also where there are none", line: "POST FACTS HTTP/1.1", fields: []string{"Transfer-Encoding: chunked"}, body: "0\r\n\r\n", has: []string{"env:CONTENT_LENGTH=0"}},
		{section: "4.4", rule: "words of an indexed query are arguments", line: "GET FACTS?one+t%20wo+%2B HTTP/1.1", has: []string{"arg:one", "arg:t wo", "arg:+"}, notPHP: true},
		{section: "4.4", rule: "a query with = is none", line: "GET FACTS?one+two=3 HTTP/1.1", hasNot: []string{"arg:"}},
		{section: "4.4", rule: "no argument holds a NUL", line: "GET FACTS?a+%00 HTTP/1.1", hasNot: []string{"arg:"}},
		{section: "7.2", rule: "the working directory is the script's", has: []string{"cwd:FOLDER/cgi-bin"}},
		{section: "4.1", rule: "what every other server has besides", has: []string{"env:DOCUMENT_ROOT=FOLDER", "env:SCRIPT_FILENAME=FOLDERFACTS", "env:REQUEST_URI=FACTS"}},
		{section: "4.1", rule: "Python writes UTF-8 on every system", has: []string{"env:PYTHONUTF8=1"}},
		{section: "9.6", rule: "nothing of the editor's environment but what is allowed", hasNot: []string{"env:GITHUB_TOKEN="}},
	}
}
