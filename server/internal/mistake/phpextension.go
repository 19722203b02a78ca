package mistake

import "strings"

// extensionsOfPHP are extensions that PHP can be installed without, by how the names of their
// classes and functions begin, in lower case.
var extensionsOfPHP = map[string]string{
	"curl_": "curl", "dom": "xml", "imagecreate": "gd", "mb_": "mbstring", "mysqli": "mysqli", "pdo": "pdo",
	"simplexml": "xml", "sqlite3": "sqlite3", "ziparchive": "zip",
}

// missingExtensionOr tells what an extension of PHP has from what the script should.
func missingExtensionOr(key string) func(Failure, map[string]string) string {
	return func(_ Failure, args map[string]string) string {
		name := strings.ToLower(strings.TrimPrefix(args["name"], `\`))
		for begins, extension := range extensionsOfPHP {
			if strings.HasPrefix(name, begins) {
				args["extension"] = extension
				return "extensionMissing"
			}
		}
		return key
	}
}
