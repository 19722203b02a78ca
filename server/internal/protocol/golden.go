package protocol

import "time"

// Golden is a message of the protocol with every field filled, named by its type.
type Golden struct {
	Type    string `json:"type"`
	Message any    `json:"message"`
}

// GoldenMessages returns one message for each type that travels, as Go writes it;
// TypeScript's tests read the same.
func GoldenMessages() map[string]Golden {
	at := time.Date(2026, 11, 22, 10, 30, 0, 123456789, time.UTC)
	html := "text/html; charset=utf-8"
	yes, port, exitCode, timeout, atOnce := true, 8000, 0, 30000.0, 16
	site := Site{
		ID: "s1", Root: "/home/ana/lab/html", URL: "http://127.0.0.1:8000/",
		URLs:      []string{"http://127.0.0.1:8000/", "http://[::1]:8000/"},
		Addresses: []string{"127.0.0.1:8000", "[::1]:8000"}, PanelURL: "http://127.0.0.1:49152/c2VjcmV0/",
		LiveViewKey: "UY5LBSHZBJ5BZ6NRFPRVUZDHJE",
		Port:        8000, PortMoved: false, Reach: ReachLoopback, CGI: CGIOn, Reload: true,
	}
	open := site
	open.URLs, open.Addresses = []string{"http://127.0.0.1:8000/", "http://192.0.2.2:8000/"}, []string{"0.0.0.0:8000"}
	open.Reach, open.CGI = ReachNetwork, CGINetwork
	open.Network = &Network{URLs: []string{"http://192.0.2.2:8000/"}, QRCode: []string{"10", "01"}}
	file := ExchangeSummary{
		ID: "1", SiteID: "s1", Time: at, Method: "GET", Target: "/index-1.html", Status: 200,
		ContentType: &html, Kind: KindFile, DurationMs: 1.25, Bytes: 15, Notes: []Note{}, Complete: true,
	}
	script := ExchangeSummary{
		ID: "2", SiteID: "s1", Time: at, Method: "GET", Target: "/cgi-bin/index.py?a=1", Status: 200,
		ContentType: nil, Kind: KindScript, DurationMs: 31.5, Bytes: 27,
		Notes: []Note{{
			Code: "noContentType", Severity: SeverityWarning,
			Message: "The script named no Content-Type, so the response has none.",
			Args:    map[string]string{"script": "cgi-bin/index.py"},
		}},
		Complete: true,
	}
	return map[string]Golden{
		"initialize.params": {"InitializeParams", InitializeParams{
			ProtocolVersion: Version, Client: Program{"vscode", "1.95.0"}, Locale: "es", WorkspaceTrusted: true,
		}},
		"initialize.result": {"InitializeResult", InitializeResult{Version, Program{"Vitrina", "0.1.0"}}},
		"siteStart.params": {"SiteStartParams", SiteStartParams{
			Root: "/home/ana/lab/html", Host: "127.0.0.1", Port: &port,
			CGI: CGIOptions{
				Enabled: &yes, Directories: []string{"cgi-bin"}, TimeoutMs: &timeout, AtOnce: &atOnce, Mode: CGILenient,
				Interpreters: map[string]string{".py": "python3"}, Env: map[string]string{"GREETING": "¡Hola!"},
				AllowOnNetwork: false,
			},
			Reload:       ReloadOptions{Enabled: &yes, Ignore: []string{"*.log"}},
			AllowedHosts: []string{"lab.test"},
			Headers:      map[string]map[string]string{"*.html": {"X-Lesson": "1"}},
			MIMETypes:    map[string]string{".page": "text/html"},
			Charset:      "utf-8",
		}},
		"siteStart.result":    {"Site", site},
		"siteStart.network":   {"Site", open},
		"siteList.result":     {"SiteListResult", SiteListResult{[]Site{site}}},
		"siteDidChange":       {"SiteDidChangeParams", SiteDidChangeParams{site, SiteStarted, ""}},
		"exchangeList.params": {"ExchangeListParams", ExchangeListParams{SiteID: "s1", Before: "9", Limit: 100}},
		"exchangeList.result": {"ExchangeListResult", ExchangeListResult{[]ExchangeSummary{file, script}, false, 3}},
		"exchangeGet.file": {"Exchange", Exchange{
			ExchangeSummary: file,
			Request: Message{
				Head:    "GET /index-1.html HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n",
				Headers: []Header{{Name: "Host", Value: "127.0.0.1:8000"}},
			},
			Response: Message{
				Head: "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 15\r\n\r\n",
				Headers: []Header{
					{Name: "Content-Type", Value: html, SetBy: SetByTypeTable},
					{Name: "Content-Length", Value: "15", SetBy: SetByServer},
				},
				Body: Body{15, 15},
			},
			Timing:   Timing{0.1, 1.1, 1.25},
			File:     &File{"index-1.html", 15, at},
			Observed: &Observed{"text/html", "CSS1Compat", "UTF-8"},
		}},
		"exchangeGet.script": {"Exchange", Exchange{
			ExchangeSummary: script,
			Request: Message{
				Head:       "POST /cgi-bin/index.py?a=1 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nX: \ufffd\r\n\r\n",
				HeadBase64: "UE9TVA==",
				Headers:    []Header{{Name: "Host", Value: "127.0.0.1:8000"}, {Name: "X", Value: "\ufffd"}},
			},
			Response: Message{
				Head:    "HTTP/1.1 200 OK\r\nX-Lesson: 1\r\n\r\n",
				Headers: []Header{{Name: "X-Lesson", Value: "1", SetBy: SetByScript, Where: &Place{"cgi-bin/index.py", 2}}},
				Body:    Body{27, 27},
			},
			Timing: Timing{0.1, 30, 31.5},
			Script: &ScriptRun{
				Path: "cgi-bin/index.py", Command: []string{"/usr/bin/python3", "/home/ana/lab/html/cgi-bin/index.py"},
				Env: []string{"GATEWAY_INTERFACE=CGI/1.1"}, ExitCode: &exitCode, Signal: "", Stderr: "",
				Output: "X-Lesson: 1\n\n",
			},
		}},
		"exchangeBody.params": {"ExchangeBodyParams", ExchangeBodyParams{"1", BodyOfResponse, 0, 15}},
		"exchangeBody.result": {"ExchangeBodyResult", ExchangeBodyResult{"PHA+SG9sYTwvcD4=", 0, Body{15, 15}}},
		"exchangeDidRecord":   {"ExchangeDidRecordParams", ExchangeDidRecordParams{"s1", []ExchangeSummary{file, script}, 3}},
		"exchangeDidClear":    {"ExchangeDidClearParams", ExchangeDidClearParams{"s1"}},
		"reloadDidSend": {"ReloadDidSendParams", ReloadDidSendParams{
			"s1",
			[]string{"index.css"},
			ReloadCauseWatch,
			[]string{"/index.html"},
			ReloadStyle,
			"index.html uses index.css",
		}},
		"scriptDidReport": {"ScriptDidReportParams", ScriptDidReportParams{"s1", "2", "/home/ana/lab/html/cgi-bin/index.py", []Diagnostic{
			{"/home/ana/lab/html/cgi-bin/index.py", 3, 0, SeverityError, "NameError", "name 'pritn' is not defined"},
		}}},
		"scriptCheck.params": {"ScriptCheckParams", ScriptCheckParams{Root: "/home/ana/lab/html", CGI: CGIOptions{Directories: []string{"cgi-bin"}}}},
		"scriptCheck.result": {"ScriptCheckResult", ScriptCheckResult{[]CheckedScript{{
			"cgi-bin/index.py",
			[]string{"/usr/bin/python3", "/home/ana/lab/html/cgi-bin/index.py"},
			[]Diagnostic{{"/home/ana/lab/html/cgi-bin/index.py", 1, 0, SeverityWarning, "shebangCR", "The #! line ends in CR LF."}},
		}}}},
		"logMessage": {"LogMessageParams", LogMessageParams{LogInfo, "Serving /home/ana/lab/html"}},
		"errorData":  {"ErrorData", ErrorData{FailurePortTaken, map[string]string{"address": "127.0.0.1:8000"}}},
	}
}
