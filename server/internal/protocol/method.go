package protocol

// Requests that a client sends.
const (
	MethodInitialize     = "initialize"
	MethodShutdown       = "shutdown"
	MethodSiteStart      = "site/start"
	MethodSiteStop       = "site/stop"
	MethodSiteList       = "site/list"
	MethodExchangeList   = "exchange/list"
	MethodExchangeGet    = "exchange/get"
	MethodExchangeBody   = "exchange/body"
	MethodExchangeEdits  = "exchange/edits"
	MethodExchangeHAR    = "exchange/har"
	MethodExchangeShare  = "exchange/share"
	MethodHAROpen        = "har/open"
	MethodExchangePin    = "exchange/pin"
	MethodExchangeSearch = "exchange/search"
	MethodExchangeReplay = "exchange/replay"
	MethodExchangeClear  = "exchange/clear"
	MethodReloadList     = "reload/list"
	MethodOverrideSet    = "override/set"
	MethodOverrideRemove = "override/remove"
	MethodOverrideList   = "override/list"
	MethodScriptCheck    = "script/check"
	MethodLessonGet      = "lesson/get"
	MethodLessonChoose   = "lesson/choose"
	MethodLessonMarkRead = "lesson/markRead"
	MethodLessonRestart  = "lesson/restart"
	MethodLessonResume   = "lesson/resume"
	MethodLessonCheck    = "lesson/check"
	MethodLessonComplete = "lesson/complete"
	MethodLessonHover    = "lesson/hover"
)

// Notifications that a client sends.
const (
	MethodExit          = "exit"
	MethodCancel        = "$/cancelRequest"
	MethodReloadDidSave = "reload/didSave"
)

// Notifications that the server sends.
const (
	MethodSiteDidChange     = "site/didChange"
	MethodExchangeDidRecord = "exchange/didRecord"
	MethodExchangeDidClear  = "exchange/didClear"
	MethodReloadDidSend     = "reload/didSend"
	MethodOverrideDidChange = "override/didChange"
	MethodScriptDidReport   = "script/didReport"
	MethodLessonDidChange   = "lesson/didChange"
	MethodLogMessage        = "log/message"
)
