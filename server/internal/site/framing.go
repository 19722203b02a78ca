package site

import (
	"strings"

	"vitrina/server/internal/protocol"
)

// forbidsFraming is the field by which the newest answer for a target forbids the live view to
// frame it, as NAME: VALUE; "" for none. The view itself may be nested in a page of another site,
// such as an editor's: each page above the frame counts.
//
// The directive frame-ancestors takes the place of X-Frame-Options (CSP 3, section 6.4.2).
func (r *reloading) forbidsFraming(target string, nested bool) string {
	return framingField(r.site.options.Store.NewestFields(r.site.options.ID, target), nested)
}

func framingField(fields []protocol.Header, nested bool) string {
	forbidden := ""
	for _, field := range fields {
		switch strings.ToLower(field.Name) {
		case "x-frame-options":
			if value := strings.TrimSpace(field.Value); strings.EqualFold(value, "DENY") || nested && strings.EqualFold(value, "SAMEORIGIN") {
				forbidden = field.Name + ": " + value
			}
		case "content-security-policy":
			for _, policy := range strings.Split(field.Value, ",") {
				directive, found := frameAncestors(policy)
				switch {
				case !found:
				case allowsAncestors(directive, nested):
					forbidden = ""
				default:
					return field.Name + ": " + strings.Join(directive, " ")
				}
			}
		}
	}
	return forbidden
}

// frameAncestors are the words of a policy's directive frame-ancestors.
func frameAncestors(policy string) (words []string, found bool) {
	for _, directive := range strings.Split(policy, ";") {
		if words = strings.Fields(directive); len(words) > 0 && strings.EqualFold(words[0], "frame-ancestors") {
			return words, true
		}
	}
	return nil, false
}

// allowsAncestors reports whether the view may be an ancestor, as far as that is sure: a host may
// be its own.
func allowsAncestors(words []string, nested bool) bool {
	for _, source := range words[1:] {
		if strings.EqualFold(source, "'none'") || nested && strings.EqualFold(source, "'self'") {
			continue
		}
		return true
	}
	return false
}
