package rpc

import (
	"errors"

	"github.com/sourcegraph/jsonrpc2"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// codes are the JSON-RPC codes of failures; the others have CodeRequestFailed.
var codes = map[protocol.Failure]int64{
	protocol.FailureNotInitialized:   protocol.CodeNotInitialized,
	protocol.FailureInitializedTwice: protocol.CodeInvalidRequest,
	protocol.FailureShutDown:         protocol.CodeInvalidRequest,
	protocol.FailureBadParams:        protocol.CodeInvalidParams,
	protocol.FailureBadSetting:       protocol.CodeInvalidParams,
	protocol.FailureMethodUnknown:    protocol.CodeMethodNotFound,
	protocol.FailureCancelled:        protocol.CodeCancelled,
	protocol.FailureInternal:         protocol.CodeInternalError,
}

// wireError turns an error into JSON-RPC's, with the sentence in the client's language.
func wireError(err error, locale l10n.Locale) *jsonrpc2.Error {
	var f *fault.Error
	if !errors.As(err, &f) {
		f = fault.New(protocol.FailureInternal, "cause", err.Error())
	}
	code, known := codes[f.Failure]
	if !known {
		code = protocol.CodeRequestFailed
	}
	e := &jsonrpc2.Error{Code: code, Message: f.In(locale)}
	e.SetError(protocol.ErrorData{Failure: f.Failure, Args: f.Args})
	return e
}
