// Package lessons holds the files of the lessons, for the program to copy them. It has no code.
package lessons

import "embed"

// Files are the lessons, a folder each, and the one named template that new ones begin with.
//
//go:embed */*
var Files embed.FS
