package protocol

// Codes of JSON-RPC errors. The first four are JSON-RPC 2.0's own (section 5.1),
// the others are those of the Language Server Protocol 3.17 for the same cases.
const (
	CodeParseError     = -32700
	CodeInvalidRequest = -32600
	CodeMethodNotFound = -32601
	CodeInvalidParams  = -32602
	CodeInternalError  = -32603
	CodeNotInitialized = -32002
	CodeRequestFailed  = -32803
	CodeCancelled      = -32800
)

// Failure names what went wrong, for programs. The sentence for people is the
// error's message.
type Failure string

// Every failure that the server can report.
const (
	FailureRootMissing        Failure = "rootMissing"        // the folder to serve does not exist
	FailureRootNotFolder      Failure = "rootNotFolder"      // what was named is not a folder
	FailureRootUnreadable     Failure = "rootUnreadable"     // the folder cannot be read
	FailurePortTaken          Failure = "portTaken"          // another program listens there
	FailurePortTakenByVitrina Failure = "portTakenByVitrina" // another process of Vitrina listens there
	FailurePortTakenBySite    Failure = "portTakenBySite"    // another site of the same server listens there
	FailurePortBlocked        Failure = "portBlocked"        // every browser refuses this port
	FailureAddressUnavailable Failure = "addressUnavailable" // the address cannot be bound
	FailureBadSetting         Failure = "badSetting"         // a setting is unknown or has a value it cannot have
	FailureSiteUnknown        Failure = "siteUnknown"        // no such site is running
	FailureExchangeUnknown    Failure = "exchangeUnknown"    // no such exchange is kept
	FailureTooManyPinned      Failure = "tooManyPinned"      // as many exchanges are pinned as can be
	FailureNoteTooLong        Failure = "noteTooLong"        // a note has more characters than it may
	FailureHARUnreadable      Failure = "harUnreadable"      // the archive cannot be read
	FailureHARTooLarge        Failure = "harTooLarge"        // the archive is larger than what is read
	FailureHARMalformed       Failure = "harMalformed"       // the file is no HTTP Archive, or a broken one
	FailureNotServed          Failure = "notServed"          // the exchange is of an archive: nothing answers
	FailureRequestRefused     Failure = "requestRefused"     // HTTP has no such request
	FailureRequestNotKept     Failure = "requestNotKept"     // not all of the request is kept
	FailureOverrideRefused    Failure = "overrideRefused"    // no response can be like that
	FailureRequestUnanswered  Failure = "requestUnanswered"  // the site ended the connection before it took the request
	FailureNotInitialized     Failure = "notInitialized"     // a call came before initialize
	FailureInitializedTwice   Failure = "initializedTwice"   // initialize came again
	FailureShutDown           Failure = "shutDown"           // a call came after shutdown
	FailureBadParams          Failure = "badParams"          // the parameters do not have the method's shape
	FailureMethodUnknown      Failure = "methodUnknown"      // there is no such method
	FailureNotForPanel        Failure = "notForPanel"        // the panel may look, not start or stop
	FailureVersionMismatch    Failure = "versionMismatch"    // the client speaks another protocol version
	FailureMalformedFrame     Failure = "malformedFrame"     // the bytes are not a JSON-RPC message
	FailureCancelled          Failure = "cancelled"          // the client took the call back, or hung up
	FailureSiteEnded          Failure = "siteEnded"          // the site ended by itself as soon as it had started
	FailureInternal           Failure = "internal"           // a fault of Vitrina's own
)

// ErrorData is the data of every JSON-RPC error that the server answers with.
type ErrorData struct {
	// Failure names what went wrong.
	Failure Failure `json:"failure"`
	// Args are the values that the message speaks of, such as the path or the port.
	Args map[string]string `json:"args,omitempty"`
}
