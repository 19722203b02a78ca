package site

import "vitrina/server/internal/cgi"

// KillScripts ends every script of every site at once and lets none begin any more.
func KillScripts() { cgi.KillAll() }
