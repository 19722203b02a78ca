package main

import (
	"encoding/json"
	"time"

	"vitrina/server/internal/protocol"
)

// goldenMessages are messages with every field filled, one for each type that travels;
// TypeScript's tests read what Go writes of them.
func goldenMessages() map[string]any {
	at := time.Date(2026, 11, 22, 10, 30, 0, 123456789, time.UTC)
	html := "text/html; charset=utf-8"
	before, after := "print()\n", "print('Content-Type: text/html\\n')\n"
	body, remark := "YT0x", "Look at Content-Type."
	yes, port, exitCode, timeout, atOnce, headerBytes := true, 8000, 0, 30000.0, 16, int64(12)
	site := protocol.Site{
		ID: "s1", Root: "/home/ana/lab/html", URL: "http://127.0.0.1:8000/",
		URLs:      []string{"http://127.0.0.1:8000/", "http://[::1]:8000/"},
		Addresses: []string{"127.0.0.1:8000", "[::1]:8000"}, PanelURL: "http://127.0.0.1:49152/c2VjcmV0/",
		LiveViewKey: "UY5LBSHZBJ5BZ6NRFPRVUZDHJE",
		Port:        8000, PortMoved: false, Reach: protocol.ReachLoopback, CGI: protocol.CGIOn, Reload: true,
		Waiting: &protocol.WaitingInterpreters{Count: 2, Bytes: 7_340_032},
	}
	open := site
	open.URLs, open.Addresses = []string{"http://127.0.0.1:8000/", "http://192.0.2.2:8000/"}, []string{"0.0.0.0:8000"}
	open.Reach, open.CGI = protocol.ReachNetwork, protocol.CGINetwork
	open.Network = &protocol.Network{URLs: []string{"http://192.0.2.2:8000/"}, QRCode: []string{"10", "01"}}
	archive := protocol.Site{
		ID: "a2", Root: "/home/ana/hand-in.har", URL: "http://127.0.0.1:8000/", URLs: []string{}, Addresses: []string{}, Reach: protocol.ReachLoopback, CGI: protocol.CGIOff,
		Archive: &protocol.Archive{Creator: "Firefox 145.0", Exchanges: 12, Skipped: 1, Rebuilt: 12},
	}
	overridden := protocol.PathOverride{SiteID: "s1", Path: "/index-1.html", Override: protocol.Override{
		ContentType: &html, Status: 404, Fields: []protocol.HeaderLine{{Name: "X-Content-Type-Options", Value: "nosniff"}},
	}}
	file := protocol.ExchangeSummary{
		ID: "1", SiteID: "s1", Time: at, Method: "GET", Target: "/index-1.html", Status: 200,
		ContentType: &html, Kind: protocol.KindFile, DurationMs: 1.25, Bytes: 15, Notes: []protocol.Note{}, Complete: true,
		Replay: &protocol.Replay{Of: "1"}, Note: remark, Override: &overridden.Override,
		Gist: &protocol.Gist{Fate: protocol.FateShown, As: protocol.AsPage, Destination: "document", AskedBy: "/index.html"},
	}
	script := protocol.ExchangeSummary{
		ID: "2", SiteID: "s1", Time: at, Method: "GET", Target: "/cgi-bin/index.py?a=1", Status: 200,
		ContentType: nil, Kind: protocol.KindScript, DurationMs: 31.5, Bytes: 27,
		Notes: []protocol.Note{{
			Code: "noContentType", Severity: protocol.SeverityWarning,
			Message: "The script named no Content-Type, so the response has none.",
			Args:    map[string]string{"script": "cgi-bin/index.py"},
		}},
		Complete: true,
	}
	page := protocol.Outcome{
		Fate: protocol.FateShown, Type: "text/html", As: protocol.AsPage, Reason: "named", Message: "Content-Type says so.",
		Args: map[string]string{"type": "text/html"}, Source: "https://html.spec.whatwg.org/multipage/browsing-the-web.html#loading-a-document",
	}
	chosen, right := 0, 1
	text := func(s string) []protocol.Span { return []protocol.Span{{Kind: protocol.SpanText, Text: s}} }
	progress := protocol.LessonProgress{Lesson: "1-types", Done: []string{"page"}, Read: []string{"start"}, Choices: map[string]int{"page": 1}}
	return map[string]any{
		"initialize.params": protocol.InitializeParams{
			ProtocolVersion: protocol.Version, Client: protocol.Program{Name: "vscode", Version: "1.95.0"}, Locale: "es", WorkspaceTrusted: true,
		},
		"initialize.result": protocol.InitializeResult{ProtocolVersion: protocol.Version, Server: protocol.Program{Name: "Vitrina", Version: "0.1.0"}},
		"siteStart.params": protocol.SiteStartParams{
			Root: "/home/ana/lab/html", Host: "127.0.0.1", Port: &port,
			CGI: protocol.CGIOptions{
				Enabled: &yes, Directories: []string{"cgi-bin"}, TimeoutMs: &timeout, AtOnce: &atOnce, Mode: protocol.CGILenient,
				Interpreters: map[string]string{".py": "python3"}, Env: map[string]string{"GREETING": "¡Hola!"},
				AllowOnNetwork: false, Prewarm: &yes,
			},
			Reload:       protocol.ReloadOptions{Enabled: &yes, Ignore: []string{"*.log"}},
			AllowedHosts: []string{"lab.test"},
			Headers:      map[string]map[string]string{"*.html": {"X-Lesson": "1"}},
			MIMETypes:    map[string]string{".page": "text/html"},
			Charset:      "utf-8",
		},
		"siteStart.result":    site,
		"siteStart.network":   open,
		"siteList.result":     protocol.SiteListResult{Sites: []protocol.Site{site}},
		"siteDidChange":       protocol.SiteDidChangeParams{Site: site, Change: protocol.SiteStarted},
		"exchangeList.params": protocol.ExchangeListParams{SiteID: "s1", Before: "9", Limit: 100},
		"exchangeList.result": protocol.ExchangeListResult{Exchanges: []protocol.ExchangeSummary{file, script}, Older: 3},
		"exchangeGet.file": protocol.Exchange{
			ExchangeSummary: file,
			Request: protocol.Message{
				Head:    "GET /index-1.html HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n",
				Headers: []protocol.Header{{Name: "Host", Value: "127.0.0.1:8000"}},
			},
			Response: protocol.Message{
				Head: "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 15\r\n\r\n",
				Headers: []protocol.Header{
					{Name: "Content-Type", Value: html, SetBy: protocol.SetByTypeTable},
					{Name: "Content-Length", Value: "15", SetBy: protocol.SetByServer},
				},
				Body: protocol.Body{Bytes: 15, Kept: 15},
			},
			Timing:   protocol.Timing{RequestHeadMs: 0.1, ResponseHeadMs: 1.1, EndMs: 1.25},
			File:     &protocol.File{Path: "index-1.html", Size: 15, Modified: at},
			Observed: &protocol.Observed{ContentType: "text/html", CompatMode: "CSS1Compat", CharacterSet: "UTF-8"},
			Verdict: &protocol.Verdict{
				Outcome:     page,
				Destination: "document", AskedBy: "/index.html", Basis: protocol.BasisObserved, Predicted: &page,
				Charset: &protocol.Charset{Label: "utf-8", By: protocol.CharsetByContentType},
			},
		},
		"exchangeGet.script": protocol.Exchange{
			ExchangeSummary: script,
			Request: protocol.Message{
				Head:       "POST /cgi-bin/index.py?a=1 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX: þ\r\n\r\n",
				HeadBase64: "UE9TVA==",
				Headers:    []protocol.Header{{Name: "Host", Value: "127.0.0.1:8000"}, {Name: "X", Value: "þ"}},
				Body:       protocol.Body{Bytes: 10, Kept: 10},
				Chunked: &protocol.Chunked{
					Count: 1, Chunks: []protocol.Chunk{{Line: "0a;x=y", Bytes: 10, AtMs: 0.2}, {Line: "0", AtMs: 0.3}},
					Trailer: "X-Sum: 1\r\n", Trailers: []protocol.Header{{Name: "X-Sum", Value: "1"}},
				},
			},
			Response: protocol.Message{
				Head:    "HTTP/1.1 200 OK\r\nX-Lesson: 1\r\n\r\n",
				Headers: []protocol.Header{{Name: "X-Lesson", Value: "1", SetBy: protocol.SetByScript, Where: &protocol.SourceLocation{Path: "cgi-bin/index.py", Line: 2}}},
				Body:    protocol.Body{Bytes: 27, Kept: 27},
			},
			Timing: protocol.Timing{
				RequestHeadMs: 0.1, RequestEndMs: 0.3, ScriptStartedMs: 2, FirstOutputMs: 28.5, OutputEndMs: 31, ScriptExitMs: 31.25, ResponseHeadMs: 30, EndMs: 31.5,
			},
			Interim: []protocol.InterimResponse{{Head: "HTTP/1.1 100 Continue\r\n\r\n", Headers: []protocol.Header{}, AtMs: 0.15}},
			Script: &protocol.ScriptRun{
				Path: "cgi-bin/index.py", Command: []string{"/usr/bin/python3", "/home/ana/lab/html/cgi-bin/index.py"},
				Shim: "/home/ana/.pyenv/shims/python3", Env: []string{"GATEWAY_INTERFACE=CGI/1.1"}, Start: protocol.StartWaiting, SavedMs: 21.5, ExitCode: &exitCode, Signal: "", Stderr: "",
				Output: "X-Lesson: 1\n\n", HeaderBytes: &headerBytes, Printed: protocol.Body{Bytes: 40, Kept: 40},
			},
			Verdict: &protocol.Verdict{
				Outcome: protocol.Outcome{
					Fate: protocol.FateShown, Type: "text/plain", As: protocol.AsText, Reason: "noSniff",
					Message:  "The response does not name a type, and X-Content-Type-Options forbids guessing.",
					Standard: "This is what Chromium does. By the standard the type would be image/png.",
					Source:   "https://fetch.spec.whatwg.org/#x-content-type-options-header",
				},
				Destination: "document", Assumed: true, Basis: protocol.BasisPredicted,
			},
		},
		"exchangeHar.params":    protocol.ExchangeHARParams{SiteID: "s1", IDs: []string{"1"}, Redact: &yes},
		"exchangeHar.result":    protocol.HAR{Log: json.RawMessage(`{"version":"1.2","creator":{"name":"Vitrina","version":"0.1.0"},"entries":[]}`)},
		"exchangeSearch.params": protocol.ExchangeSearchParams{IDs: []string{"1", "2"}, Text: "etag", In: protocol.SearchInHeads},
		"exchangeSearch.result": protocol.ExchangeSearchResult{IDs: []string{"1"}},
		"exchangeReplay.params": protocol.ExchangeReplayParams{
			ID: "2", SiteID: "s1", RawBase64: "R0VUIC8=",
			Changes: &protocol.RequestChanges{
				Method: "POST", Target: "/cgi-bin/index.py", Headers: []protocol.HeaderLine{{Name: "Host", Value: "127.0.0.1:8000"}}, BodyBase64: &body,
			},
		},
		"exchangeReplay.result": protocol.ExchangeRef{ID: "3"},
		"overrideSet.params":    protocol.OverrideSetParams{SiteID: "s1", Path: "/index-1.html", Override: overridden.Override},
		"overrideSet.result":    overridden,
		"overrideRemove.params": protocol.OverrideRemoveParams{SiteID: "s1", Path: "/index-1.html"},
		"overrideList.params":   protocol.OverrideListParams{SiteID: "s1"},
		"overrideList.result":   protocol.OverrideListResult{Overrides: []protocol.PathOverride{overridden}},
		"overrideDidChange":     protocol.OverrideDidChangeParams{SiteID: "s1", Overrides: []protocol.PathOverride{overridden}},
		"exchangePin.params":    protocol.ExchangePinParams{ID: "1", Pinned: true, Note: &remark},
		"exchangeShare.params":  protocol.ExchangeShareParams{SiteID: "s1", IDs: []string{"1"}, Redact: &yes},
		"exchangeShare.result":  protocol.ExchangeShareResult{HTML: "<!doctype html>"},
		"harOpen.params":        protocol.HAROpenParams{Path: "/home/ana/hand-in.har"},
		"harOpen.result":        archive,
		"exchangeEdits.params":  protocol.ExchangeEditsParams{Before: "1", After: "2"},
		"exchangeEdits.result":  protocol.ExchangeEditsResult{Edits: []protocol.Edit{{Path: "cgi-bin/index.py", Time: at, Before: &before, After: &after}}},
		"exchangeBody.params":   protocol.ExchangeBodyParams{ID: "1", Of: protocol.BodyOfResponse, Length: 15},
		"exchangeBody.result":   protocol.ExchangeBodyResult{DataBase64: "PHA+SG9sYTwvcD4=", Body: protocol.Body{Bytes: 15, Kept: 15}},
		"exchangeDidRecord":     protocol.ExchangeDidRecordParams{SiteID: "s1", Exchanges: []protocol.ExchangeSummary{file, script}, Skipped: 3},
		"exchangeDidClear":      protocol.ExchangeDidClearParams{SiteID: "s1"},
		"reloadDidSend": protocol.ReloadDidSendParams{
			SiteID: "s1", Paths: []string{"index.css"}, Cause: protocol.ReloadCauseWatch, Pages: []string{"/index.html"},
			Kind: protocol.ReloadStyle, Reason: "index.html uses index.css", ID: "1", Time: at, Code: "style",
		},
		"reloadList.params": protocol.ReloadListParams{SiteID: "s1"},
		"reloadList.result": protocol.ReloadListResult{Reloads: []protocol.ReloadDidSendParams{{
			SiteID: "s1", Paths: []string{"index.html"}, Cause: protocol.ReloadCauseEditor, Pages: []string{"/"}, Kind: protocol.ReloadPage,
			Reason: "index.html changed: it is the page itself.", ID: "2", Time: at, Code: "page", SaveToMessageMs: 0.5, DoneMs: 31,
		}}},
		"reloadDidSave": protocol.ReloadDidSaveParams{SiteID: "s1", Path: "/home/ana/lab/html/index.css"},
		"scriptDidReport": protocol.ScriptDidReportParams{SiteID: "s1", ExchangeID: "2", Script: "/home/ana/lab/html/cgi-bin/index.py", Diagnostics: []protocol.Diagnostic{{
			Path: "/home/ana/lab/html/cgi-bin/index.py", Line: 3,
			Severity: protocol.SeverityError, Code: "NameError", Message: "name 'pritn' is not defined",
		}}},
		"scriptCheck.params": protocol.ScriptCheckParams{Root: "/home/ana/lab/html", CGI: protocol.CGIOptions{Directories: []string{"cgi-bin"}}, Script: "cgi-bin/index.py"},
		"scriptCheck.result": protocol.ScriptCheckResult{Scripts: []protocol.CheckedScript{{
			Path: "cgi-bin/index.py", Command: []string{"/usr/bin/python3", "/home/ana/lab/html/cgi-bin/index.py"},
			Problems: []protocol.Diagnostic{{
				Path: "/home/ana/lab/html/cgi-bin/index.py", Line: 1,
				Severity: protocol.SeverityWarning, Code: "shebangCR", Message: "The #! line ends in CR LF.",
			}},
		}}},
		"lessonGet.params": protocol.LessonGetParams{SiteID: "s1", Language: "es-MX"},
		"lessonGet.result": protocol.LessonGetResult{Lesson: &protocol.Lesson{
			Name: "1-types", Title: "Who decides the type?", Language: protocol.LessonEnglish,
			Languages: []protocol.LessonLanguage{protocol.LessonEnglish, protocol.LessonSpanish}, Minutes: 20, Opens: "/index-1.html", Predict: true,
			Intro: []protocol.Block{
				{Kind: protocol.BlockParagraph, Spans: []protocol.Span{
					{Kind: protocol.SpanText, Text: "Read "},
					{Kind: protocol.SpanLink, Text: "RFC 9110", Href: "https://www.rfc-editor.org/rfc/rfc9110"},
					{Kind: protocol.SpanStrong, Text: " first"},
					{Kind: protocol.SpanEm, Text: ", then "},
					{Kind: protocol.SpanCode, Text: "index-1.html"},
				}},
				{Kind: protocol.BlockList, Items: []protocol.List[protocol.Block]{{{Kind: protocol.BlockParagraph, Spans: text("one")}}}},
				{Kind: protocol.BlockOrderedList, Items: []protocol.List[protocol.Block]{{{Kind: protocol.BlockParagraph, Spans: text("first")}}}},
				{Kind: protocol.BlockQuote, Blocks: []protocol.Block{{Kind: protocol.BlockHeading, Spans: text("Why?")}}},
				{Kind: protocol.BlockCode, Language: "python", Text: "print()\n"},
			},
			Steps: []protocol.LessonStep{
				{ID: "start", Title: "Start", Blocks: []protocol.Block{{Kind: protocol.BlockParagraph, Spans: text("Read.")}}, Lines: []protocol.LessonLine{}, Hints: []protocol.List[protocol.Block]{}, Afterwards: []protocol.Block{{Kind: protocol.BlockParagraph, Spans: text("Good.")}}, Done: true, ToRead: true},
				{
					ID: "page", Title: "Open the page", Blocks: []protocol.Block{}, Afterwards: []protocol.Block{},
					Choice: &protocol.LessonChoice{Question: text("Which type?"), Options: []protocol.List[protocol.Span]{text("text/plain"), text("text/html")}, Chosen: &chosen, Right: &right},
					Lines: []protocol.LessonLine{
						{Text: "the student answered", Holds: true},
						{Text: "a GET of /index-1.html was answered text/html", Seen: "/index-1.html was asked for and answered 404."},
					},
					Hints: []protocol.List[protocol.Block]{{{Kind: protocol.BlockParagraph, Spans: text("The name has a hyphen.")}}},
				},
			},
		}, Problems: []protocol.Diagnostic{}},
		"lessonGet.problem": protocol.LessonGetResult{Problems: []protocol.Diagnostic{{
			Path: "/home/ana/lab/lesson.md", Line: 12, Column: 1, Severity: protocol.SeverityError, Code: "lesson.noForm", Message: "No assertion begins like this.",
		}}},
		"lessonChoose.params":   protocol.LessonChooseParams{SiteID: "s1", Step: "page", Choice: 1},
		"lessonRead.params":     protocol.LessonReadParams{SiteID: "s1", Step: "start"},
		"lessonRestart.params":  protocol.LessonRestartParams{SiteID: "s1"},
		"lessonResume.params":   protocol.LessonResumeParams{SiteID: "s1", Progress: progress},
		"lessonDidChange":       protocol.LessonDidChangeParams{SiteID: "s1", Lesson: "1-types", Progress: progress},
		"lessonCheck.params":    protocol.LessonCheckParams{Path: "/home/ana/lab/lesson.md", Text: "## One\n"},
		"lessonCheck.result":    protocol.LessonCheckResult{Diagnostics: []protocol.Diagnostic{}},
		"lessonPosition.params": protocol.LessonPositionParams{Path: "/home/ana/lab/lesson.md", Text: "## One\n", Line: 1, Column: 3},
		"lessonComplete.result": protocol.LessonCompleteResult{Items: []protocol.LessonCompletion{{
			Label: "the student answered", Insert: "the student answered", From: 1, Documentation: "The student answered the question of this step.",
		}}},
		"lessonHover.result": protocol.LessonHoverResult{Documentation: "The student answered the question of this step.", From: 1, To: 21},
		"logMessage":         protocol.LogMessageParams{Level: protocol.LogInfo, Message: "Serving /home/ana/lab/html"},
		"errorData":          protocol.ErrorData{Failure: protocol.FailurePortTaken, Args: map[string]string{"address": "127.0.0.1:8000"}},
	}
}
