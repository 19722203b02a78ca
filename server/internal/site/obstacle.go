package site

import (
	"maps"
	"path"
	"strings"

	"vitrina/server/internal/protocol"
	"vitrina/server/internal/rootfs"
	"vitrina/server/internal/static"
)

// withObstacle is the code of a problem, A.B in place of A, where the name that was asked for is there and
// something is in the way. It adds to args what that is.
func (s *Site) withObstacle(code, name string, args map[string]string) string {
	kind, found := s.obstacle(name)
	if kind == "" {
		return code
	}
	maps.Copy(args, found)
	return code + "." + kind
}

// obstacle is why a name that is there is not sent, empty for no reason, and what is to be said of that.
func (s *Site) obstacle(name string) (kind string, args map[string]string) {
	if found, ok := rootfs.FindObstacle(s.root(), name); ok {
		return string(found.Kind), map[string]string{"at": "/" + found.At, "to": found.To}
	}
	if real, ok := s.files().Excluded(name); ok {
		return "leadsToScript", map[string]string{"at": "/" + name, "to": "/" + real}
	}
	return "", nil
}

// hasObstacle reports whether a code is one of withObstacle.
func hasObstacle(code string) bool {
	return strings.HasPrefix(code, "notFound.") || strings.HasPrefix(code, "scriptNotFound.")
}

// withoutObstacle are the args without those that withObstacle added.
func withoutObstacle(args map[string]string) map[string]string {
	args = maps.Clone(args)
	delete(args, "at")
	delete(args, "to")
	return args
}

// noteIndexObstacle notes that a folder is listed because its page is there and cannot be sent.
func (x exchange) noteIndexObstacle(s *Site, folder string) {
	for _, index := range static.IndexNames {
		if kind, args := s.obstacle(path.Join(folder, index)); kind != "" {
			x.rec.AddNote(kind, protocol.SeverityWarning, args)
		}
	}
}
