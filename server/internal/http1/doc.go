// Package http1 is HTTP/1.1 as a server speaks it: RFC 9112, and what framing needs of RFC
// 9110. What is ambiguous is refused, never repaired.
package http1
