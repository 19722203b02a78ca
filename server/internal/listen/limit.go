package listen

import "vitrina/server/internal/oslimit"

// Limit is a limit that was reached: one of the system's, or of a listener's own. The text
// "limit.NAME" says what to do.
type Limit = oslimit.Limit

// Names of a listener's own limits.
const (
	LimitConnections = "connections" // of one listener
	LimitHeads       = "heads"       // of one listener's connections, in MiB
)
