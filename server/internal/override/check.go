package override

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/protocol"
	"vitrina/server/internal/route"
)

// Bounds of what is taken.
const (
	// MaxPaths is how many paths of a site are overridden at most.
	MaxPaths  = 100
	maxPath   = 2048
	maxFields = 20
	maxName   = 100
	maxValue  = 4096
)

// owned are fields that the server alone decides on: where a message ends, what becomes of its
// connection, which part of a file it holds, who sent it and when (RFC 9110, sections 6.6.1, 7.6.1, 10.2.4
// and 14.4; RFC 9112, section 6).
var owned = []string{
	"connection", "content-length", "content-range", "date", "keep-alive", "proxy-connection", "server", "te", "trailer", "transfer-encoding", "upgrade",
}

// New checks an override, and the path that it is for. The path that it returns is decoded. The error is a
// fault.Error that names all that is wrong.
func New(target string, is protocol.Override) (path string, _ *Override, err error) {
	var found []*fault.Error
	refuse := func(problem string, pairs ...string) {
		found = append(found, fault.New(protocol.FailureOverrideRefused, append(pairs, "problem", problem)...))
	}
	path, ok := Path(target)
	switch {
	case !ok || len(path) > maxPath:
		refuse("overridePath", "path", target)
	case route.Resolve(Encoded(path), nil, route.Disk{}).Kind == route.Internal:
		refuse("overrideReserved", "path", target)
	}
	if is.ContentType != nil {
		trimmed := strings.Trim(*is.ContentType, " \t")
		is.ContentType = &trimmed
		if !httpguts.ValidHeaderFieldValue(trimmed) || len(trimmed) > maxValue {
			refuse("overrideFieldValue", "name", "Content-Type", "most", strconv.Itoa(maxValue))
		}
	}
	if is.Status != 0 && (is.Status < 200 || is.Status > 599) { // others are not final responses (RFC 9110, section 15)
		refuse("overrideStatus", "status", strconv.Itoa(is.Status))
	}
	is.Fields = slices.Clone(is.Fields)
	for i, f := range is.Fields {
		f.Name, f.Value = strings.Trim(f.Name, " \t"), strings.Trim(f.Value, " \t")
		is.Fields[i] = f
		switch {
		case !httpguts.ValidHeaderFieldName(f.Name) || len(f.Name) > maxName:
			refuse("overrideFieldName", "name", f.Name)
		case slices.Contains(owned, strings.ToLower(f.Name)):
			refuse("overrideFieldOwned", "name", f.Name)
		case strings.EqualFold(f.Name, "Content-Type"):
			refuse("overrideFieldType", "name", f.Name)
		case !httpguts.ValidHeaderFieldValue(f.Value) || len(f.Value) > maxValue:
			refuse("overrideFieldValue", "name", f.Name, "most", strconv.Itoa(maxValue))
		}
	}
	switch {
	case len(is.Fields) > maxFields:
		refuse("overrideFields", "most", strconv.Itoa(maxFields))
	case is.ContentType == nil && is.Status == 0 && len(is.Fields) == 0:
		refuse("overrideNothing")
	}
	if len(found) > 0 {
		found[0].More = found[1:]
		return "", nil, found[0]
	}
	return path, made(is), nil
}

// Path is the decoded path of a request target, in the origin or the absolute form (RFC 9112, section 3.2); not
// ok where it has none.
func Path(target string) (path string, ok bool) {
	if scheme, rest, absolute := strings.Cut(target, "://"); absolute && !strings.Contains(scheme, "/") {
		slash := strings.IndexByte(rest, '/')
		if slash < 0 {
			return "/", true
		}
		target = rest[slash:]
	}
	path, _, _ = strings.Cut(target, "?")
	path, _, _ = strings.Cut(path, "#")
	path, err := url.PathUnescape(path)
	return path, err == nil && strings.HasPrefix(path, "/")
}

// Encoded is a decoded path as it stands in a target.
func Encoded(path string) string { return (&url.URL{Path: path}).EscapedPath() }
