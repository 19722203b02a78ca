package protocol

import (
	"encoding/json"
	"time"
)

// ExchangeSummary is what a list shows of an exchange: one request and its response.
type ExchangeSummary struct {
	// ID is a decimal number: an exchange that began later has a greater one.
	ID     string    `json:"id"`
	SiteID string    `json:"siteId"`
	Time   time.Time `json:"time"`
	// Method and Target are the request line's, as sent (RFC 9112, section 3).
	Method string `json:"method"`
	Target string `json:"target"`
	// Status is the final status code, 0 as long as there is none.
	Status int `json:"status"`
	// ContentType is the response's field as sent; null where it has none.
	ContentType *string `json:"contentType" jsonschema:"nullable"`
	Kind        Kind    `json:"kind"`
	// DurationMs runs from the first byte of the request to the last of the response.
	DurationMs float64 `json:"durationMs"`
	// Bytes counts the response's content, without head and chunk framing.
	Bytes int64 `json:"bytes"`
	// Notes are what a person should know about this exchange.
	Notes List[Note] `json:"notes"`
	// Complete is false while the response is still being sent.
	Complete bool `json:"complete"`
	// Pinned is true where it is kept until exchange/pin says otherwise.
	Pinned bool `json:"pinned"`
	// Note is what a person wrote on it; absent where nobody did.
	Note string `json:"note,omitempty"`
	// Replay is there where exchange/replay sent the request.
	Replay *Replay `json:"replay,omitempty"`
	// Override is there where one had a part in the response: that of the path, as it was then.
	Override *Override `json:"override,omitempty"`
	// Gist is the verdict in short; absent where there is none, and in the lines of serve --json,
	// which have the verdict itself.
	Gist *Gist `json:"gist,omitempty"`
}

// Kind is what answered a request.
type Kind string

// The kinds of answers.
const (
	KindFile     Kind = "file"
	KindListing  Kind = "listing"
	KindScript   Kind = "script"
	KindRedirect Kind = "redirect"
	KindError    Kind = "error"
	KindUnknown  Kind = "unknown" // another program recorded it
)

// Note is a remark on an exchange.
type Note struct {
	// Code names the remark, for programs.
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	// Message is the sentence for people, in the client's language.
	Message string `json:"message"`
	// Args are the values that the message speaks of.
	Args map[string]string `json:"args,omitempty"`
	// Where is the line to look at, where there is one in a file of the site.
	Where *SourceLocation `json:"where,omitempty"`
}

// Severity says how much a note or diagnostic matters.
type Severity string

// The severities, as VS Code's DiagnosticSeverity has them.
const (
	SeverityError       Severity = "error"
	SeverityWarning     Severity = "warning"
	SeverityInformation Severity = "information"
)

// Exchange is one request and its response, whole but for the bodies, which
// exchange/body gives.
type Exchange struct {
	ExchangeSummary
	Request  Message    `json:"request"`
	Response Message    `json:"response"`
	Timing   Timing     `json:"timing"`
	File     *File      `json:"file,omitempty"`
	Script   *ScriptRun `json:"script,omitempty"`
	Observed *Observed  `json:"observed,omitempty"`
	// Interim are the first 16 interim responses, such as 100 Continue, that went out before the
	// response (RFC 9110, section 15.2), in their order; absent where there were none.
	Interim List[InterimResponse] `json:"interim,omitempty"`
	// Verdict is what a browser makes of it; absent as long as there is no response, and where
	// nothing is sure.
	Verdict *Verdict `json:"verdict,omitempty"`
	// Inserted is what live reload put into the response's content; absent where that is nothing.
	Inserted *Insertion `json:"inserted,omitempty"`
}

// Insertion is a part of a body that neither the file nor the script gave.
type Insertion struct {
	// Offset is in bytes from the start of the body as it was sent.
	Offset int64 `json:"offset"`
	// Bytes is the length of the part.
	Bytes int64 `json:"bytes"`
}

