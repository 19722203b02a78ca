package record

import (
	"maps"
	"slices"
	"strings"

	"vitrina/server/internal/protocol"
)

// Origin is who set a response field.
type Origin struct {
	SetBy protocol.SetBy
	Where *protocol.SourceLocation
	// Setting and Key are as in protocol.Header.
	Setting, Key string
}

// AddOrigins keeps who set the response fields with a name, in that very spelling: one Origin
// for each further field line. The last one also counts for lines beyond.
func (x *Exchange) AddOrigins(name string, origins ...Origin) {
	x.update(func() { x.addOrigins(name, origins) })
}

func (x *Exchange) addOrigins(name string, origins []Origin) {
	x.ownOrigins()[name] = slices.Concat(x.origins[name], origins)
}

// ownOrigins are origins that may be changed.
func (x *Exchange) ownOrigins() map[string][]Origin {
	if x.originsShared || x.origins == nil {
		own := make(map[string][]Origin, len(x.origins)+1)
		maps.Copy(own, x.origins)
		x.origins, x.originsShared = own, false
	}
	return x.origins
}

// LocateOrigins says where a script sets the last of those origins of a field that are a script's, in
// their order; nil for a place that is not sure.
func (x *Exchange) LocateOrigins(name string, places []*protocol.SourceLocation) {
	x.update(func() {
		origins := slices.Clone(x.origins[name]) // who reads the exchange may hold the others
		for i := len(origins) - 1; i >= 0 && len(places) > 0; i-- {
			if origins[i].SetBy == protocol.SetByScript {
				origins[i].Where, places = places[len(places)-1], places[:len(places)-1]
			}
		}
		x.origins[name] = origins
	})
}

// SetOrigin keeps who set the response field with a name, in place of what was kept before.
func (x *Exchange) SetOrigin(name string, origin Origin) {
	x.update(func() { x.ownOrigins()[name] = []Origin{origin} })
}

// Overridden keeps the override that had a part in the response, and that it set the fields with these
// names, in that very spelling.
func (x *Exchange) Overridden(by *protocol.Override, names []string) {
	x.update(func() {
		x.override = by
		for _, name := range names {
			var before []Origin
			if strings.EqualFold(name, "Set-Cookie") { // each is a field of its own
				before = x.origins[name]
			}
			x.ownOrigins()[name] = append(slices.Clip(before), Origin{SetBy: protocol.SetByOverride})
		}
	})
}

// SetAllOrigins keeps who set every response field that has no origin of its own.
func (x *Exchange) SetAllOrigins(origin Origin) {
	x.update(func() { x.otherOrigin = origin })
}

// originsOf are the origins of the fields with a name. The exact spelling counts: who set
// Set-Cookie told of these lines, and who set set-cookie of those. If it has no origins, those of
// another spelling count.
func (x *Exchange) originsOf(name string) []Origin {
	if origins, told := x.origins[name]; told {
		return origins
	}
	for _, spelling := range slices.Sorted(maps.Keys(x.origins)) {
		if strings.EqualFold(spelling, name) {
			return x.origins[spelling]
		}
	}
	return nil
}
