//go:build !windows

package command

// systemLanguages are the languages that the user chose in the system, beside the variables of
// the environment. Here there are none: a terminal's environment says it.
func systemLanguages() []string { return nil }
