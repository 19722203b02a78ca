// Cgiprogram does what cgi/compiled/program.c does, where there is no C compiler: it reads all content,
// and answers with as many further bytes as the query says, out=N.
package main

import (
	"io"
	"log"
	"os"
	"strconv"
	"strings"
)

func main() {
	length, _ := strconv.ParseInt(os.Getenv("CONTENT_LENGTH"), 10, 64) // none is 0
	digits, _ := strings.CutPrefix(os.Getenv("QUERY_STRING"), "out=")
	out, _ := strconv.ParseInt(digits, 10, 64) // as above
	if _, err := io.CopyN(io.Discard, os.Stdin, length); err != nil {
		log.Fatal(err)
	}
	if _, err := os.Stdout.WriteString("Content-Type: text/plain\n\nHello\n"); err != nil {
		log.Fatal(err)
	}
	for piece := make([]byte, 64<<10); out > 0; out -= min(out, int64(len(piece))) {
		if _, err := os.Stdout.Write(piece[:min(out, int64(len(piece)))]); err != nil {
			log.Fatal(err)
		}
	}
}
