// A CGI script in a language that is compiled: print or facts, by its name.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	var err error
	if strings.HasPrefix(filepath.Base(os.Args[0]), "facts") {
		err = facts()
	} else {
		err = row()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func row() error {
	data, err := os.ReadFile("../rows/" + os.Getenv("QUERY_STRING"))
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(data)
	return err
}

func facts() error {
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	fmt.Print("Content-Type: text/plain\n\n")
	for _, pair := range os.Environ() {
		fmt.Println("env:" + pair)
	}
	for _, word := range os.Args[1:] {
		fmt.Println("arg:" + word)
	}
	fmt.Print("cwd:", folder, "\nstdin:")
	_, err = io.Copy(os.Stdout, os.Stdin)
	return err
}
