package site

import "vitrina/server/internal/cgi/process"

// KillScripts ends every script of every site at once and lets none begin any more.
func KillScripts() { process.KillAll() }
