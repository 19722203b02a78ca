package interpreter

import (
	"bufio"
	"io"
	"os"
	"strings"
)

// maxShebang is how much of a first line is read: Linux itself looks at 256 bytes.
const maxShebang = 512

// shebang is the words of a script's #! line.
func shebang(script string) ([]string, error) {
	line, err := FirstLine(script)
	if err != nil {
		return nil, err
	}
	return shebangWords(line), nil
}

// shebangWords is the words of a #! line, none where a line is none. A byte-order mark
// before it and the CR of a Windows line end, which the system itself stumbles over, do
// not matter.
func shebangWords(line string) []string {
	command, ok := strings.CutPrefix(strings.TrimPrefix(line, "\ufeff"), "#!")
	if !ok {
		return nil
	}
	return strings.Fields(command)
}

// FirstLine is a file's first line, or as much of it as a #! line may have.
func FirstLine(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	line, err := bufio.NewReader(io.LimitReader(file, maxShebang)).ReadString('\n')
	if err == io.EOF {
		err = nil
	}
	return strings.TrimSuffix(line, "\n"), err
}

// isProgram reports whether a file is a compiled program, by its first bytes: ELF, or
// Mach-O for one or several processors.
func isProgram(name string) bool {
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	magic := make([]byte, 4)
	if _, err := io.ReadFull(file, magic); err != nil {
		return false
	}
	switch string(magic) {
	case "\x7fELF", "\xcf\xfa\xed\xfe", "\xce\xfa\xed\xfe", "\xca\xfe\xba\xbe":
		return true
	}
	return false
}
