package peer

import (
	"os"
	"path/filepath"
	"runtime"
)

// Built is the path of a program that was built beside this one.
func Built(folder, name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(folder, name)
}

// Beside is the folder of this program.
func Beside() string {
	self, err := os.Executable()
	if err != nil {
		return ""
	}
	return filepath.Dir(self)
}

// Vitrina is the program itself, started as a person does, with what further flags say.
func Vitrina(name, program, root string, flags ...string) Contender {
	return Contender{name, func(address string) (Command, error) {
		args := append([]string{program, "serve", "--port", Port(address)}, flags...)
		return Command{Args: append(args, root), Folder: root}, nil
	}}
}

// Standard is a program on net/http that was built beside this one.
func Standard(name, program, root string) Contender {
	return Contender{name, func(address string) (Command, error) {
		return Command{Args: []string{program, address, root}, Folder: root}, nil
	}}
}
