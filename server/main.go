// Vitrina serves a folder of web pages and CGI scripts and shows what crosses the
// wire. See README.md for what it is, and internal/command for its command line.
package main

import (
	"os"

	"vitrina/server/internal/command"
)

func main() {
	os.Exit(command.Main())
}
