// Package protocol is the wire between the server and its clients: the
// editor's extension (JSON-RPC 2.0 over stdio) and the panel page (the same over
// a WebSocket). It holds types, method names and error codes, and imports nothing
// of ours. The TypeScript types in extension/protocol are generated from it.
//
// Times are RFC 3339 with nanoseconds. Durations are milliseconds as float, in
// fields whose names end in Ms; cgi.timeout alone does not, since it is named after
// the setting vitrina.cgi.timeout. Bytes are base64 in fields whose names end in
// Base64. What the server sends is null only where the type says so: lists are Lists.
package protocol

// Version is the version of the protocol. A client and a server that disagree
// on it cannot work together; it grows by one with every incompatible change.
const Version = 1
