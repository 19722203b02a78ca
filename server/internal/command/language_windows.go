package command

import "golang.org/x/sys/windows"

// systemLanguages are the languages that the user chose in Windows, the first one first: es-MX.
// Its terminals set no variable that tells.
func systemLanguages() []string {
	names, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil {
		return nil
	}
	return names
}
