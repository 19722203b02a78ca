package main

import (
	"os"
	"path/filepath"
)

const (
	largeSize = 8 << 20 // large.bin
	hugeSize  = 4 << 30 // huge.bin, which takes no room on the disk
)

// pattern is the byte at a place of every file and stream: wherever one is read from, it
// can be told whether it is right.
func pattern(at int64) byte { return byte(at ^ at>>8 ^ at>>16) }

func patternOf(from, to int64) []byte {
	p := make([]byte, to-from)
	for i := range p {
		p[i] = pattern(from + int64(i))
	}
	return p
}

// scripts are those of the folder's cgi-bin.
var scripts = map[string]string{
	"echo.sh":    "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nprintf %s \"$QUERY_STRING\"\n",
	"echo.py":    "import os\nprint('Content-Type: text/plain')\nprint()\nprint(os.environ['QUERY_STRING'], end='')\n",
	"fail.py":    "raise ValueError('on purpose')\n",
	"fail.sh":    "#!/bin/sh\necho why >&2\nexit 3\n",
	"hang.sh":    "#!/bin/sh\nsleep 1000 &\nexec sleep 1000\n",
	"stream.sh":  "#!/bin/sh\nprintf 'Content-Type: application/octet-stream\\n\\n'\nexec cat ../large.bin\n",
	"cat.sh":     "#!/bin/sh\nprintf 'Content-Type: application/octet-stream\\n\\n'\nexec cat\n",
	"endless.sh": "#!/bin/sh\nprintf 'Content-Type: text/plain\\n\\n'\nexec cat /dev/zero\n",
}

// newFolder makes the folder that is served.
func newFolder() (string, error) {
	root, err := os.MkdirTemp("", "vitrina-soak-*")
	if err != nil {
		return "", err
	}
	if root, err = filepath.EvalSymlinks(root); err != nil {
		return "", err
	}
	for _, name := range []string{"cgi-bin", "folder"} {
		if err := os.Mkdir(filepath.Join(root, name), 0o755); err != nil {
			return "", err
		}
	}
	files := map[string][]byte{
		"small.txt": patternOf(0, 1000), "medium.css": patternOf(0, 50_000), "large.bin": patternOf(0, largeSize),
		"folder/a.html": []byte("<!doctype html><title>A</title>"), "page.html": page(0), "huge.bin": nil,
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(root, name), content, 0o644); err != nil {
			return "", err
		}
	}
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(root, "cgi-bin", name), []byte(script), 0o755); err != nil {
			return "", err
		}
	}
	return root, os.Truncate(filepath.Join(root, "huge.bin"), hugeSize)
}