// Message is a request or a response (RFC 9112, section 2.1).
type Message struct {
	// Head holds what crossed the connection up to and with the empty line, or less where
	// the connection ended before that. A head
	// that is not UTF-8 is read as ISO-8859-1, in which each byte is one letter
	// (RFC 9110, section 5.5), and so are Headers and the exchange's Target.
	Head string `json:"head"`
	// HeadBase64 has the bytes of a head that is not UTF-8, else it is absent.
	HeadBase64 string `json:"headBase64,omitempty"`
	// Headers are the head's fields, in their order and letter case.
	Headers List[Header] `json:"headers"`
	Body    Body         `json:"body"`
	// Decoded is true where the content is kept without the coding that Content-Encoding names:
	// archives of other programs have it so.
	Decoded bool `json:"decoded,omitempty"`
	// Chunked is how the content was cut into chunks; absent where it was not, and before the
	// first chunk.
	Chunked *Chunked `json:"chunked,omitempty"`
}

// Header is a field line of a head (RFC 9110, section 5).
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	// SetBy is who decided on the field; absent in requests.
	SetBy SetBy `json:"setBy,omitempty"`
	// Where is the place that the field comes from, where there is one.
	Where *SourceLocation `json:"where,omitempty"`
	// Setting is the setting that gave the field, such as vitrina.headers; absent where none did.
	Setting string `json:"setting,omitempty"`
	// Key is the entry that applied, of the setting or of the type table: a glob, a path (/PATH)
	// or an extension (.EXT).
	Key string `json:"key,omitempty"`
}

// SetBy is who decided on a response field.
type SetBy string

// Those who decide on response fields.
const (
	SetByScript    SetBy = "script"
	SetByTypeTable SetBy = "type table"
	SetByFile      SetBy = "file"
	SetBySetting   SetBy = "setting"
	SetByServer    SetBy = "server"
	SetByReload    SetBy = "reload"
	SetByOverride  SetBy = "override"
)

// SourceLocation is a line in a file.
type SourceLocation struct {
	// Path is relative to the site's root, with / between names.
	Path string `json:"path"`
	// Line counts from 1.
	Line int `json:"line"`
}

// Body is how much content a message had and how much of it is kept.
type Body struct {
	// Bytes is the length of the content, without chunk framing.
	Bytes int64 `json:"bytes"`
	// Kept is how many bytes, from the start, exchange/body can give.
	Kept int64 `json:"kept"`
}

// Timing says when things happened, in milliseconds from ExchangeSummary.Time. Where a script
// handed the request on to another, the times of the last one count.
type Timing struct {
	// RequestHeadMs is when the request's head was there.
	RequestHeadMs float64 `json:"requestHeadMs"`
	// RequestEndMs is when the last byte of the request's content was there; absent where it has
	// none, and as long as not all of it has come.
	RequestEndMs float64 `json:"requestEndMs,omitempty"`
	// ScriptStartedMs is when the script's process had been started; absent where none was.
	ScriptStartedMs float64 `json:"scriptStartedMs,omitempty"`
	// FirstOutputMs is when the first byte that the script printed was read; absent as long as it
	// has printed nothing.
	FirstOutputMs float64 `json:"firstOutputMs,omitempty"`
	// OutputEndMs is when the script's output was read to its end; absent as long as it was not,
	// and where nobody reads the rest. A slow client holds it back, also behind the script's exit.
	OutputEndMs float64 `json:"outputEndMs,omitempty"`
	// ScriptExitMs is when the script's process had exited; absent as long as it has not. A script
	// may work on after the response.
	ScriptExitMs float64 `json:"scriptExitMs,omitempty"`
	// ResponseHeadMs is when the response's head went out; 0 as long as it has not.
	ResponseHeadMs float64 `json:"responseHeadMs"`
	// EndMs is when the last byte went out; 0 as long as it has not.
	EndMs float64 `json:"endMs"`
}

