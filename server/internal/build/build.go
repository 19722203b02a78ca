// Package build says which build of Vitrina this is.
package build

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// Version is the version in package.json; scripts/build.mjs sets it with -ldflags -X.
var Version = "0.0.0-dev"

// Product names the program to clients and scripts: which release it is, and not which
// mends it has, which would tell what it can be attacked with (RFC 9110, section 17.12).
func Product() string {
	major, rest, _ := strings.Cut(Version, ".")
	minor, _, _ := strings.Cut(rest, ".")
	return "Vitrina/" + major + "." + minor
}

// Commit is the revision that the binary was built from, or "unknown".
func Commit() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				return setting.Value
			}
		}
	}
	return "unknown"
}

// Describe is the text of `vitrina version`. Its first line is what the extension
// compares with its own version.
func Describe() string {
	return fmt.Sprintf("vitrina %s\ncommit %s\n%s\n%s/%s\n", Version, Commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
