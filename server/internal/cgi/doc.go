// Package cgi runs scripts as the Common Gateway Interface has it (RFC 3875) and
// turns their output into responses.
//
// It differs from net/http/cgi on purpose. A script that names no Content-Type, or prints no
// header at all, is answered as it is. Output is sent as soon as it is printed. The end of the
// output ends the answer, and the end of the script the whole process group.
//
// A request goes through admit, start, answer and settle (run.go). The program that runs the
// script is chosen by cgi/interpreter, and its process group is kept by cgi/process.
package cgi