// File is the file that an exchange answered with.
type File struct {
	// Path is relative to the site's root, with / between names.
	Path     string    `json:"path"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

// ScriptRun is how a script ran.
type ScriptRun struct {
	// Path is relative to the site's root, with / between names.
	Path string `json:"path"`
	// Command is the program and its arguments.
	Command List[string] `json:"command"`
	// Shim is the program of a version manager that was asked for, in place of which the interpreter
	// behind it was started: that one is in Command. It is empty where none was.
	Shim string `json:"shim"`
	// Env is the whole environment that the script had, NAME=VALUE, sorted.
	Env List[string] `json:"env"`
	// Start is how its process came to be.
	Start ScriptStart `json:"start"`
	// SavedMs is how long an interpreter that waited had taken to start, before there was a request
	// for it, in milliseconds; 0 for others.
	SavedMs float64 `json:"savedMs"`
	// ExitCode is null while the script runs and where a signal ended it.
	ExitCode *int `json:"exitCode" jsonschema:"nullable"`
	// Signal is the name of the signal that ended it, else empty.
	Signal string `json:"signal"`
	// Stderr is the start of what it wrote to standard error.
	Stderr string `json:"stderr"`
	// Output is the start of what it wrote to standard output: its header block, if
	// it had one, as it was.
	Output string `json:"output"`
	// HeaderBytes is the length of that header block, with the empty line that ends it where there
	// is one; 0 where there is no block. It is null as long as that is not known, and of a script
	// that writes the response's own head (RFC 3875, section 5).
	HeaderBytes *int64 `json:"headerBytes" jsonschema:"nullable"`
	// Printed is all that it wrote to standard output, of which exchange/body gives what is kept.
	Printed Body `json:"printed"`
}

// ScriptStart is how the process of a script came to be.
type ScriptStart string

// A process was started for its request, or was an interpreter that had been started before and
// waited for one.
const (
	StartSpawned ScriptStart = "spawned"
	StartWaiting ScriptStart = "waiting"
)

// Observed is what a browser made of the response, as the document itself reported.
type Observed struct {
	// ContentType is document.contentType.
	ContentType string `json:"contentType"`
	// CompatMode is document.compatMode: CSS1Compat or BackCompat (quirks).
	CompatMode string `json:"compatMode"`
	// CharacterSet is document.characterSet.
	CharacterSet string `json:"characterSet"`
}

// ExchangeListParams ask for a page of summaries.
type ExchangeListParams struct {
	// SiteID limits the list to one site; absent for all.
	SiteID string `json:"siteId,omitempty"`
	// Before is the id of an exchange: only older ones are listed.
	Before string `json:"before,omitempty"`
	// Limit is how many at most; absent or 0 for 500, which is also the most.
	Limit int `json:"limit,omitempty"`
}

// ExchangeListResult is a page of summaries.
type ExchangeListResult struct {
	// Exchanges are the newest of those asked for, in the order they began.
	Exchanges List[ExchangeSummary] `json:"exchanges"`
	// More is true where older ones are kept.
	More bool `json:"more"`
	// Older is how many exchanges came before these since they were last cleared,
	// kept or not.
	Older int `json:"older"`
}

// ExchangeRef names an exchange.
type ExchangeRef struct {
	ID string `json:"id"`
}

// ExchangeBodyParams ask for a part of a body.
type ExchangeBodyParams struct {
	ID string `json:"id"`
	// Of says whose body.
	Of BodyOf `json:"of"`
	// Offset is in bytes from the start.
	Offset int64 `json:"offset,omitempty"`
	// Length is how many bytes at most; absent or 0 for 65,536. The most is 1,048,576.
	Length int64 `json:"length,omitempty"`
}

// BodyOf says whose body.
type BodyOf string

// The body of the request, that of the response, or what the script printed: header block and all.
const (
	BodyOfRequest  BodyOf = "request"
	BodyOfResponse BodyOf = "response"
	BodyOfOutput   BodyOf = "output"
)

// ExchangeBodyResult is a part of a body.
type ExchangeBodyResult struct {
	DataBase64 string `json:"dataBase64"`
	Offset     int64  `json:"offset"`
	Body       Body   `json:"body"`
}

// ExchangeHARParams ask for exchanges as an HTTP Archive.
type ExchangeHARParams struct {
	// SiteID limits it to one site; absent for all.
	SiteID string `json:"siteId,omitempty"`
	// IDs limit it to these exchanges; absent for all that are kept.
	IDs []string `json:"ids,omitempty"`
	// Redact is true by default: cookies, credentials and tokens are left out.
	Redact *bool `json:"redact,omitempty"`
}

// HAR is an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/).
type HAR struct {
	Log json.RawMessage `json:"log,omitempty"`
}

// SearchIn says where a text is looked for.
type SearchIn string

// Where a text can be looked for.
const (
	SearchInHeads  SearchIn = "heads"
	SearchInBodies SearchIn = "bodies"
)

// ExchangeSearchParams ask in which exchanges a text is.
type ExchangeSearchParams struct {
	// IDs are the exchanges to look at.
	IDs []string `json:"ids"`
	// Text is looked for without regard to letter case.
	Text string `json:"text"`
	// In is heads, for the heads and trailers of request and response, or bodies, as far as they are kept.
	In SearchIn `json:"in"`
}

// ExchangeSearchResult names those of the exchanges that have the text.
type ExchangeSearchResult struct {
	IDs List[string] `json:"ids"`
}

// ExchangePinParams pin an exchange or let it go again. One that is pinned is never forgotten to make room,
// nor are its bodies, and exchange/clear leaves it.
type ExchangePinParams struct {
	ID     string `json:"id"`
	Pinned bool   `json:"pinned"`
	// Note is what a person writes on it, at most 4,000 characters; absent to leave it as it is.
	Note *string `json:"note,omitempty"`
}

// ExchangeEditsParams name two exchanges, the earlier one first.
type ExchangeEditsParams struct {
	Before string `json:"before"`
	After  string `json:"after"`
}

// ExchangeEditsResult tells which files changed between two answers.
type ExchangeEditsResult struct {
	// Edits are those of files that the later answer was surely made from, in the order of their
	// paths. It is empty where none is known.
	Edits List[Edit] `json:"edits"`
}

// Edit is a change of a file between two answers that were made from it.
type Edit struct {
	// Path is relative to the site's root, with / between names.
	Path string `json:"path"`
	// Time is when the file, as the later answer had it, was last changed.
	Time time.Time `json:"time"`
	// Added is true where the earlier answer was not made from it, for the same target, and it
	// changed since.
	Added bool `json:"added"`
	// Before and After are its text; null where it is not kept: files of more than 64 KiB, what is not
	// text, and the oldest where all take more than 4 MiB.
	Before *string `json:"before" jsonschema:"nullable"`
	After  *string `json:"after" jsonschema:"nullable"`
}

// ExchangeClearParams say what to forget. What is pinned stays.
type ExchangeClearParams struct {
	// SiteID limits it to one site; absent for all.
	SiteID string `json:"siteId,omitempty"`
}

// ExchangeDidRecordParams tell of exchanges that began or changed since the last
// such notification; one with a known id replaces what was sent before.
type ExchangeDidRecordParams struct {
	SiteID    string                `json:"siteId"`
	Exchanges List[ExchangeSummary] `json:"exchanges"`
	// Skipped counts exchanges that were forgotten before they could be sent.
	Skipped int `json:"skipped"`
}

// ExchangeDidClearParams tell that exchanges were forgotten on request.
type ExchangeDidClearParams struct {
	// SiteID is absent where all were.
	SiteID string `json:"siteId,omitempty"`
}
