package command

import (
	"os/exec"
	"runtime"
)

// openBrowser opens an address in the user's browser, by the system's own command.
func openBrowser(url string) error {
	command := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", url}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	opener := exec.Command(command[0], command[1:]...)
	if err := opener.Start(); err != nil {
		return err
	}
	go func() { _ = opener.Wait() }() // it must not stay as a zombie; how it ends is not ours
	return nil
}
