package site

import (
	"io/fs"
	"mime"
	"net/http"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"vitrina/server/internal/access"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rootfs"
)

// scriptExtensions are of files that are written to be run on a server. A .js is not: browsers
// run it.
var scriptExtensions = []string{".py", ".php", ".pl", ".rb", ".cgi"}

// notRun notes that a script was sent as a file, since it lies outside the script folders. It
// says so only where a person asked for it, as a page of its own.
func (s *Site) notRun(r *http.Request, file string) []protocol.Note {
	destination := r.Header.Get("Sec-Fetch-Dest")
	if !slices.Contains(scriptExtensions, strings.ToLower(path.Ext(file))) || destination != "" && !acceptsNavigation(r) ||
		len(s.config.CGI.Folders) == 0 || s.cgiState() != protocol.CGIOn {
		return nil
	}
	return []protocol.Note{{
		Code: "scriptOutside", Severity: protocol.SeverityInformation,
		Args: map[string]string{"path": "/" + file, "folder": s.config.CGI.Folders[0]},
	}}
}

// partExtensions are of pages and of what pages are made of.
var partExtensions = []string{".html", ".htm", ".css", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".pdf"}

// isPart reports whether a file in a script folder is a page or a part of one.
func isPart(file string) bool {
	return slices.Contains(partExtensions, strings.ToLower(path.Ext(file)))
}

// compilers are the commands that make programs of source text, by its extension.
var compilers = map[string]string{".c": "cc -o", ".cc": "c++ -o", ".cpp": "c++ -o", ".cxx": "c++ -o", ".go": "go build -o", ".rs": "rustc -o"}

// compiled is the address of the program that a file is the source text of, and the command that makes it; empty
// where a file is none.
func compiled(file string) (program, command string) {
	name, extension := path.Base(file), strings.ToLower(path.Ext(file))
	compiler := compilers[extension]
	if compiler == "" || strings.ContainsAny(name, " \"'$`\\") {
		return "", ""
	}
	made := strings.TrimSuffix(name, path.Ext(name)) + ".cgi"
	if runtime.GOOS == "windows" {
		made = strings.TrimSuffix(made, ".cgi") + ".exe"
	}
	return "/" + path.Join(path.Dir(file), made), compiler + " " + made + " " + name
}

// isForm reports whether a request has the content of a form (HTML, "form-submission").
func isForm(r *http.Request) bool {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && slices.Contains([]string{"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}, mediaType)
}

// noteEnctype notes that a browser sent a form as text/plain, which programs cannot read with
// certainty (WHATWG HTML, 4.10.21.8). What a page's script sends by itself is its own affair.
func (x exchange) noteEnctype() {
	mediaType, _, _ := mime.ParseMediaType(x.r.Header.Get("Content-Type")) // what is not a type is not this one
	if x.r.Method == http.MethodPost && mediaType == "text/plain" && x.r.Header.Get("Sec-Fetch-Mode") == "navigate" {
		x.rec.AddNote("formAsText", protocol.SeverityWarning, nil)
	}
}

// maxNamed is how many scripts are named to those who sent a form to a file.
const maxNamed = 3

// addScripts names the scripts that could take a form which was sent to a file. Only this
// computer is told: a script folder has no listing.
func (s *Site) addScripts(x exchange, args map[string]string) {
	if x.r.Method != http.MethodPost || !isForm(x.r) || access.Remote(x.r) {
		return
	}
	scripts := []string{}
	for _, folder := range s.config.CGI.Folders {
		opened := s.opening(folder)
		local, _, _ := rootfs.Stat(s.root(), filepath.FromSlash(folder))
		entries, err := fs.ReadDir(s.root().FS(), filepath.ToSlash(local))
		opened()
		if err != nil {
			continue // it may not exist
		}
		for _, entry := range entries {
			if entry.Type().IsRegular() && !strings.HasPrefix(entry.Name(), ".") && !isPart(entry.Name()) {
				scripts = append(scripts, "/"+path.Join(folder, entry.Name()))
			}
		}
	}
	if len(scripts) > 0 {
		args["mistake"], args["scripts"] = "formToFile", strings.Join(scripts[:min(maxNamed, len(scripts))], ", ")
	}
}
