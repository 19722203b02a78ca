// Package listen binds the addresses of a site and hands out connections that report what
// crosses them: the bytes of each request's and each response's head, and the content
// behind it, in pairs and in order.
//
// A wrapper of http.ResponseWriter could not do that: net/http adds Date, Content-Length,
// Transfer-Encoding and Connection below it, and answers malformed requests itself. The
// connection sees what the network sees.
package listen
