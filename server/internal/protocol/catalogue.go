package protocol

// Call describes one method for the generator and for tests: which way it goes
// and which types it carries. A nil Params or Result means none.
type Call struct {
	Method string
	Kind   CallKind
	Params any
	Result any
}

// CallKind says which way a method goes.
type CallKind string

// A request is answered; a notification is not.
const (
	ClientRequest      CallKind = "clientRequest"
	ClientNotification CallKind = "clientNotification"
	ServerNotification CallKind = "serverNotification"
)

// Calls lists every method of the protocol. TypeScript's map of methods is
// generated from it, and a test compares it with what the server answers.
func Calls() []Call {
	return []Call{
		{MethodInitialize, ClientRequest, InitializeParams{}, InitializeResult{}},
		{MethodShutdown, ClientRequest, nil, nil},
		{MethodSiteStart, ClientRequest, SiteStartParams{}, Site{}},
		{MethodSiteStop, ClientRequest, SiteRef{}, nil},
		{MethodSiteList, ClientRequest, nil, SiteListResult{}},
		{MethodExchangeList, ClientRequest, ExchangeListParams{}, ExchangeListResult{}},
		{MethodExchangeGet, ClientRequest, ExchangeRef{}, Exchange{}},
		{MethodExchangeBody, ClientRequest, ExchangeBodyParams{}, ExchangeBodyResult{}},
		{MethodExchangeClear, ClientRequest, ExchangeClearParams{}, nil},
		{MethodScriptCheck, ClientRequest, ScriptCheckParams{}, ScriptCheckResult{}},
		{MethodExit, ClientNotification, nil, nil},
		{MethodSiteDidChange, ServerNotification, SiteDidChangeParams{}, nil},
		{MethodExchangeDidRecord, ServerNotification, ExchangeDidRecordParams{}, nil},
		{MethodExchangeDidClear, ServerNotification, ExchangeDidClearParams{}, nil},
		{MethodReloadDidSend, ServerNotification, ReloadDidSendParams{}, nil},
		{MethodScriptDidReport, ServerNotification, ScriptDidReportParams{}, nil},
		{MethodLogMessage, ServerNotification, LogMessageParams{}, nil},
	}
}
