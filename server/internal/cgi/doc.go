// Package cgi runs scripts as the Common Gateway Interface has it (RFC 3875) and
// turns their output into responses.
//
// It differs from net/http/cgi on purpose: a script that names no Content-Type, or
// prints no header at all, is answered as it is; output goes out as it is printed;
// the end of the output ends the answer; and the whole process group ends with it.
package cgi
