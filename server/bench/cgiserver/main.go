// Cgiserver runs the scripts in cgi-bin by net/http's own cgi.Handler, for the benchmark to compare
// with.
package main

import (
	"log"
	"net/http"
	"net/http/cgi"
	"os"
	"path"
	"path/filepath"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("say where to listen and which folder to serve")
	}
	folder := filepath.Join(os.Args[2], "cgi-bin")
	scripts, err := os.ReadDir(folder)
	if err != nil {
		log.Fatal(err)
	}
	http.Handle("/", http.FileServer(http.Dir(os.Args[2])))
	for _, script := range scripts {
		name := path.Join("/cgi-bin", script.Name())
		http.Handle(name, &cgi.Handler{Path: filepath.Join(folder, script.Name()), Root: name})
	}
	log.Fatal(http.ListenAndServe(os.Args[1], nil))
}
