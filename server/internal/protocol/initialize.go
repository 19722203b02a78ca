package protocol

// InitializeParams open a connection. initialize is the first request, sent once.
type InitializeParams struct {
	// ProtocolVersion is the protocol.Version that the client was made for.
	ProtocolVersion int `json:"protocolVersion"`
	// Client is who asks.
	Client Program `json:"client"`
	// Locale is a BCP 47 language tag, such as es or en-GB. Messages come in that
	// language where Vitrina speaks it, else in English.
	Locale string `json:"locale,omitempty"`
	// WorkspaceTrusted is false where the editor's user has not said that they
	// trust the folder; no script runs then.
	WorkspaceTrusted bool `json:"workspaceTrusted"`
}

// InitializeResult answers initialize.
type InitializeResult struct {
	ProtocolVersion int     `json:"protocolVersion"`
	Server          Program `json:"server"`
}

// Program is one end of the connection.
type Program struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}
