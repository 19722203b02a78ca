package protocol

// Call describes one method: which way it goes, who may call it and which types it
// carries. A nil Params or Result means none.
type Call struct {
	Method string
	Kind   CallKind
	Access Access
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

// Access says which clients may call a method.
type Access string

// Who may call a method. The panel looks and clears, but neither starts nor stops: its
// address could be read from a screen.
const (
	// AccessOwn: every client, about its own connection. An editor that passes on what a
	// panel asks does not pass on these.
	AccessOwn Access = "own"
	// AccessEditor: the editor only.
	AccessEditor Access = "editor"
	// AccessAll: the editor and the panel.
	AccessAll Access = "all"
	// AccessServer: no client; the server sends it.
	AccessServer Access = "server"
)

// Calls lists every method of the protocol. Who may call what stands here alone: the
// server asks it, and TypeScript's maps and lists of methods are generated from it. A
// test compares it with what the server answers.
//
// $/cancelRequest (MethodCancel) is missing on purpose: libraries send it by themselves.
func Calls() []Call {
	return []Call{
		{MethodInitialize, ClientRequest, AccessOwn, InitializeParams{}, InitializeResult{}},
		{MethodShutdown, ClientRequest, AccessOwn, nil, nil},
		{MethodSiteStart, ClientRequest, AccessEditor, SiteStartParams{}, Site{}},
		{MethodSiteStop, ClientRequest, AccessEditor, SiteRef{}, nil},
		{MethodSiteList, ClientRequest, AccessAll, nil, SiteListResult{}},
		{MethodExchangeList, ClientRequest, AccessAll, ExchangeListParams{}, ExchangeListResult{}},
		{MethodExchangeGet, ClientRequest, AccessAll, ExchangeRef{}, Exchange{}},
		{MethodExchangeBody, ClientRequest, AccessAll, ExchangeBodyParams{}, ExchangeBodyResult{}},
		{MethodExchangeEdits, ClientRequest, AccessAll, ExchangeEditsParams{}, ExchangeEditsResult{}},
		{MethodExchangeHAR, ClientRequest, AccessAll, ExchangeHARParams{}, HAR{}},
		{MethodExchangeShare, ClientRequest, AccessAll, ExchangeShareParams{}, ExchangeShareResult{}},
		{MethodHAROpen, ClientRequest, AccessEditor, HAROpenParams{}, Site{}},
		{MethodExchangePin, ClientRequest, AccessAll, ExchangePinParams{}, nil},
		{MethodExchangeSearch, ClientRequest, AccessAll, ExchangeSearchParams{}, ExchangeSearchResult{}},
		{MethodExchangeReplay, ClientRequest, AccessAll, ExchangeReplayParams{}, ExchangeRef{}},
		{MethodExchangeClear, ClientRequest, AccessAll, ExchangeClearParams{}, nil},
		{MethodReloadList, ClientRequest, AccessAll, ReloadListParams{}, ReloadListResult{}},
		{MethodOverrideSet, ClientRequest, AccessAll, OverrideSetParams{}, PathOverride{}},
		{MethodOverrideRemove, ClientRequest, AccessAll, OverrideRemoveParams{}, nil},
		{MethodOverrideList, ClientRequest, AccessAll, OverrideListParams{}, OverrideListResult{}},
		{MethodScriptCheck, ClientRequest, AccessEditor, ScriptCheckParams{}, ScriptCheckResult{}},
		{MethodLessonGet, ClientRequest, AccessAll, LessonGetParams{}, LessonGetResult{}},
		{MethodLessonChoose, ClientRequest, AccessAll, LessonChooseParams{}, nil},
		{MethodLessonMarkRead, ClientRequest, AccessAll, LessonReadParams{}, nil},
		{MethodLessonRestart, ClientRequest, AccessAll, LessonRestartParams{}, nil},
		{MethodLessonResume, ClientRequest, AccessAll, LessonResumeParams{}, nil},
		{MethodLessonCheck, ClientRequest, AccessEditor, LessonCheckParams{}, LessonCheckResult{}},
		{MethodLessonComplete, ClientRequest, AccessEditor, LessonPositionParams{}, LessonCompleteResult{}},
		{MethodLessonHover, ClientRequest, AccessEditor, LessonPositionParams{}, LessonHoverResult{}},
		{MethodExit, ClientNotification, AccessOwn, nil, nil},
		{MethodReloadDidSave, ClientNotification, AccessEditor, ReloadDidSaveParams{}, nil},
		{MethodSiteDidChange, ServerNotification, AccessServer, SiteDidChangeParams{}, nil},
		{MethodExchangeDidRecord, ServerNotification, AccessServer, ExchangeDidRecordParams{}, nil},
		{MethodExchangeDidClear, ServerNotification, AccessServer, ExchangeDidClearParams{}, nil},
		{MethodReloadDidSend, ServerNotification, AccessServer, ReloadDidSendParams{}, nil},
		{MethodOverrideDidChange, ServerNotification, AccessServer, OverrideDidChangeParams{}, nil},
		{MethodScriptDidReport, ServerNotification, AccessServer, ScriptDidReportParams{}, nil},
		{MethodLessonDidChange, ServerNotification, AccessServer, LessonDidChangeParams{}, nil},
		{MethodLogMessage, ServerNotification, AccessServer, LogMessageParams{}, nil},
	}
}
