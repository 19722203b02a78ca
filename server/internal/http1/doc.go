// Package http1 is a server of HTTP/1.1: RFC 9112, and what framing needs of RFC 9110. What is
// ambiguous is refused, never repaired. Every refusal is an exchange, which the handler answers.
//
// One goroutine owns a connection. It reads a request's head, has the handler answer, and goes on
// to the next. While the handler runs, the sending half is the handler's, and the receiving half
// is that of whoever reads the content. Once that is over, and somebody asks when the client
// leaves, it is that of a watch, which ends with the handler.
//
// What is recorded is told by whoever has just read or written it.
package http1
