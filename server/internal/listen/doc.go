// Package listen takes the address that a site is reached at and hands out
// connections that report what crosses them: the bytes of each request's and each
// response's head, and the content that followed, paired in order.
//
// A wrapper of http.ResponseWriter could not do that: net/http adds Date,
// Content-Length, Transfer-Encoding and Connection below it, and answers malformed
// requests by itself. The connection sees what the network sees.
package listen
