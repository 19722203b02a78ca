package verdict

const (
	fetchStandard = "https://fetch.spec.whatwg.org/#"
	sniffing      = "https://mimesniff.spec.whatwg.org/#"
	htmlStandard  = "https://html.spec.whatwg.org/multipage/"
)

// sources are the sections that have the rule of a reason.
var sources = map[string]string{
	"sniffedTag":           sniffing + "rules-for-identifying-an-unknown-mime-type",
	"sniffedSignature":     sniffing + "rules-for-identifying-an-unknown-mime-type",
	"sniffedText":          sniffing + "rules-for-identifying-an-unknown-mime-type",
	"sniffedBinary":        sniffing + "rules-for-identifying-an-unknown-mime-type",
	"undecodable":          sniffing + "rules-for-identifying-an-unknown-mime-type",
	"noSniff":              fetchStandard + "x-content-type-options-header",
	"binaryText":           sniffing + "rules-for-text-or-binary",
	"codingFalse":          fetchStandard + "handle-content-codings",
	"codingOfMedia":        fetchStandard + "handle-content-codings",
	"attachment":           "https://www.rfc-editor.org/rfc/rfc6266#section-4.2",
	"severalValues":        "https://www.rfc-editor.org/rfc/rfc9110#section-5.3",
	"proxyStatus":          "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8",
	"notModifiedUnasked":   "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5",
	"opaque":               fetchStandard + "concept-filtered-response-opaque",
	"downloadLink":         htmlStandard + "links.html#downloading-resources",
	"importWrongType":      htmlStandard + "webappapis.html#fetch-a-classic-worker-imported-script",
	"importUntyped":        htmlStandard + "webappapis.html#fetch-a-classic-worker-imported-script",
	"head":                 "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2",
	"status":               "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5",
	"notModified":          "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5",
	"location":             fetchStandard + "http-redirect-fetch",
	"badLocation":          fetchStandard + "http-redirect-fetch",
	"unsafeLocation":       fetchStandard + "http-redirect-fetch",
	"externalLocation":     htmlStandard + "browsing-the-web.html#hand-off-to-external-software",
	"opaqueBlocked":        fetchStandard + "orb-algorithm",
	"scriptNoSniff":        fetchStandard + "should-response-to-request-be-blocked-due-to-nosniff?",
	"scriptNoSniffUntyped": fetchStandard + "should-response-to-request-be-blocked-due-to-nosniff?",
	"styleNoSniff":         fetchStandard + "should-response-to-request-be-blocked-due-to-nosniff?",
	"styleNoSniffUntyped":  fetchStandard + "should-response-to-request-be-blocked-due-to-nosniff?",
	"scriptNeverRun":       fetchStandard + "should-response-to-request-be-blocked-due-to-mime-type?",
	"originNotAllowed":     fetchStandard + "concept-cors-check",
	"otherOriginAllowed":   fetchStandard + "concept-cors-check",
	"originWithCookies":    fetchStandard + "concept-cors-check",
	"cookiesNotAllowed":    fetchStandard + "concept-cors-check",
	"resourcePolicy":       fetchStandard + "cross-origin-resource-policy-header",
	"frameOptions":         htmlStandard + "speculative-loading.html#the-x-frame-options-header",
	"frameAncestors":       "https://www.w3.org/TR/CSP3/#directive-frame-ancestors",
}

// destinationSources are the sections that have the rules of a destination.
var destinationSources = map[string]string{
	"document":      htmlStandard + "browsing-the-web.html#loading-a-document",
	"iframe":        htmlStandard + "browsing-the-web.html#loading-a-document",
	"frame":         htmlStandard + "browsing-the-web.html#loading-a-document",
	"fencedframe":   htmlStandard + "browsing-the-web.html#loading-a-document",
	"embed":         htmlStandard + "iframe-embed-object.html#the-embed-element",
	"object":        htmlStandard + "iframe-embed-object.html#the-object-element",
	"style":         htmlStandard + "links.html#link-type-stylesheet",
	"styleModule":   htmlStandard + "webappapis.html#fetch-a-single-module-script",
	"json":          htmlStandard + "webappapis.html#fetch-a-single-module-script",
	"module":        htmlStandard + "webappapis.html#fetch-a-single-module-script",
	"serviceworker": "https://www.w3.org/TR/service-workers/#update-algorithm",
	"audioworklet":  htmlStandard + "webappapis.html#fetch-a-single-module-script",
	"paintworklet":  htmlStandard + "webappapis.html#fetch-a-single-module-script",
	"script":        htmlStandard + "webappapis.html#fetch-a-classic-script",
	"worker":        htmlStandard + "webappapis.html#fetch-a-classic-worker-script",
	"sharedworker":  htmlStandard + "webappapis.html#fetch-a-classic-worker-script",
	"image":         htmlStandard + "images.html#images-processing-model",
	"font":          "https://drafts.csswg.org/css-fonts-4/#font-face-loading",
	"audio":         sniffing + "sniffing-in-an-audio-or-video-context",
	"video":         sniffing + "sniffing-in-an-audio-or-video-context",
	"track":         "https://www.w3.org/TR/webvtt1/#file-structure",
	"eventSource":   htmlStandard + "server-sent-events.html#sse-processing-model",
	"prefetch":      htmlStandard + "links.html#link-type-prefetch",
	"ping":          fetchStandard + "keepalive-flag",
	"webSocket":     "https://www.rfc-editor.org/rfc/rfc6455#section-4.1",
	"fetch":         fetchStandard + "body-mixin",
}
