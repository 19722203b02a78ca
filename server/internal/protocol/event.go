package protocol

import "time"

// ReloadDidSendParams tell what was done about changed files: each save is told once, and once
// more, with the same id, when the pages have what is new.
type ReloadDidSendParams struct {
	SiteID string `json:"siteId"`
	// ID names it among those of its site.
	ID string `json:"id"`
	// Time is when the pages were compared with the files; what they asked for because of it came
	// later.
	Time time.Time `json:"time"`
	// Paths are the changed files, relative to the site's root; for override the path of the request
	// target, which begins with a slash.
	Paths List[string] `json:"paths"`
	// Cause says who noticed the change.
	Cause ReloadCause `json:"cause"`
	// Pages are the open pages that got a message, as the browser asked for them.
	Pages List[string] `json:"pages"`
	// Kind is what they are to do; once DoneMs is there, what they did: a page that cannot swap a
	// file everywhere reloads.
	Kind ReloadKind `json:"kind"`
	// Code names the reason, for programs. Output: scripts wrote the file, so that its changes are
	// passed over.
	Code string `json:"code"`
	// Reason is a sentence for people that says why.
	Reason string `json:"reason"`
	// SaveToMessageMs is how long after the save the message was ready, in milliseconds; 0
	// where there is none.
	SaveToMessageMs float64 `json:"saveToMessageMs"`
	// DoneMs is how long after the save the last page had what is new, in milliseconds; 0 until
	// all have it.
	DoneMs float64 `json:"doneMs"`
}

// ReloadCause is who noticed a change.
type ReloadCause string

// Changes are noticed by watching the file system, by an editor that saved, by comparing what a page
// was sent with what would be sent now (when it connects, and every few seconds), or made by
// override/set and override/remove.
const (
	ReloadCauseWatch    ReloadCause = "watch"
	ReloadCauseEditor   ReloadCause = "editor"
	ReloadCauseLook     ReloadCause = "look"
	ReloadCauseOverride ReloadCause = "override"
)

// ReloadKind is what the pages are to do.
type ReloadKind string

// Pages reload, swap style sheets or images, or do nothing.
const (
	ReloadPage  ReloadKind = "page"
	ReloadStyle ReloadKind = "style"
	ReloadImage ReloadKind = "image"
	ReloadNone  ReloadKind = "none"
)

// ReloadListParams choose whose reloads are listed.
type ReloadListParams struct {
	// SiteID names a site; without it those of all sites are listed.
	SiteID string `json:"siteId,omitempty"`
}

// ReloadListResult answers reload/list.
type ReloadListResult struct {
	// Reloads are what was told last by reload/didSend, the oldest first, and at most 200. Those
	// that exchange/clear forgot are missing.
	Reloads List[ReloadDidSendParams] `json:"reloads"`
}

// ReloadDidSaveParams tell that an editor saved a file.
type ReloadDidSaveParams struct {
	// SiteID names a site; without it all sites are meant whose folder the file is in.
	SiteID string `json:"siteId,omitempty"`
	// Path is the file's, absolute.
	Path string `json:"path"`
}

// ScriptDidReportParams say what is wrong with a script; an empty list clears
// what was said before.
type ScriptDidReportParams struct {
	SiteID     string `json:"siteId"`
	ExchangeID string `json:"exchangeId"`
	// Script is the absolute path of the script that ran, below the site's root.
	Script      string           `json:"script"`
	Diagnostics List[Diagnostic] `json:"diagnostics"`
}

// Diagnostic is a remark on a line of a file.
type Diagnostic struct {
	// Path is absolute: the script, or a module that it uses.
	Path string `json:"path"`
	// Line and Column count from 1; Column is 0 where it is not known.
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Severity Severity `json:"severity"`
	// Code names what is wrong: an interpreter's own word, such as NameError, or one of
	// Vitrina's, such as noContentType, for which an editor may offer a fix.
	Code    string `json:"code"`
	Message string `json:"message"`
	// Printed is the line of output that this is about, and Meant the one that the script surely
	// meant to print, for an editor to put in its place. Both are absent where that is not sure.
	Printed string `json:"printed,omitempty"`
	Meant   string `json:"meant,omitempty"`
}

// LogMessageParams are a line for the editor's log.
type LogMessageParams struct {
	Level   LogLevel `json:"level"`
	Message string   `json:"message"`
}

// LogLevel says how much a log line matters.
type LogLevel string

// The levels, as VS Code's LogOutputChannel has them.
const (
	LogError   LogLevel = "error"
	LogWarning LogLevel = "warning"
	LogInfo    LogLevel = "info"
	LogDebug   LogLevel = "debug"
)
