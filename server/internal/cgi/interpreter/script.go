package interpreter

import (
	"errors"
	"io"
	"os"
	"strings"

	"vitrina/server/internal/pattern"
)

// maxStart is how much of a file is read to tell what it is: Linux itself looks at 256 bytes
// of a #! line.
const maxStart = 512

// Start is the beginning of a file: enough for its #! line and its encoding.
func Start(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	start := make([]byte, maxStart)
	n, err := io.ReadFull(file, start)
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return string(start[:n]), err
}

// FirstLine is the first line of a file's beginning, without its LF.
func FirstLine(start string) string {
	line, _, _ := strings.Cut(start, "\n")
	return line
}

// Shebang is the words of the #! line at a file's beginning: nil where it has none, and no words
// where the line names no program. A
// byte-order mark before it and the CR of a Windows line end, which the system itself
// stumbles over, do not matter.
func Shebang(start string) []string {
	command, ok := strings.CutPrefix(strings.TrimPrefix(FirstLine(start), "\ufeff"), "#!")
	if !ok {
		return nil
	}
	return wordsOfShebang(strings.TrimSpace(command))
}

// programOfWindows is a program's path on Windows at the start of a command. It may have spaces
// in it, and Apache's documentation puts it in quotes.
var programOfWindows = pattern.Lazy(`(?i)^(?:"([a-z]:[\\/][^"\r\t]+)"|([a-z]:[\\/][^"\r\t]*?\.exe))(?:\s|$)`)

// wordsOfShebang splits the command of a #! line.
func wordsOfShebang(command string) []string {
	found := programOfWindows().FindStringSubmatch(command)
	if found == nil {
		return strings.Fields(command)
	}
	return append([]string{found[1] + found[2]}, strings.Fields(command[len(found[0]):])...)
}

// isProgram reports whether a file is a compiled program, by its first bytes: ELF, or
// Mach-O for one or several processors.
func isProgram(start string) bool {
	for _, magic := range []string{"\x7fELF", "\xcf\xfa\xed\xfe", "\xce\xfa\xed\xfe", "\xca\xfe\xba\xbe"} {
		if strings.HasPrefix(start, magic) {
			return true
		}
	}
	return false
}

// isUTF16 reports whether a text is UTF-16, as PowerShell's > writes it: by its byte-order
// mark, or by every second byte, which is NUL in plain English.
func isUTF16(start string) bool {
	if strings.HasPrefix(start, "\xff\xfe") || strings.HasPrefix(start, "\xfe\xff") {
		return true
	}
	start = start[:min(len(start), 64)&^1]
	for first := range 2 {
		alternates := len(start) >= 4
		for i := 0; alternates && i < len(start); i++ {
			alternates = (start[i] == 0) == (i%2 == first)
		}
		if alternates {
			return true
		}
	}
	return false
}

// hasWideShebang reports whether a text of UTF-16 begins with a #! line.
func hasWideShebang(start string) bool {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		start = strings.TrimPrefix(start, mark)
	}
	return strings.HasPrefix(strings.ReplaceAll(start, "\x00", ""), "#!")
}

// HasOnlyCR reports whether a text ends its lines with CR alone, as old Macs did. To most
// programs all of it is one line.
func HasOnlyCR(start string) bool {
	line, rest, ended := strings.Cut(start, "\n")
	if ended && (rest != "" || !strings.HasPrefix(line, "#!")) { // an editor may have added an LF at the end
		return false
	}
	return strings.Contains(strings.TrimRight(line, "\r"), "\r")
}
